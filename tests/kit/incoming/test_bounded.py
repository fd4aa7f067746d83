from concurrent.futures import ThreadPoolExecutor

import pytest

from helpdesk.kit.incoming.bounded import BoundedReader, UnreadableLetterError
from helpdesk.kit.incoming.read import read_letter

PLAIN = b"From: asa@lund.example\nSubject: larm\nDate: Mon, 23 Nov 2026 09:12:00 +0100\n\nHej\n"
FULL = (
    b"From: Mail Delivery System <mailer-daemon@lund.example>\nAuto-Submitted: auto-replied\n"
    b"Authentication-Results: mx.lund.example; dmarc=pass header.from=lund.example\n"
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nHej\n"
    b"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
    b"Final-Recipient: rfc822; bo@vik.example\nAction: failed\nStatus: 5.1.1\n--b--\n"
)
TOO_MUCH = b"Subject: mycket\n\n" + b"x" * 250_000_000


@pytest.mark.parametrize("raw", [b"", PLAIN, FULL])
def test_a_letter_is_the_same_as_if_read_here(raw: bytes) -> None:
    with BoundedReader() as reader:
        assert reader.read(raw) == read_letter(raw)


def test_a_letter_that_needs_too_much_memory_ends_only_its_own_reading() -> None:
    with BoundedReader() as reader:
        reader.warm()
        with pytest.raises(UnreadableLetterError, match="more time or memory"):
            reader.read(TOO_MUCH)
        assert reader.read(PLAIN).subject == "larm"


def test_a_letter_that_takes_too_long_is_given_up() -> None:
    with BoundedReader(seconds=0.001) as reader, pytest.raises(UnreadableLetterError):
        reader.read(PLAIN)  # the process itself takes longer to start


def test_threads_take_turns() -> None:
    letters = [b"Subject: %d\n\nHej" % number for number in range(40)]
    with BoundedReader() as reader, ThreadPoolExecutor(4) as threads:
        assert [letter.subject for letter in threads.map(reader.read, letters)] == [str(n) for n in range(40)]


def test_a_closed_reader_may_be_used_again() -> None:
    reader = BoundedReader()
    for _ in range(2):
        assert reader.read(PLAIN).subject == "larm"
        reader.close()
    reader.close()
