import pytest

from helpdesk.canned_replies.queries.list import all_replies, reply_page
from helpdesk.canned_replies.queries.offered import offered_replies, reply_text
from helpdesk.domain.errors import HiddenError
from tests.conftest import NOON
from tests.counting import counted_queries
from tests.factories.canned_replies import canned_reply

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def replies(stage: None) -> None:  # noqa: ARG001  the register is there
    canned_reply("Ärligt svar")
    canned_reply("Åter", topic="UPP-2")
    canned_reply("Zon", topic="LAR-1", used_at=NOON)
    canned_reply("Ansvar", topic="LAR-1")
    canned_reply("Ring", topic="LAR")
    canned_reply("Borta", topic="LAR", is_archived=True)


@pytest.mark.usefixtures("replies")
def test_they_stand_by_topic_in_swedish_order() -> None:
    with counted_queries() as asked:
        listed = all_replies("sv")

    assert [(group.topic and group.topic.code, [line.title for line in group.replies]) for group in listed.groups] == [
        (None, ["Ärligt svar"]),
        ("LAR", ["Ring"]),
        ("LAR-1", ["Ansvar", "Zon"]),
        ("UPP-2", ["Åter"]),
    ]
    assert [line.title for line in listed.archived] == ["Borta"]
    assert [line.used_at for line in listed.groups[2].replies] == [None, NOON]
    assert len(asked) == 2


def test_there_may_be_none() -> None:
    assert all_replies("sv").groups == all_replies("sv").archived == ()
    assert not offered_replies(["LAR"])
    with pytest.raises(HiddenError):
        reply_page(1)


@pytest.mark.usefixtures("replies")
@pytest.mark.parametrize(
    ("codes", "near"),
    [
        ((), []),
        (("LAR-1",), ["Ansvar", "Ring", "Zon"]),
        (("LAR",), ["Ansvar", "Ring", "Zon"]),
        (("LAR-3",), ["Ring"]),
        (("UPP-2", "LAR-3"), ["Ring", "Åter"]),
    ],
)
def test_those_of_the_tickets_topics_are_offered_first(codes: tuple[str, ...], near: list[str]) -> None:
    offered = offered_replies(codes)

    assert [reply.title for reply in offered.near] == near
    assert [reply.title for reply in offered.general] == ["Ärligt svar"]
    assert [r.title for r in offered.others] == [t for t in ["Ansvar", "Ring", "Zon", "Åter"] if t not in near]


def test_only_what_is_in_use_is_inserted() -> None:
    assert reply_text(canned_reply(text="Hej").id) == "Hej"
    assert reply_text(canned_reply(is_archived=True).id) is None
    assert reply_text(10**9) is None
