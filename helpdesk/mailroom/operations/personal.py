"""Personal data in a letter: what makes it wait for one person, and its original that person's alone."""

from io import BytesIO

from helpdesk.domain.personal_data import lists_persons, numbers_in, personal_numbers
from helpdesk.kit.incoming.html import spoken
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.operations.laying import is_forwarded, uploads
from helpdesk.tickets.operations.attach import Upload, is_searched, tells_personal_number


def tells_personal_data(letter: IncomingLetter) -> bool:
    """Whether anything in it holds a personal number or a list of persons, also what is shown nowhere: its heads, a picture's name."""
    told = f"{letter.subject}\n{letter.text}\n{spoken(letter.html)}\n{letter.told.text}"
    return _points_out(told) or any(map(tells_personal_number, _files(letter)))


def is_looked_through(letter: IncomingLetter) -> bool:
    """Whether `tells_personal_data` looks at all that the letter holds, but for what stands in pictures and documents.

    Those lie on tickets for the whole desk without being searched; a file that no ticket takes, as an archive, is had nowhere else.
    """
    is_whole = letter.told.is_whole and not letter.is_cut and not letter.is_encrypted
    return is_whole and all(map(is_searched, _files(letter)))


def must_wait(letter: IncomingLetter) -> bool:
    """Whether personal data in the letter make it wait for one person.

    A number that stands only in what the writer quotes, or in a signature, does not: neither is laid on a ticket, and the whole
    letter shows it masked. Else whoever answers our plea for a letter without numbers would quote theirs, and wait for ever.
    Where the whole letter would be laid, since it says nothing new or hands on another one, all of its words count. So does a
    number that stands only in the HTML beside the plain text: nobody can say whether it is quoted there.
    """
    html, said = spoken(letter.html), letter.new_text.strip()
    if not said or is_forwarded(letter.subject) or lists_persons(letter.text) or lists_persons(html):
        said = f"{letter.text}\n{html}"
    return (
        _points_out(f"{letter.subject}\n{letter.sender.name}\n{said}")
        or not numbers_in(html) <= numbers_in(letter.text)
        or any(tells_personal_number(each) or lists_persons(each.told) for each in uploads(letter))
    )


def _points_out(text: str) -> bool:
    return bool(personal_numbers(text)) or lists_persons(text)


def _files(letter: IncomingLetter) -> list[Upload]:
    return [Upload(each.filename, BytesIO(each.content), each.told) for each in letter.attachments]
