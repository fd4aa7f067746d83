"""Where a letter belongs, by what led to a ticket, who sent it, and how long the ticket has been closed."""

from datetime import UTC, datetime, timedelta

import pytest

from helpdesk.domain.lifecycle import REOPEN_WITHIN
from helpdesk.domain.threading import STRANGERS, Lead, Place, PlaceEvidence, place, tagged_reference, without_tag

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
JUST_IN_TIME = NOW - REOPEN_WITHIN
TOO_LATE = JUST_IN_TIME - timedelta(seconds=1)


@pytest.mark.parametrize("closed_at", [None, TOO_LATE])
@pytest.mark.parametrize("is_participant", [True, False])
def test_what_nothing_leads_anywhere_is_new(is_participant: bool, closed_at: datetime | None) -> None:  # noqa: FBT001
    assert place(PlaceEvidence(None, is_participant=is_participant, closed_at=closed_at), NOW) is Place.NEW


@pytest.mark.parametrize("lead", Lead)
@pytest.mark.parametrize(
    ("closed_at", "goes"),
    [(None, Place.ADD), (NOW, Place.ADD), (JUST_IN_TIME, Place.ADD), (TOO_LATE, Place.NEW_LINKED)],
)
def test_the_ticket_s_people_write_on_it_until_it_has_been_closed_for_long(
    lead: Lead, closed_at: datetime | None, goes: Place
) -> None:
    assert place(PlaceEvidence(lead, is_participant=True, closed_at=closed_at), NOW) is goes


@pytest.mark.parametrize("closed_at", [None, JUST_IN_TIME, TOO_LATE])
@pytest.mark.parametrize(
    ("lead", "goes"), [(Lead.TOKEN, Place.STRANGER), (Lead.MESSAGE_ID, Place.STRANGER), (Lead.SUBJECT, Place.NEW)]
)
def test_a_stranger_is_marked_and_never_let_in_by_a_number(lead: Lead, goes: Place, closed_at: datetime | None) -> None:
    assert place(PlaceEvidence(lead, closed_at=closed_at), NOW) is goes


def test_every_lead_says_where_strangers_go() -> None:
    assert set(STRANGERS) == set(Lead)


@pytest.mark.parametrize(
    ("subject", "reference"),
    [
        ("[VT-2026-000143] Larmet tystnar inte", "VT-2026-000143"),
        ("SV: VB: [VT-2026-000143] Larm", "VT-2026-000143"),
        ("Re: Larm [vt-2026-1234567]", "VT-2026-1234567"),
        ("[extern] [VT-2026-000143] [VT-2026-000144]", "VT-2026-000143"),
        ("[[VT-2026-000143]]", "VT-2026-000143"),
        ("VT-2026-000143 Larm", "VT-2026-000143"),
        ("Angående vt-2026-000143", "VT-2026-000143"),
        ("VT-2026-000144 eller [VT-2026-000143]", "VT-2026-000143"),
        ("XVT-2026-000143-4", None),
        ("[VT-2026-143]", None),
        ("[VT 2026-000143]", None),
        ("[-2026-000143]", None),
        ("[VT-٢٠٢٦-٠٠٠١٤٣]", None),
        ("[" * 300_000 + "VT-2026-000143]", None),
        ("VT-" * 300_000, None),
        ("", None),
    ],
    ids=lambda value: str(value)[:30],
)
def test_only_a_whole_number_is_a_tag_and_one_in_brackets_comes_first(subject: str, reference: str | None) -> None:
    assert tagged_reference(subject) == reference


@pytest.mark.parametrize(
    ("subject", "left"),
    [
        ("Sv: [VT-2026-000143] Larm om natten", "Sv: Larm om natten"),
        ("[VT-2026-000143][VT-2025-000001] Larm", "Larm"),
        ("[VT-2026-000143]", ""),
        ("[KS-2026-000143] Larm", "[KS-2026-000143] Larm"),
        ("Angående VT-2026-000143", "Angående VT-2026-000143"),
    ],
)
def test_only_our_own_numbers_in_brackets_go_from_a_subject(subject: str, left: str) -> None:
    assert without_tag(subject, "VT") == left
