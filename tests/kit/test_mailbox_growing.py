"""A letter that comes in piece by piece, by whatever door, and what is kept of a large one."""

from io import BytesIO

import pytest

from helpdesk.kit.mailboxes import growing, pipe
from helpdesk.kit.mailboxes.growing import GrowingLetter, head_of
from helpdesk.kit.mailboxes.port import MailboxLetter

HEAD = b"Subject: a\r\nTo: b@c.example\r\n\r\n"


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize("in_memory", [10, 10_000])
def test_it_is_kept_as_it_came(size: int, in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "_IN_MEMORY", in_memory)
    raw = HEAD + bytes(range(256)) * 10
    with GrowingLetter(limit=len(raw), most=len(raw)) as letter:
        for begin in range(0, len(raw), size):
            letter.add(raw[begin : begin + size])
        assert letter.finished() == MailboxLetter(raw, len(raw))
        assert not letter.is_too_large


@pytest.mark.parametrize("in_memory", [10, 10_000])
def test_over_the_limit_the_head_is_kept_and_the_size(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "_IN_MEMORY", in_memory)
    with GrowingLetter(limit=100, most=1000) as letter:
        for _ in range(20):
            letter.add(HEAD)
        assert letter.finished() == MailboxLetter(HEAD, 20 * len(HEAD), is_headers_only=True)
        assert not letter.is_too_large
        letter.add(b"x" * 1000)
        assert letter.is_too_large


def test_a_head_without_an_end_is_no_longer_than_a_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "HEAD_LIMIT", 5)
    assert head_of(b"x" * 100) == b"x" * 5
    assert head_of(b"A: b\n\nc") == b"A: b\r\n\r\n"


def test_a_pipe_gives_the_letter_its_head_or_nothing() -> None:
    raw = HEAD + b"x" * 500
    assert pipe.read(BytesIO(raw)) == MailboxLetter(raw, len(raw))
    assert pipe.read(BytesIO(raw), limit=400) == MailboxLetter(HEAD, len(raw), is_headers_only=True)
    assert pipe.read(BytesIO(raw), limit=100, most=400) is None
