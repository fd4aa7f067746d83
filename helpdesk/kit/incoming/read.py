"""Raw octets become a letter. Total: whatever the octets are, there is a letter, and it keeps the promises of `letter`."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.addresses import address_of, mailboxes
from helpdesk.kit.incoming.cleaning import clean_text
from helpdesk.kit.incoming.entity import Entity, parse, parse_head
from helpdesk.kit.incoming.headers import Fields, decode_words
from helpdesk.kit.incoming.html import clean_html
from helpdesk.kit.incoming.kinds.authentication import vouched_for
from helpdesk.kit.incoming.kinds.fields import fields as plain_fields
from helpdesk.kit.incoming.kinds.fields import first_word
from helpdesk.kit.incoming.kinds.kind_of import kind_of
from helpdesk.kit.incoming.letter import Authentication, IncomingLetter, LetterKind, Mailbox
from helpdesk.kit.incoming.split.new_text import new_text
from helpdesk.kit.incoming.stamps import date_of, id_of, ids_of
from helpdesk.kit.incoming.structure import Content, content_of

_NOBODY = Mailbox("", "")
_MOST_SERVERS = 20


def read_letter(raw: bytes) -> IncomingLetter:
    """The letter in the octets. Never raises on any octets (MemoryError is left to who bounds the memory)."""
    try:
        message, is_cut = parse(raw)
        content = content_of(message)
        return _letter(message, content, is_cut=is_cut or content.is_cut)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  octets that no one foresaw: the head at least is read, and `fault` tells
        return replace(read_headers_only(raw), fault=type(error).__name__)


def read_headers_only(raw: bytes) -> IncomingLetter:
    """The letter without its words and files, for one that can't be read whole. Never raises."""
    return _letter(parse_head(raw), Content(), is_cut=True)


def _letter(message: Entity, content: Content, *, is_cut: bool) -> IncomingLetter:
    letter = _with_words(_head(Fields(message)), content)
    kind = _kind(message, letter)
    return replace(
        letter, kind=kind, is_cut=is_cut, authentications=_authentications(message), content_hash=_hash(letter)
    )


def _head(fields: Fields) -> IncomingLetter:
    """What the header fields say."""
    return IncomingLetter(
        subject=fields.line("subject"),
        sender=next(iter(mailboxes(fields.first("from"))), _NOBODY),
        reply_to=_all(fields, "reply-to"),
        to=_all(fields, "to"),
        cc=_all(fields, "cc"),
        delivered_to=tuple(
            address
            for value in fields.every("delivered-to", "x-original-to", "envelope-to")
            for address in map(address_of, value[: limits.LINE].split(","))
            if address
        ),
        return_path=address_of(fields.first("return-path")) if fields.has("return-path") else None,
        date=date_of(fields.line("date")),
        message_id=id_of(fields.line("message-id")),
        in_reply_to=id_of(fields.line("in-reply-to")),
        references=ids_of(" ".join(decode_words(value) for value in fields.every("references"))),
    )


def _all(fields: Fields, name: str) -> tuple[Mailbox, ...]:
    return tuple(mailbox for value in fields.every(name) for mailbox in mailboxes(value))


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


def _kind(message: Entity, letter: IncomingLetter) -> LetterKind:
    return kind_of(
        message,
        sender=letter.sender,
        to=letter.to,
        subject=letter.subject,
        text=letter.text,
        return_path=letter.return_path,
    )


def _authentications(message: Entity) -> tuple[Authentication, ...]:
    """What each server wrote of the sender; of two words of one server the topmost."""
    written = islice(plain_fields(message, "Authentication-Results"), _MOST_SERVERS)
    servers = dict.fromkeys(first_word(value).strip('"') for value in written)
    return tuple(
        Authentication(server, vouched.spf, vouched.dkim, vouched.dmarc)
        for server in servers
        if server and (vouched := vouched_for(message, server))
    )


def _hash(letter: IncomingLetter) -> str:
    """Over what the letter says, not over how it was sent: a second copy by another way has the same."""
    parts = [letter.subject, letter.sender.address, letter.text, *(file.sha256 for file in letter.attachments)]
    digest = hashlib.sha256()
    for part in parts:
        octets = part.encode("utf-8", "replace")
        digest.update(len(octets).to_bytes(8, "big") + octets)
    return digest.hexdigest()
