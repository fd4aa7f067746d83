"""A letter within a letter: kept as a file, its words are not those of the letter that carries it."""

import re

from helpdesk.kit.incoming.attachments import attachment
from helpdesk.kit.incoming.entity import Entity, parse_head
from helpdesk.kit.incoming.headers import Fields
from helpdesk.kit.incoming.letter import Attachment
from helpdesk.kit.incoming.told import told_in
from helpdesk.kit.incoming.transfer import decoded
from helpdesk.kit.incoming.written import octets_within

_ENDING = re.compile(r"\w\.[a-z0-9]{1,8}$", re.IGNORECASE)
_LETTERS = frozenset({"message/rfc822", "message/global", "message/news"})


def nested_file(part: Entity, name: str, *, encoding: str, number: int) -> Attachment:
    """The part as it stood in the letter: one that holds a letter is called after its subject unless it has a name."""
    kind = part.get_content_type()
    content = octets_within(part)
    if encoding.strip().lower() in {"base64", "quoted-printable"}:  # no RFC allows it
        content = decoded(content.strip(), encoding)
    if kind in _LETTERS:
        subject = "" if name else Fields(parse_head(content)).line("subject")
        if subject or (name and not _ENDING.search(name)):
            name = f"{(name or subject)[:200].replace('/', '-')}.eml"
    return attachment(name, kind, content, number=number, told=told_in(part).text)
