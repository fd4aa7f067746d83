"""What a letter's head says. Reads no words and no files, and needs none of what reads them."""

import hashlib
from dataclasses import replace
from itertools import islice

from helpdesk.kit.incoming import limits
from helpdesk.kit.incoming.addresses import address_of, mailboxes
from helpdesk.kit.incoming.cleaning import clean_text
from helpdesk.kit.incoming.entity import Entity, parse_head
from helpdesk.kit.incoming.headers import Fields, decode_words
from helpdesk.kit.incoming.kinds.authentication import vouched_for
from helpdesk.kit.incoming.kinds.fields import fields as plain_fields
from helpdesk.kit.incoming.kinds.fields import first_word
from helpdesk.kit.incoming.kinds.kind_of import kind_of
from helpdesk.kit.incoming.letter import Authentication, IncomingLetter, LetterKind, Mailbox
from helpdesk.kit.incoming.stamps import date_of, id_of, ids_of

_NOBODY = Mailbox("", "")
_MOST_SERVERS = 20


def read_headers_only(raw: bytes) -> IncomingLetter:
    """The letter without its words and files, for one that can't be read whole. Never raises."""
    message = parse_head(raw)
    return judged(message, head_of(message), is_cut=True)


def head_of(message: Entity) -> IncomingLetter:
    """What the header fields say."""
    fields = Fields(message)
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
        references=ids_of(" ".join(clean_text(decode_words(value)) for value in fields.every("references"))),
    )


def _all(fields: Fields, name: str) -> tuple[Mailbox, ...]:
    return tuple(mailbox for value in fields.every(name) for mailbox in mailboxes(value))


def judged(message: Entity, letter: IncomingLetter, *, is_cut: bool) -> IncomingLetter:
    """The letter with what follows from all that was read: of what kind it is, who vouches for it, the hash of what it says."""
    return replace(
        letter,
        kind=_kind(message, letter),
        is_cut=is_cut,
        authentications=_authentications(message),
        content_hash=_hash(letter),
    )


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
        Authentication(server, vouched.spf, vouched.dkim, vouched.dmarc, vouched.dmarc_domain)
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
