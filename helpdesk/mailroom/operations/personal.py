"""Personal data in a letter: what makes it wait for one person, and its original that person's alone."""

from helpdesk.domain.personal_data import lists_persons, personal_numbers
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.operations.laying import is_forwarded, uploads
from helpdesk.tickets.operations.attach import tells_personal_number


def tells_personal_data(letter: IncomingLetter) -> bool:
    """Whether its words or files hold a personal number, or its words a list of persons."""
    return _tells(letter, letter.text)


def must_wait(letter: IncomingLetter) -> bool:
    """Whether personal data in the letter make it wait for one person.

    A number that stands only in what the writer quotes, or in a signature, does not: neither is laid on a ticket, and the whole
    letter shows it masked. Else whoever answers our plea for a letter without numbers would quote theirs, and wait for ever.
    Where the whole letter would be laid, since it says nothing new or hands on another one, all of it counts.
    """
    said = letter.new_text.strip()
    if not said or is_forwarded(letter.subject) or lists_persons(letter.text):
        return tells_personal_data(letter)
    return _tells(letter, said)


def _tells(letter: IncomingLetter, text: str) -> bool:
    told = f"{letter.subject}\n{text}"
    return bool(personal_numbers(told)) or lists_persons(told) or any(map(tells_personal_number, uploads(letter)))
