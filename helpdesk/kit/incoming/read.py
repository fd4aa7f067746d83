"""Raw octets become a letter. Total: whatever the octets are, there is a letter, and it keeps the promises of `letter`."""

from collections.abc import Iterator
from dataclasses import replace

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.cleaning import clean_text
from helpdesk.kit.incoming.entity import parse
from helpdesk.kit.incoming.heads import head_of, judged, read_headers_only
from helpdesk.kit.incoming.html import clean_html
from helpdesk.kit.incoming.letter import IncomingLetter
from helpdesk.kit.incoming.split.new_text import new_text
from helpdesk.kit.incoming.structure import Content, content_of


def read_letter(raw: bytes) -> IncomingLetter:
    """The letter in the octets. Never raises on any octets (MemoryError is left to who bounds the memory)."""
    try:
        message, is_cut = parse(raw)
        content = content_of(message)
        return judged(message, _with_words(head_of(message), content), is_cut=is_cut or content.is_cut)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  octets that no one foresaw: the head at least is read, and `fault` tells
        return replace(read_headers_only(raw), fault=type(error).__name__)


def _with_words(letter: IncomingLetter, content: Content) -> IncomingLetter:
    text = clean_text("\n\n".join(_said(content)))
    has_html = any(words.html.strip() for words in content.words)
    html = "\n".join(words.as_html for words in content.words) if has_html else ""
    told = clean_text("\n".join(content.calendar))
    new = new_text(text, html, subject=letter.subject) if text.strip() else told
    return replace(
        letter,
        text="\n\n".join(filter(None, (text.strip("\n")[: limits.TEXT].rstrip(), told))),
        html=clean_html(html),
        new_text=clean_text(new).strip(),
        attachments=tuple(content.files),
        told=content.told,
        is_encrypted=content.is_encrypted,
    )


def _said(content: Content) -> Iterator[str]:
    """Part by part; where a mailer put the same words as text and as HTML side by side, they are said once."""
    before = ("", False)
    for words in content.words:
        text, is_html = words.as_text.strip("\n"), bool(words.html)
        bare = "".join(text.split())
        if bare and before != (bare, not is_html):
            yield text
        before = (bare, is_html)
