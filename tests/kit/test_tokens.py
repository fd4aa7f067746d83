import re

from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.kit.tokens import digest, keyed_digest, new_token, same


def test_a_token_stands_in_an_address_as_it_is_and_holds_at_least_128_bits() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{22,}", new_token())


def test_no_two_tokens_are_alike() -> None:
    assert len({new_token() for _ in range(1000)}) == 1000


def test_the_digest_is_sha256() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@settings(deadline=None)
@given(one=st.text(), other=st.text())
def test_same_means_equal_for_whatever_a_visitor_sends(one: str, other: str) -> None:
    assert same(one, other) == (one == other)
    assert same(one, one)
    assert same(digest(one), digest(other)) == (one == other)


def test_a_lone_surrogate_from_an_address_is_no_crash() -> None:
    assert not same("\ud800", "a")
    assert len(digest("\ud800")) == 64


def test_a_keyed_digest_is_the_same_for_the_same_key_and_text_and_no_other() -> None:
    digests = {keyed_digest(key, text) for key in ("nyckel", "annan") for text in ("konto:1", "konto:2", "konto:1")}

    assert len(digests) == 4
    assert {len(each) for each in digests} == {64}
