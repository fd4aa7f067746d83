"""Letters that came through a mailing list (RFC 2919, RFC 2369, and the usage before them)."""

import re
from email.message import Message

from helpdesk.kit.incoming.kinds.fields import field, first_word, has_field, one_line

DISCUSSION = (
    *("Mailing-List", "X-Mailing-List", "X-BeenThere", "X-Mailman-Version", "X-Google-Group-Id", "X-ML-Name"),
    *("X-Listname", "X-Listprocessor-Version", "X-Majordomo-Version", "X-Sympa-To", "X-Listar-Version"),
    *("X-Ecartis-Version", "X-Ezmlm-Version", "X-Mlmmj-Version", "X-Yahoo-Groups-Id"),
)
"""Fields of lists that people write to each other through."""
COMMANDS = ("List-Id", "List-Unsubscribe", "List-Subscribe", "List-Help", "List-Archive", "List-Owner", "List-Post")
"""Fields of RFC 2919 and RFC 2369: letters sent to many have some of them, also where nobody can write to all."""
LONGEST_ID = 255
"""Characters of a list's identifier (RFC 2919)."""

_OWNER = re.compile(r"(?:^|[<\s])(?:owner-[^\s@<>]{1,64}|[^\s@<>]{1,64}-(?:owner|bounces?|request))@", re.IGNORECASE)
"""How list servers without fields of their own name themselves in Sender."""
_IN_ANGLES = re.compile(r"<([^<>]{1,998})>")


def list_id(message: Message) -> str:
    """The identifier of the list in lower case, as `vt-nytt.lists.example`; empty where none is given."""
    written = field(message, "List-Id")
    angled = _IN_ANGLES.findall(written)
    return one_line(angled[-1] if angled else written, LONGEST_ID).replace(" ", "").lower()


def is_list(message: Message) -> bool:
    """Whether the letter was sent to many through a list."""
    return is_discussion(message) or any(has_field(message, name) for name in COMMANDS)


def is_discussion(message: Message) -> bool:
    """Whether it is a list that people write to: what its server adds says nothing about who wrote the letter."""
    posts = field(message, "List-Post")
    return (
        (bool(posts) and first_word(posts) != "no")
        or first_word(field(message, "Precedence")) == "list"
        or any(has_field(message, name) for name in DISCUSSION)
        or _OWNER.search(field(message, "Sender")[:500]) is not None
    )
