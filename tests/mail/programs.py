"""Mail programs: what each makes of what a person writes, in a letter of their own or above one that they answer.

Written after what the programs send: parts, encodings, heads, the way they quote, and what they leave out.
"""

import textwrap
from base64 import encodebytes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.utils import formataddr
from html import escape
from itertools import count
from quopri import encodestring

_numbers: Iterator[int] = count(1)
MONDAY = "mån 23 nov. 2026 kl 09:12"


@dataclass(frozen=True, slots=True)
class Answered:
    """The letter that is answered: what a program takes from it."""

    name: str
    address: str
    reply_to: str
    subject: str
    message_id: str
    references: str
    text: str
    html: str

    @classmethod
    def of(cls, letter: EmailMessage) -> "Answered":
        """As a program shows it; line breaks and no-break spaces are what they are in the letter."""
        sender = letter["From"].addresses[0]
        parts = {kind: letter.get_body((kind,)) for kind in ("plain", "html")}
        text, html = (part.get_content() if part else "" for part in parts.values())
        known = f"{letter['References'] or ''} {letter['Message-ID']}".split()
        return cls(
            name=sender.display_name,
            address=sender.addr_spec,
            reply_to=letter["Reply-To"].addresses[0].addr_spec if letter["Reply-To"] else sender.addr_spec,
            subject=str(letter["Subject"]),
            message_id=str(letter["Message-ID"]).strip(),
            references=" ".join(known),
            text=text,
            html=html,
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What a person writes, to whom, and the letter that they answer, if any; then `subject` is empty where it is left as it is."""

    name: str
    email: str
    to: str
    subject: str
    text: str
    answered: Answered | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """How a program writes letters.

    `parts` makes the content (with the head lines of it); `mark` stands before the subject of an answer; `keeps_ids` is false
    for one that forgets which letter it answers.
    """

    parts: Callable[[Written], bytes]
    head: str = ""
    mark: str = "SV: "
    keeps_ids: bool = True
    keeps_references: bool = True


def write(program: str, written: Written) -> bytes:
    """The letter as it leaves the program, with CRLF."""
    made, answered, subject = PROGRAMS[program], written.answered, written.subject
    lines = [
        f"From: {formataddr((str(Header(written.name, 'utf-8')), written.email))}",
        f"To: {written.to}",
        "Date: Mon, 23 Nov 2026 10:20:00 +0100",
        f"Message-ID: <{program}.{next(_numbers)}.{abs(hash(written.text))}@{written.email.rpartition('@')[2]}>",
        "MIME-Version: 1.0",
    ]
    if answered is not None:
        subject = f"{made.mark}{subject or answered.subject}"
        if made.keeps_ids:
            lines.append(f"In-Reply-To: {answered.message_id}")
        if made.keeps_ids and made.keeps_references:
            lines.append("References: " + "\n ".join(answered.references.split()))
    lines.append(f"Subject: {Header(subject, 'utf-8', maxlinelen=70, header_name='Subject').encode()}")
    head = "\n".join([*lines, *filter(None, [made.head])]) + "\n"
    return b"\r\n".join((head.encode() + made.parts(written)).splitlines()) + b"\r\n"


def _part(kind: str, text: str, charset: str = "utf-8", encoding: str = "quoted-printable", extra: str = "") -> bytes:
    octets = text.encode(charset)
    coded = {"quoted-printable": encodestring, "base64": encodebytes, "8bit": bytes}[encoding](octets)
    return (
        f"Content-Type: text/{kind}; charset={charset}{extra}\nContent-Transfer-Encoding: {encoding}\n\n".encode()
        + coded
    )


def _alternative(plain: bytes, html: bytes) -> bytes:
    mark = f"=_{next(_numbers):08x}_"
    return (
        f'Content-Type: multipart/alternative; boundary="{mark}"\n\n--{mark}\n'.encode()
        + plain.rstrip(b"\n")
        + f"\n\n--{mark}\n".encode()
        + html.rstrip(b"\n")
        + f"\n\n--{mark}--\n".encode()
    )


def _paragraphs(text: str, element: str, attributes: str = "") -> str:
    return "".join(f"<{element}{attributes}>{escape(line) or '&nbsp;'}</{element}>\n" for line in text.split("\n"))


def _body_of(html: str) -> str:
    """What stands in an HTML letter's body, as it is quoted."""
    return html.partition("<body")[2].partition(">")[2].rpartition("</body>")[0] or html


def _headings(answered: Answered, to: str) -> list[tuple[str, str]]:
    return [
        ("Från", f"{answered.name} <{answered.address}>"),
        ("Skickat", "den 23 november 2026 09:12"),
        ("Till", to),
        ("Ämne", answered.subject),
    ]


def _heading_text(written: Written, answered: Answered) -> str:
    return "\n".join(f"{name}: {value}" for name, value in _headings(answered, written.name)) + f"\n\n{answered.text}"


def _heading_html(written: Written, answered: Answered) -> str:
    return "<br>\n".join(
        f"<b>{name}:</b> {escape(value)}" for name, value in _headings(answered, f"{written.name} <{written.email}>")
    )


def _outlook(written: Written) -> bytes:
    """Outlook for Windows: Word's HTML, the old letter under a line."""
    signature = f"Med vänlig hälsning\n\n{written.name}\nVälfärd och omsorg\n070-174 06 15"
    text = f"{written.text}\n\n{signature}\n"
    html = f'<div class="WordSection1">{_paragraphs(text, "p", " class=MsoNormal")}'
    if old := written.answered:
        text += f"\n{_heading_text(written, old)}"
        line = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
        html += f'<div><div style="{line}"><p class=MsoNormal>{_heading_html(written, old)}</p></div></div>'
        html += f"<p class=MsoNormal>&nbsp;</p>{_body_of(old.html)}"
    html = f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head></head><body lang="SV">{html}</div></body></html>'
    return _alternative(_part("plain", text, encoding="base64"), _part("html", html, encoding="base64"))


def _outlook_web(written: Written) -> bytes:
    """Outlook on the web: HTML with a line and a marked head, in windows-1252."""
    html = f'<div class="elementToProof">{_paragraphs(written.text, "div")}</div><div id="Signature"><p>{written.name}</p></div>'
    text = f"{written.text}\n\n{written.name}\n"
    if old := written.answered:
        text += f"________________________________\n{_heading_text(written, old)}"
        html += (
            '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
            f'<div id="divRplyFwdMsg" dir="ltr">{_heading_html(written, old)}<div>&nbsp;</div></div>{_body_of(old.html)}'
        )
    html = f"<html><head></head><body dir=ltr>{html}</body></html>"
    return _alternative(_lossy("plain", text), _lossy("html", html))


def _lossy(kind: str, text: str) -> bytes:
    return _part(kind, text.encode("cp1252", "replace").decode("cp1252"), "windows-1252")


def _gmail(written: Written) -> bytes:
    text = f"{written.text}\n"
    html = f'<div dir="ltr">{_paragraphs(written.text, "div")}</div>'
    if old := written.answered:
        who = f"Den {MONDAY} skrev {old.name} <{old.address}>:"
        text += f"\n{textwrap.fill(who, 78)}\n\n{_quoted(old.text)}\n"
        html += (
            f'<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{escape(who)}<br></div>'
            f'<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid">{_body_of(old.html)}'
            "</blockquote></div>"
        )
    return _alternative(_part("plain", text), _part("html", html))


def _ios(written: Written) -> bytes:
    """Mail on an iPhone: HTML and text, its own line of a signature."""
    own = "Skickat från min iPhone"
    text = f"{written.text}\n\n{own}\n"
    html = f'{_paragraphs(written.text, "div")}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">{own}</div>'
    if old := written.answered:
        who = f"23 nov. 2026 kl. 09:12 skrev {old.name} <{old.address}>:"
        text += f"\n> {who}\n> \n{_quoted(old.text)}\n"
        html += (
            f'<div dir="ltr"><br><blockquote type="cite">{escape(who)}<br><br></blockquote></div>'
            f'<blockquote type="cite"><div dir="ltr">{_body_of(old.html)}</div></blockquote>'
        )
    html = f'<html><head></head><body dir="auto">{html}</body></html>'
    return _alternative(_part("plain", text), _part("html", html))


def _apple(written: Written) -> bytes:
    """Mail on a Mac: text alone, quoted with signs."""
    text = f"{written.text}\n\nHälsningar\n{written.name}\n"
    if old := written.answered:
        text += f"\n> 23 nov. 2026 kl. 09:12 skrev {old.name} <{old.address}>:\n> \n{_quoted(old.text)}\n"
    return _part("plain", text, extra="; delsp=yes")


def _thunderbird(written: Written) -> bytes:
    """Text that flows, with a signature behind two dashes."""
    text = f"{written.text}\n\n-- \n{written.name}\nTfn 070-174 06 15\n"
    if old := written.answered:
        text = f"{written.text}\n\nDen 2026-11-23 kl. 09:12, skrev {old.name}:\n{_quoted(old.text)}\n\n-- \n{written.name}\n"
    return _part("plain", text, encoding="8bit", extra="; format=flowed")


def _outlook_phone(own: str) -> Callable[[Written], bytes]:
    """Outlook on a telephone, which names itself below what was written."""

    def parts(written: Written) -> bytes:
        text = f"{written.text}\n\n{own}\n"
        html = (
            f'<div dir="auto">{_paragraphs(written.text, "div")}</div><div id="ms-outlook-mobile-signature">{own}</div>'
        )
        if old := written.answered:
            text += f"________________________________\n{_heading_text(written, old)}"
            html += f'<hr><div id="divRplyFwdMsg" dir="ltr">{_heading_html(written, old)}</div>{_body_of(old.html)}'
        return _alternative(_part("plain", text), _part("html", f"<html><body>{html}</body></html>"))

    return parts


def _groupwise(written: Written) -> bytes:
    """An old system: latin-1, the old letter below a line, and no word of which letter it was."""
    text = f"{written.text}\n\nMed vänliga hälsningar\n{written.name}\n"
    if old := written.answered:
        text += f"\n-----Ursprungligt meddelande-----\n{_heading_text(written, old)}"
    return _part("plain", text.encode("latin-1", "replace").decode("latin-1"), "iso-8859-1")


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.rstrip().split("\n"))


PROGRAMS: Mapping[str, Program] = {
    "apple": Program(_apple, "X-Mailer: Apple Mail (2.3774.600.62)", mark="Re: "),
    "gmail": Program(_gmail, mark="Re: "),
    "groupwise": Program(_groupwise, keeps_ids=False),
    "ios": Program(_ios, "X-Mailer: iPhone Mail (23A341)", mark="Re: "),
    "outlook": Program(_outlook, "X-Mailer: Microsoft Outlook 16.0\nThread-Index: AdpcF0k=\nContent-Language: sv"),
    "outlook_android": Program(_outlook_phone("Skickat från Outlook för Android")),
    "outlook_ios": Program(_outlook_phone("Hämta Outlook för iOS"), mark="Sv: ", keeps_references=False),
    "outlook_web": Program(_outlook_web, "Thread-Topic: larm\nX-MS-Has-Attach:\nAccept-Language: sv-SE, en-US"),
    "thunderbird": Program(_thunderbird, "User-Agent: Mozilla Thunderbird", mark="Re: "),
}
