"""Signed return addresses: what we made is read back, and nothing else is believed."""

import re
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpdesk.kit.letters.compose import mail_address
from helpdesk.kit.letters.return_address import BounceToken, ReplyToken, ReturnAddresses

NEW, OLD = "new secret " * 4, "old secret " * 4
OURS = ReturnAddresses((NEW, OLD), "fraga@stod.example")
BEFORE = ReturnAddresses((OLD,), "fraga@stod.example")
FOREIGN = ReturnAddresses(("somebody else's",), "fraga@stod.example")

ids = st.integers(0, 2**63 - 1)
usual_ids = st.integers(0, 2**35 - 1)
kinds = st.sampled_from(string.ascii_lowercase)


@given(kind=kinds, object_id=usual_ids, recipient_id=usual_ids)
@example("t", 0, 0)
@example("z", 2**35 - 1, 2**35 - 1)
def test_an_answer_s_address_tells_what_it_is_about(kind: str, object_id: int, recipient_id: int) -> None:
    made = OURS.reply_address(kind, object_id, recipient_id)
    said = ReplyToken(kind, object_id, recipient_id)
    assert OURS.read(made) == OURS.read(made.upper()) == OURS.read(f" <{made}> ") == said
    assert re.fullmatch(r"fraga\+r[a-z2-7]+@stod\.example", made)
    assert mail_address(made) == made


@given(letter_id=ids)
def test_a_bounce_s_address_names_its_letter(letter_id: int) -> None:
    made = OURS.bounce_address(letter_id)
    assert OURS.read(made) == OURS.read(made.upper()) == BounceToken(letter_id)
    assert made.startswith("fraga+b")


@given(kind=kinds, object_id=ids, recipient_id=ids, name=st.text(string.ascii_lowercase, min_size=1, max_size=40))
def test_no_local_part_is_longer_than_mail_allows(kind: str, object_id: int, recipient_id: int, name: str) -> None:
    addresses = ReturnAddresses((NEW,), f"{name}@stod.example")
    try:
        made = addresses.reply_address(kind, object_id, recipient_id)
    except ValueError:
        assert not addresses.is_short_enough or max(object_id, recipient_id) >= 2**35
        return
    assert len(made.rpartition("@")[0]) <= 64
    assert addresses.read(made) == ReplyToken(kind, object_id, recipient_id)


@given(data=st.data(), object_id=usual_ids, recipient_id=usual_ids)
def test_no_sign_of_a_token_can_be_another(data: st.DataObject, object_id: int, recipient_id: int) -> None:
    made = data.draw(
        st.sampled_from([OURS.reply_address("t", object_id, recipient_id), OURS.bounce_address(object_id)])
    )
    place = data.draw(st.integers(made.index("+") + 1, made.index("@") - 1))
    other = data.draw(st.sampled_from(sorted(set(string.ascii_lowercase + string.digits) - {made[place]})))
    assert OURS.read(made[:place] + other + made[place + 1 :]) is None
    assert OURS.read(made[:place] + made[place + 1 :]) is None
    assert OURS.read(made[:place] + other + made[place:]) is None


@given(st.text())
@example("")
@example("fraga+r@stod.example")
@example("fraga@stod.example")
@example("fraga+r" + "a" * 34 + "@stod.example")
def test_what_we_did_not_make_says_nothing(text: str) -> None:
    assert OURS.read(text) is None


@given(
    way=st.sampled_from("rb"),
    token=st.text(string.ascii_lowercase + "234567", min_size=18, max_size=60),
)
def test_nobody_can_guess_a_token(way: str, token: str) -> None:
    assert OURS.read(f"fraga+{way}{token}@stod.example") is None


def test_the_old_key_is_still_read_and_a_foreign_one_is_not() -> None:
    assert OURS.read(BEFORE.reply_address("t", 7, 8)) == ReplyToken("t", 7, 8)
    assert OURS.read(BEFORE.bounce_address(7)) == BounceToken(7)
    assert OURS.read(FOREIGN.reply_address("t", 7, 8)) is None
    assert BEFORE.read(OURS.reply_address("t", 7, 8)) is None


def test_the_helpdesk_s_own_address_may_change() -> None:
    former = ReturnAddresses((NEW,), "hjalp@former.example")
    assert OURS.read(former.reply_address("c", 7, 8)) == ReplyToken("c", 7, 8)


def test_an_answer_s_token_is_no_bounce_s() -> None:
    made = OURS.reply_address("t", 7, 8)
    assert OURS.read(made.replace("+r", "+b")) is None


@pytest.mark.parametrize(("kind", "id_"), [("", 1), ("T", 1), ("tt", 1), ("å", 1), ("t", -1), ("t", 2**63)])
def test_what_would_not_be_read_again_is_not_made(kind: str, id_: int) -> None:
    with pytest.raises(ValueError, match=r"kind|number"):
        OURS.reply_address(kind, id_, 1)


@pytest.mark.parametrize("keys", [(), ("",)])
def test_nothing_is_signed_without_a_secret(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="secret"):
        ReturnAddresses(keys, "fraga@stod.example")


def test_keys_stand_in_no_log() -> None:
    assert "secret" not in repr(OURS)
