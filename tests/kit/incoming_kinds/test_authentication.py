"""Only the topmost results of our own server are believed."""

import pytest

from helpdesk.kit.incoming.kinds.authentication import Vouched, vouched_for
from tests.kit.incoming_kinds.reading import parsed

OURS = "mx.stod.vt.example"


def vouched(*fields: str) -> Vouched:
    head = "".join(f"Authentication-Results: {value}\n" for value in fields)
    return vouched_for(parsed(f"{head}\nHej".encode()), OURS)


def test_all_three_methods_are_read() -> None:
    found = vouched(
        f"{OURS} 1;\n spf=pass (sender is (really) ok; yes) smtp.mailfrom=studs@Post.Vik.example smtp.helo=mx.vik.example;\n"
        ' dkim=pass (2048-bit key; "x") reason="good; signature" header.d=vik.example header.s=a header.b="a;b";\n'
        " dkim=fail header.d=annan.example;\n dmarc=pass (p=REJECT) header.from=Vik.example."
    )
    assert found == Vouched(
        spf="pass",
        dkim="pass",
        dmarc="pass",
        spf_domain="post.vik.example",
        dkim_domains=("vik.example",),
        dmarc_domain="vik.example",
    )
    assert found.domains == ("vik.example", "post.vik.example")


def test_a_good_signature_beside_a_bad_one_counts_in_any_order() -> None:
    found = vouched(f"{OURS}; dkim=fail header.d=a.example; dkim=pass header.i=@b.example; dkim=none")
    assert (found.dkim, found.dkim_domains) == ("pass", ("b.example",))


@pytest.mark.parametrize("result", ["fail", "softfail", "neutral", "none", "temperror", "permerror", '"FAIL"'])
def test_nothing_is_vouched_for_without_a_pass(result: str) -> None:
    found = vouched(f"{OURS}; spf={result} smtp.mailfrom=vik.example; dmarc={result} header.from=vik.example")
    assert found == Vouched(spf=result.strip('"').lower(), dmarc=result.strip('"').lower())
    assert found.domains == ()


def test_only_the_topmost_field_of_our_server_counts() -> None:
    ours, forged = f"{OURS}; spf=fail", f"{OURS}; spf=pass smtp.mailfrom=vik.example"
    assert vouched("mx.annan.example; spf=pass smtp.mailfrom=vik.example", ours, forged) == Vouched(spf="fail")


@pytest.mark.parametrize(
    "foreign",
    [
        *("mx.annan.example; dmarc=pass header.from=vik.example", "dmarc=pass header.from=vik.example"),
        *(f"evil.example ({OURS}); dmarc=pass header.from=vik.example", f"x{OURS}; dmarc=pass header.from=vik.example"),
        *(f'"{OURS}.evil.example"; dmarc=pass header.from=vik.example', "", ";;;"),
    ],
)
def test_other_servers_are_not_believed(foreign: str) -> None:
    assert vouched(foreign) == Vouched()


@pytest.mark.parametrize(
    "written", [f'"{OURS}"; spf=pass', f"{OURS.upper()}; spf=pass", f"(c) {OURS} (d) 1; spf = pass"]
)
def test_the_server_s_name_is_read_as_the_grammar_allows(written: str) -> None:
    assert vouched(written).spf == "pass"


def test_without_a_configured_name_nobody_is_believed() -> None:
    message = parsed(b"Authentication-Results: ; spf=pass smtp.mailfrom=vik.example\n\nHej")
    assert vouched_for(message, " ") == Vouched()


@pytest.mark.parametrize("written", ["none", "iprev=pass policy.iprev=192.0.2.1", "spf", "=pass", 'spf="', "dkim=pass"])
def test_odd_statements_vouch_for_nobody(written: str) -> None:
    assert vouched(f"{OURS}; {written}").domains == ()
