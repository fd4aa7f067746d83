import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk.kit.letters.message_id import MessageIds

IDS = MessageIds(keys=("new secret", "old secret"), domain="helpdesk.example")


@settings(deadline=None)
@given(object_id=st.integers(0, 2**63 - 1), prefix=st.from_regex(r"[a-z]{1,8}", fullmatch=True))
def test_a_message_id_tells_what_it_is_about(object_id: int, prefix: str) -> None:
    made = IDS.make(prefix, object_id)
    assert len(made) < 128
    assert IDS.read(made) == (prefix, object_id)
    assert IDS.read(made[1:-1].upper()) == (prefix, object_id)


def test_no_two_message_ids_are_alike() -> None:
    assert len({IDS.make("t", 143) for _ in range(100)}) == 100


def test_the_old_key_is_still_read_and_a_foreign_one_is_not() -> None:
    assert IDS.read(MessageIds(("old secret",), "helpdesk.example").make("t", 7)) == ("t", 7)
    assert IDS.read(MessageIds(("old secret",), "former.example").make("t", 7)) == ("t", 7)
    assert IDS.read(MessageIds(("foreign",), "helpdesk.example").make("t", 7)) is None


def test_a_changed_number_is_not_believed() -> None:
    made = IDS.make("t", 143)
    assert IDS.read(made.replace("t.143.", "t.144.")) is None
    assert IDS.read(made.replace("<t.", "<a.")) is None


@settings(deadline=None)
@given(st.text())
@example("<t.143.aaaaaaaaaaaaa.bbbbbbbbbbbbbbbb@helpdesk.example>")
@example("")
def test_what_we_did_not_make_says_nothing(text: str) -> None:
    assert IDS.read(text) is None


@pytest.mark.parametrize(("prefix", "object_id"), [("", 1), ("T", 1), ("a.b", 1), ("t", -1), ("t\n", 1)])
def test_what_would_not_be_read_again_is_not_made(prefix: str, object_id: int) -> None:
    with pytest.raises(ValueError, match="prefix"):
        IDS.make(prefix, object_id)


@pytest.mark.parametrize("keys", [(), ("",)])
def test_nothing_is_signed_without_a_secret(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="secret"):
        MessageIds(keys, "helpdesk.example")
