"""What the desk is told of a letter that did not arrive, by the mail server's code."""

import pytest

from helpdesk.tickets.forms.mail_words import BY_STATUS, DEAD, LATE, REFUSED, not_arrived


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("", DEAD),
        ("5.1.1", DEAD),
        ("5.2.1", DEAD),
        ("5.2.2", BY_STATUS["5.2.2"]),
        ("5.3.4", BY_STATUS["5.3.4"]),
        ("4.4.7", BY_STATUS["4."]),
        ("5.7.1", REFUSED),
        ("550", REFUSED),
    ],
)
def test_a_letter_that_did_not_arrive_says_why(status: str, sentence: str) -> None:
    assert not_arrived(status, is_permanent=True) == sentence


@pytest.mark.parametrize("status", ["", "4.2.2", "5.1.1"])
def test_a_letter_that_is_late_may_still_arrive(status: str) -> None:
    assert not_arrived(status, is_permanent=False) == LATE
