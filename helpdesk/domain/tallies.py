"""What page views are counted for, and what must never be kept of them."""

import re
import unicodedata

from helpdesk.domain.masking.finding import proposals

ARTICLE_READ = "article_read"
"""Under an article's id: its page was shown to somebody who does not answer for it."""
SEARCH_WITHOUT_HIT = "search_without_hit"
"""Under the words as `countable` gives them: nothing in the knowledge base was found for them."""

SHORTEST, LONGEST = 2, 80
"""Characters of words that say something about what people look for."""
_LONG_NUMBER = re.compile(r"\d(?:[\s().+/‐‑–−-]*\d){5}")
"""Six digits or more, however they are grouped: of a telephone, a person, a ticket, an account."""


def countable(words: str) -> str | None:
    """The words of a search as they are counted: small letters, single spaces, at most 80 characters.

    None where they are too short, or hold what may point somebody out: a personal number, an e-mail address, a telephone
    number, a ticket's or a diary's number, a street with its number, or any number of six digits or more. Too much is
    left out rather than too little: a search that nobody counts does no harm.
    """
    folded = " ".join(unicodedata.normalize("NFKC", words.casefold()).split())
    if not len(folded) >= SHORTEST or _points_out(words) or _points_out(folded):
        return None
    return folded[:LONGEST].rstrip()


def _points_out(words: str) -> bool:
    if "@" in words or _LONG_NUMBER.search(words):
        return True
    # People write references in small letters too; the recognisers know them in capitals.
    return any(proposals(each, names=(), places=()) for each in (words, words.upper()))
