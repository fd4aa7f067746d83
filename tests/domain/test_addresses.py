"""Addresses as the rules compare them."""

import pytest

from helpdesk.domain.addresses import comparable, domain_suffixes, is_complete


def test_addresses_are_compared_without_case_and_blanks() -> None:
    assert comparable("  Anna.Ek@Boras.SE ") == "anna.ek@boras.se"


@pytest.mark.parametrize(
    ("address", "suffixes"),
    [
        ("anna@boras.se", ("boras.se",)),
        ("anna@utb.Boras.se", ("utb.boras.se", "boras.se")),
        ("anna@boras.se.", ("boras.se",)),
        ("anna@fiskeboras.se", ("fiskeboras.se",)),
        ("anna@localhost", ()),
        ("anna@", ()),
        ("@boras.se", ()),
        ("boras.se", ()),
        ("anna@boras..se", ()),
    ],
)
def test_only_whole_labels_of_a_domain_count(address: str, suffixes: tuple[str, ...]) -> None:
    assert domain_suffixes(address) == suffixes


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("anna@boras.se", True),
        (f"{'a' * 245}@boras.se", True),
        (f"{'a' * 246}@boras.se", False),
        ("anna@", False),
        ("@boras.se", False),
        ("anna", False),
    ],
)
def test_an_account_can_have_an_address_with_both_its_parts(address: str, is_one: bool) -> None:  # noqa: FBT001  the case
    assert is_complete(address) is is_one
