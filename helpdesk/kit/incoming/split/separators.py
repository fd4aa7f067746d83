"""Lines after which there is only an old letter: "-----Ursprungligt meddelande-----", "Begin forwarded message:"."""

import re
from collections.abc import Sequence

from helpdesk.kit.incoming.split.headings import begins_old_letter
from helpdesk.kit.incoming.split.languages import WROTE
from helpdesk.kit.incoming.split.lines import Line, Mark, first_said

_ORIGINAL = (
    "ursprungligt meddelande",
    "ursprungligt brev",
    "ursprungligt e-postmeddelande",
    "ursprunglig meddelande",
    "originalmeddelande",
    "original meddelande",
    "original message",
    "originalmessage",
    "original email",
    "original e-mail",
    "original appointment",
    "ursprunglig avtalad tid",
    "opprinnelig melding",
    "opprinnelig e-post",
    "oprindelig meddelelse",
    "original besked",
    "oprindelig besked",
    "ursprungligt mejl",
    "ursprungligt mail",
    "opphavleg melding",
    "opprinnelig e-postmelding",
    "oprindelig mail",
    "oprindelig e-mail",
    "ursprüngliche nachricht",
    "ursprüngliche mail",
    "ursprüngliche e-mail",
    "originalnachricht",
    "original-nachricht",
    "alkuperäinen viesti",
    "alkuperäinen sähköposti",
    "alkuperäinen sanoma",
    "oorspronkelijk bericht",
    "message d'origine",
    "message original",
    "mensaje original",
    "reply message",
    "antwort nachricht",
    "messaggio originale",
    "mensagem original",
    "wiadomość oryginalna",
    "oryginalna wiadomość",
    "původní zpráva",
    "pôvodná správa",
    "eredeti üzenet",
    "mesaj original",
    "исходное сообщение",
    "оригинальное сообщение",
    "orijinal mesaj",
    "原始邮件",
    "邮件原件",
    "原始郵件",
    "原始訊息",
    "元のメッセージ",
    "原件",
    "원본 메시지",
    "원본 메일",
)
_FORWARDED = (
    "vidarebefordrat meddelande",
    "vidarebefordrat brev",
    "vidarebefordrat e-postmeddelande",
    "vidarebefordrat mejl",
    "vidarebefordrad e-post",
    "början på vidarebefordrat meddelande",
    "början på vidarebefordrat brev",
    "start på vidarebefordrat meddelande",
    "påbörjat vidarebefordrat brev",
    "forwarded message",
    "begin forwarded message",
    "forwarded by",
    "start of forwarded message",
    "videresendt melding",
    "videresendt meddelelse",
    "videresendt besked",
    "start på videresendt melding",
    "start på videresendt besked",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "edelleenlähetetty viesti",
    "välitetty viesti",
    "välitetty viesti alkaa",
    "alkaa välitetty viesti",
    "doorgestuurd bericht",
    "begin doorgestuurd bericht",
    "début du message réexpédié",
    "message transféré",
    "message transmis",
    "début du message transféré",
    "mensaje reenviado",
    "inicio del mensaje reenviado",
    "messaggio inoltrato",
    "inizio messaggio inoltrato",
    "mensagem encaminhada",
    "mensagem reencaminhada",
    "início da mensagem encaminhada",
    "início da mensagem reencaminhada",
    "wiadomość przekazana",
    "wiadomość przesłana dalej",
    "przekazana wiadomość",
    "początek przekazywanej wiadomości",
    "treść przekazanej wiadomości",
    "přeposlaná zpráva",
    "začátek přeposílané zprávy",
    "preposlaná správa",
    "začiatok preposlanej správy",
    "proslijeđena poruka",
    "započni proslijeđenu poruku",
    "továbbított üzenet",
    "továbbított levél kezdete",
    "mesaj redirecționat",
    "începe mesajul redirecționat",
    "пересылаемое сообщение",
    "пересланное сообщение",
    "перенаправленное сообщение",
    "перенаправлене повідомлення",
    "переслане повідомлення",
    "початок листа, що пересилається",
    "начало переадресованного сообщения",
    "iletilmiş mesaj",
    "iletilen ileti",
    "ileti başlangıcı",
    "转发邮件",
    "转发的邮件",
    "轉寄郵件",
    "転送メッセージ",
    "メッセージを転送",
    "전달된 메일",
)
_RULES = "-_=*–—\u2500\u2010\u2011\u2212"
_LONGEST = 160
_FEWEST_DASHES = 2
_FEWEST_RULED = 5
_FRAME = ">>>"
_ALONE = re.compile(r"-{4,40} ?Original ?-{4,40}")
"""Of QQ."""
_DOTTED = "i\u0307"
"""What becomes of the Turkish "İ" in lower case."""


def is_rule(bare: str) -> bool:
    """Whether a line is nothing but a drawn line."""
    return len(bare) >= _FEWEST_RULED and not bare.strip(_RULES + " ")


def is_forwarded(bare: str) -> bool:
    """Whether a line says that a letter is passed on below."""
    return _says(bare, _FORWARDED)


def is_separator(bare: str) -> bool:
    """Whether a line says that an old letter, or one passed on, stands below."""
    return _says(bare, _ORIGINAL) or _says(bare, _FORWARDED) or _ALONE.fullmatch(bare) is not None


def ends_new_text(lines: Sequence[Line], place: int) -> bool:
    """Whether from this line on there is only an old letter."""
    line = lines[place]
    if line.mark is not Mark.PLAIN or not line.bare:
        return False
    return (
        is_separator(line.bare)
        or _names_writer(line.bare)
        or begins_old_letter(lines, place)
        or _follows_rule(lines, place)
    )


def _says(bare: str, phrases: tuple[str, ...]) -> bool:
    """The phrase between dashes, or alone and with a colon."""
    inner = bare.strip(_RULES + " ").lower().replace(_DOTTED, "i")
    if len(bare) > _LONGEST:  # Yahoo writes the headings into the same line
        return not bare[:_FEWEST_DASHES].strip(_RULES) and inner.startswith(tuple(f"{each} --" for each in phrases))
    if bare[:_FEWEST_DASHES].strip(_RULES):
        return inner.endswith(":") and inner.rstrip(" :") in phrases
    return inner.startswith(phrases)


def _names_writer(bare: str) -> bool:
    """Notes' "-----Anna Ek skrev: -----", and GroupWise's ">>> Anna Ek 2024-03-04 09:12 >>>"."""
    if len(bare) > _LONGEST:
        return False
    if bare.startswith(_FRAME):
        return bare.endswith(_FRAME) and ("@" in bare or ":" in bare) and any(sign.isdigit() for sign in bare)
    inner = bare.strip(_RULES + " ")
    is_framed = not bare[:_FEWEST_DASHES].strip(_RULES) and not bare[-_FEWEST_DASHES:].strip(_RULES)
    words = inner.rstrip(": ").lower().split()
    is_told = inner.endswith(":") or "@" in inner or bool(words and words[-1] in WROTE)
    return is_framed and is_told and not WROTE.isdisjoint(words)


def _follows_rule(lines: Sequence[Line], place: int) -> bool:
    """A drawn line over the headings of an old letter belongs to it."""
    following = first_said(lines, place + 1)
    return is_rule(lines[place].bare) and following < len(lines) and begins_old_letter(lines, following)
