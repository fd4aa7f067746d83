"""Personal data in a letter: what makes it wait for one person, and its original that person's alone."""

from helpdesk.domain.personal_data import lists_persons, personal_numbers
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.mailroom.operations.laying import uploads
from helpdesk.tickets.operations.attach import tells_personal_number


def tells_personal_data(letter: IncomingLetter) -> bool:
    """Whether its words or files hold a personal number, or its words a list of persons."""
    told = f"{letter.subject}\n{letter.text}"
    return bool(personal_numbers(told)) or lists_persons(told) or any(map(tells_personal_number, uploads(letter)))
