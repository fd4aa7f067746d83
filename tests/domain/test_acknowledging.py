"""Receipts: who gets one, who never does, and how many."""

from dataclasses import fields

import pytest

from helpdesk.domain.acknowledging import (
    MOST_LETTERS_PER_HOUR,
    MOST_PER_DAY,
    RULES,
    Evidence,
    Reason,
    Verdict,
    acknowledgement,
    is_flood,
)

FORBIDDING = {
    Reason.BOUNCE: Evidence(is_bounce=True),
    Reason.NULL_PATH: Evidence(has_null_path=True),
    Reason.AUTOMATIC: Evidence(is_automatic=True),
    Reason.LIST: Evidence(is_list=True),
    Reason.SPAM: Evidence(is_spam=True),
    Reason.OWN_ADDRESS: Evidence(is_own_address=True),
    Reason.NO_REPLY_ADDRESS: Evidence(is_no_reply_address=True),
    Reason.UNWANTED: Evidence(is_unwanted=True),
}


def test_a_person_who_writes_gets_a_receipt() -> None:
    assert acknowledgement(Evidence()) == Verdict(Reason.DUE)
    assert acknowledgement(Evidence()).is_due


def test_the_counts_are_those_of_the_specification() -> None:
    assert (MOST_PER_DAY, MOST_LETTERS_PER_HOUR) == (5, 20)


@pytest.mark.parametrize("reason", FORBIDDING)
def test_each_reason_forbids_alone(reason: Reason) -> None:
    verdict = acknowledgement(FORBIDDING[reason])
    assert verdict.reason is reason
    assert not verdict.is_due


def test_every_reason_and_every_field_has_its_rule() -> None:
    assert [reason for reason, _ in RULES] == list(FORBIDDING)
    assert {*FORBIDDING, Reason.DUE} == set(Reason)
    assert len(FORBIDDING) == len(fields(Evidence))


def test_the_first_reason_is_noted() -> None:
    assert acknowledgement(Evidence(is_bounce=True, is_spam=True)).reason is Reason.BOUNCE


@pytest.mark.parametrize(("letters", "flood"), [(0, False), (20, False), (21, True)])
def test_more_than_twenty_letters_an_hour_wait_for_a_person(letters: int, flood: bool) -> None:  # noqa: FBT001
    assert is_flood(letters) is flood


def test_two_helpdesks_that_write_to_each_other_stop_at_once() -> None:
    receipt = Evidence(has_null_path=True, is_automatic=True, is_unwanted=True)
    assert not acknowledgement(receipt).is_due
