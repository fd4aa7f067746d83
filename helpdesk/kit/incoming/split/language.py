"""What is known of a language that mail programs speak: the line over a quotation, and the headings of an old letter."""

from dataclasses import dataclass
from enum import Enum, auto


class Heading(Enum):
    """What a heading of an old letter tells."""

    FROM = auto()
    SENT = auto()
    TO = auto()
    COPY = auto()
    SUBJECT = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Language:
    """All in lower case. `opening` begins the line over a quotation, `wrote` are its verbs, `between` what else it holds.

    `mail` are headings that only stand in letters; of the others a person might make a list, as "Från: plan 2".
    """

    opening: str
    wrote: str
    between: str
    months: str
    days: str
    headings: dict[Heading, str]
    mail: str = ""
