"""RTF as plain text: only the words, as Outlook leaves them in a TNEF that holds nothing else."""

import re

_TOKEN = re.compile(r"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,40})(-?\d{1,9})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)")
_BREAKS = {"par": "\n", "line": "\n", "sect": "\n", "tab": "\t", "lquote": "‘", "rquote": "’", "ldblquote": "“",
           "rdblquote": "”", "endash": "–", "emdash": "—", "bullet": "•", "cell": "\t", "row": "\n"}  # fmt: skip
_UNSEEN = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "themedata", "listtable",
     "generator", "htmltag", "mhtmltag", "listoverridetable"}
)  # fmt: skip
_LONGEST = 4_000_000


def text_of_rtf(rtf: str) -> str:
    """The words of a document, empty for what is none. Linear."""
    if not rtf.startswith("{\\rtf"):
        return ""
    reader = _Reader()
    for found in _TOKEN.finditer(rtf[:_LONGEST]):
        reader.take(found)
    return "".join(reader.written).strip()


class _Reader:
    """Knows, group by group, whether what stands there is seen."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._unseen = [False]
        self._skip = 0

    def take(self, found: re.Match[str]) -> None:
        octet, word, number, sign, brace, text = found.groups()
        if brace:
            self._brace(brace)
        elif word:
            self._word(word, number)
        elif sign == "*":
            self._unseen[-1] = True
        else:
            self._write(bytes([int(octet, 16)]).decode("cp1252", "replace") if octet else text or _SIGNS.get(sign, ""))

    def _brace(self, brace: str) -> None:
        if brace == "{":
            self._unseen.append(self._unseen[-1])
        elif len(self._unseen) > 1:
            self._unseen.pop()

    def _word(self, word: str, number: str | None) -> None:
        if word in _UNSEEN:
            self._unseen[-1] = True
        elif word == "htmlrtf":
            self._unseen[-1] = number != "0"
        elif word == "u" and number:
            self._write(chr(int(number) % 0x10000))
            self._skip = 1
        elif word in _BREAKS:
            self._write(_BREAKS[word])

    def _write(self, text: str) -> None:
        if self._skip:
            text, self._skip = text[1:], 0
        if not self._unseen[-1]:
            self.written.append(text)


_SIGNS = {"~": "\xa0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
