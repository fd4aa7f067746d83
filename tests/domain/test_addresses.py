"""Addresses as the rules compare them."""

import pytest

from helpdesk.domain.addresses import comparable, domain_suffixes


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
