"""What telephone numbers, addresses, diary numbers, names and municipalities look like in Swedish text.

No pattern goes across a square bracket: what is masked stands in brackets, and stays as it is. A pattern with a group
`hit` proposes that group alone.
"""

import re
from collections.abc import Iterable, Iterator

EMAIL = re.compile(r"(?<![\w.+-])[\w+][\w.+-]*@[\w-]+(?:\.[\w-]+)+")

_GAP = r"[^\S\n]?[‐‑–/-]?[^\S\n]?"
_NO_TIME = r"(?!\d\d-\d\d-(?:19|20)\d\d|\d\d/\d\d/(?:19|20)\d\d)"
_ABROAD = r"(?:\+[1-9]\d{0,2}|(?<!\d[^\S\n])0046)"
PHONE = re.compile(
    # +46 (0)70-123 45 67, 0046 611 34 80 00
    rf"(?<![\w+/-]){_ABROAD}{_GAP}(?:\(0\){_GAP})?[1-9](?:{_GAP}\d){{5,9}}(?!\d)"
    # 070-123 45 67, (0611) 34 80 00: the dash or the brackets say what it is
    rf"|(?<![\w+/-]){_NO_TIME}(?:0[1-9]\d{{0,2}}[^\S\n]?[‐‑–/-]|\(0[1-9]\d{{0,2}}\))(?:[^\S\n]?\d){{5,8}}(?!\d)"
    # 0701234567, 08 123 456 78: not the end of a longer number, and no amount
    r"|(?<![\w+/-])(?<!\d[^\S\n])(?<!\d[.,])0[1-9](?:[^\S\n]?\d){6,8}(?!\d)(?!,\d)"
    r"(?![^\S\n]*(?:kr\b|kronor|tkr|mkr|mnkr|sek\b))",
    re.IGNORECASE,
)

_STREET = "gatan|gata|vägen|väg|gränden|gränd|torget|torg|stigen|stig|allén|allé|backen|backe|leden|esplanaden|kajen"
_BEFORE_STREET = "Norra|Södra|Östra|Västra|Stora|Lilla|Övre|Nedre|Gamla|Nya|Inre|Yttre|Sankt|S:t|S:ta"
_TOWN = r"(?:SE?-)?[1-9]\d\d[^\S\n]?\d\d[^\S\n]{1,2}(?!SEK\b|Kr)[A-ZÅÄÖ](?:[a-zåäöéü-]+|[A-ZÅÄÖ-]+)(?!\w)"
_AND_TOWN = rf"(?:,?\s{{1,2}}{_TOWN})?"
_STEM = rf"(?:(?:{_BEFORE_STREET})[^\S\n][\w-]{{0,40}}|[^\W\d_][\w-]{{0,40}}|[A-ZÅÄÖ][\w-]{{0,40}}s[^\S\n])"
ADDRESS = re.compile(
    rf"(?<!\w)(?:(?:{_BEFORE_STREET})[^\S\n])?{_STEM}(?i:{_STREET})[^\S\n]\d{{1,4}}(?:[^\S\n]?[A-Za-z])?(?!\w)"
    rf"(?:,?[^\S\n](?:lgh|lägenhet|vån|våning|tr)\.?[^\S\n]?\d{{1,4}}(?!\w))?{_AND_TOWN}"
    rf"|(?<!\w)Box[^\S\n]\d{{1,5}}(?!\w){_AND_TOWN}"
    rf"|(?<!\w)(?<!\d[^\S\n]){_TOWN}"
)

_LAWS = "SFS|SOU|DS|Ds|PROP|Prop|SOSFS|HSLF|FS|EU|EG|ISO|SS|EN|IEC"
_ANNOUNCED = "dnr|diarienr|diarienummer|ärendenr|ärendenummer|ärende|vår ref|er ref"
REFERENCE = re.compile(
    # Dnr SN 2026/123-4, diarienummer: 2026-00123
    rf"(?<!\w)(?i:{_ANNOUNCED})(?!\w)[.:]*[^\S\n]*"
    r"(?P<announced>(?:[A-ZÅÄÖ]{1,8}(?:[^\S\n]|[/-])?)?\d{2,4}[/:-]\d{1,6}(?:-\d{1,4})?)(?!\w)"
    # SN 2026/123, VT-2026-000143, but no law, report or standard
    rf"|(?<![\w-])(?!(?:{_LAWS})\b)"
    r"(?P<lone>[A-ZÅÄÖ]{2,8}(?:[^\S\n]|[/-])?(?:19|20)\d\d[/-]\d{1,6}(?:-\d{1,4})?)(?!\w)"
)

_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_SMALL_WORDS = frozenset({"af", "av", "da", "de", "del", "den", "der", "di", "du", "la", "le", "och", "van", "von"})
_ENDING = r"(?=(?:[:’']?s)?(?!\w))"
"""A name may stand in the genitive: the s is none of it."""
_COURTESY = r"hej|hejsan|hallå|tack|mvh|hälsar|hälsning|hälsningar"
_LONG = 6
"""From this length on (letters), no municipality's name is also an everyday word."""
_FORMER = {"Falun": "Falu"}
"""Municipalities whose name is another one before "kommun"."""


def exact(text: str) -> Iterator[re.Pattern[str]]:
    """What is written exactly like `text`, in whole words; nothing for fewer than three signs or with a bracket."""
    wanted = text.strip()
    if len(wanted) >= 3 and not {"[", "]"} & set(wanted):
        yield re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)", re.IGNORECASE)


def of_domain(domain: str) -> Iterator[re.Pattern[str]]:
    """Web addresses under a municipality's domain, or that carry its first label: harnosand.se, harnosandkommun.nu."""
    label = domain.strip().lower().split(".")[0]
    if re.fullmatch(r"[\w-]{2,}", label):
        yield re.compile(
            rf"(?<![\w.@-])(?:https?://)?(?:[\w-]+\.)*{re.escape(label)}(?:-?(?:kommun|stad))?(?:\.[\w-]+)+"
            r"(?::\d+)?(?:[/?#][^\s<>()\[\]\"']*[\w/=-])?",
            re.IGNORECASE,
        )


def of_name(name: str) -> Iterator[re.Pattern[str]]:
    """A person: the full name however it is written, each part of it where it is written as a name.

    A part in small letters ("ek", "berg") is an everyday word, unless it stands alone in a line or after a greeting.
    """
    words = _WORD.findall(name)
    parts = [word for word in words if len(word) > 1 and word.lower() not in _SMALL_WORDS]
    if not parts:
        return
    gap = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
    full = gap.join(re.escape(word) for word in words)
    if len(words) > 1:
        yield re.compile(rf"(?<!\w){full}{_ENDING}", re.IGNORECASE)
    yield re.compile(rf"(?<!\w)(?:{_any({form for part in parts for form in _as_names(part)})}){_ENDING}")
    small = _any({part.lower() for part in parts})
    yield re.compile(
        rf"(?:^|(?<!\w)(?:{_COURTESY}),?[^\S\n]|/)[^\S\n]{{0,4}}(?P<hit>{small})(?=[,.!]?[^\S\n]{{0,4}}$)",
        re.IGNORECASE | re.MULTILINE,
    )


def of_place(place: str) -> Iterator[re.Pattern[str]]:
    """A municipality: its name, also before "kommun" and in the genitive, and at the head of a word (Boråsmodellen)."""
    words = _WORD.findall(place)
    name, in_capitals = (r"[^\S\n]+".join(re.escape(each) for each in form) for form in (words, map(str.upper, words)))
    if not name:
        return
    own = rf"{name}|{_FORMER[place]}" if place in _FORMER else name
    kind = r"(?:kommun|stad)"
    yield re.compile(rf"(?<!\w)(?:region[^\S\n]+)?(?:{own})s?[^\S\n]+{kind}{_ENDING}", re.IGNORECASE)
    if len(place) >= _LONG:
        yield re.compile(rf"(?<!\w)(?:region[^\S\n]+)?{name}(?:{_ENDING}|(?=s\w{{3}}))", re.IGNORECASE)
    else:
        yield re.compile(rf"(?<!\w)(?:{name}|{in_capitals}){_ENDING}")


def _as_names(part: str) -> Iterable[str]:
    """The part as people write a name: as it stands (but never all small), with capitals, all in capitals."""
    return {part[:1].upper() + part[1:], part.title(), part.upper()}


def _any(words: Iterable[str]) -> str:
    """An alternative of all words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
