"""Lines after which there is only an old letter: "-----Ursprungligt meddelande-----", "Begin forwarded message:"."""

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
    "ursprüngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "alkuperäinen viesti",
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
    "välitetty viesti",
    "välitetty viesti alkaa",
    "alkaa välitetty viesti",
    "doorgestuurd bericht",
    "begin doorgestuurd bericht",
    "message transféré",
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
    "přeposlaná zpráva",
    "továbbított üzenet",
    "mesaj redirecționat",
    "пересылаемое сообщение",
    "пересланное сообщение",
    "начало переадресованного сообщения",
    "iletilmiş mesaj",
    "转发邮件",
    "转发的邮件",
    "轉寄郵件",
    "転送メッセージ",
    "전달된 메일",
)
_RULES = "-_=*–—\u2500"
_LONGEST = 160
_FEWEST_DASHES = 2
_FEWEST_RULED = 5
_FRAME = ">>>"


def is_rule(bare: str) -> bool:
    """Whether a line is nothing but a drawn line."""
    return len(bare) >= _FEWEST_RULED and not bare.strip(_RULES + " ")


def is_forwarded(bare: str) -> bool:
    """Whether a line says that a letter is passed on below."""
    return _says(bare, _FORWARDED)


def ends_new_text(lines: Sequence[Line], place: int) -> bool:
    """Whether from this line on there is only an old letter."""
    line = lines[place]
    if line.mark is not Mark.PLAIN or not line.bare:
        return False
    return (
        _says(line.bare, _ORIGINAL)
        or _says(line.bare, _FORWARDED)
        or _names_writer(line.bare)
        or begins_old_letter(lines, place)
        or _follows_rule(lines, place)
    )


def _says(bare: str, phrases: tuple[str, ...]) -> bool:
    """The phrase between dashes, or alone and with a colon."""
    if len(bare) > _LONGEST:
        return False
    inner = bare.strip(_RULES + " ").lower()
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
