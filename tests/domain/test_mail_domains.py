"""Which domains can belong to a municipality."""

import pytest

from helpdesk.domain.errors import InputError
from helpdesk.domain.mail_domains import LONGEST, PUBLIC_PROVIDERS, mail_domain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("boras.se", "boras.se"),
        (" Boras.SE ", "boras.se"),
        ("@utb.boras.se", "utb.boras.se"),
        ("boras.se.", "boras.se"),
        ("xn--bors-soa.se", "xn--bors-soa.se"),
        ("boras.xn--p1ai", "boras.xn--p1ai"),
        ("1490.example", "1490.example"),
        (f"{'a' * 63}.se", f"{'a' * 63}.se"),
    ],
)
def test_a_domain_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert mail_domain(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "se", "borås.se", "boras", "anna@boras.se", "https://boras.se", "boras..se", ".boras.se", "-boras.se"),
        *(
            "boras-.se",
            "bo ras.se",
            "boras.s",
            "boras.123",
            "boras_kommun.se",
            f"{'a' * 64}.se",
            "192.168.1.1",
            "a,b.se",
        ),
        ".".join(["a" * 60] * 5) + ".se",
    ],
)
def test_what_is_no_domain_is_said(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        mail_domain(typed)
    assert refused.value.field == "domain"
    assert "after @" in refused.value.sentence


@pytest.mark.parametrize("typed", ["gmail.com", "Hotmail.com", "post.gmail.com", "@outlook.com"])
def test_where_anybody_has_an_address_is_nobody_s_workplace(typed: str) -> None:
    with pytest.raises(InputError, match="domain") as refused:
        mail_domain(typed)
    assert "Anybody" in refused.value.sentence


def test_the_longest_domain_is_counted() -> None:
    longest = ".".join(["a" * 61] * 4) + ".abcdef"
    assert len(longest) > LONGEST
    with pytest.raises(InputError):
        mail_domain(longest)


def test_every_provider_is_written_as_a_domain_is_kept() -> None:
    for domain in PUBLIC_PROVIDERS:
        assert domain == domain.strip().lower()
        with pytest.raises(InputError, match="domain"):
            mail_domain(domain)
