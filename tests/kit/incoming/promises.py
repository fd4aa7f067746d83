"""What holds for every answer, whatever the octets were."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

LINES = ("subject", "from_name", "from_email", "message_id", "in_reply_to")
LISTS = ("to", "cc", "references")
TEXTS = ("body_text", "body_html_sanitised", "reply_text")
KEYS = {*LINES, *LISTS, *TEXTS, "date", "attachments", "auto_generated", "bounce"}
BREAK = re.compile("[\r\n\v\f\x85\u2028\u2029]")
FORBIDDEN = re.compile("[\0\ud800-\udfff]|Ã¥")
UNSAFE_NAME = re.compile("[/\\\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\\.\\.")
TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)((?:\s[^<>]*)?)>")
ATTRIBUTE = re.compile(r'\s([a-zA-Z-]+)="([^"]*)"')
ELEMENTS_NEVER = {
    *(
        "script",
        "style",
        "form",
        "input",
        "button",
        "textarea",
        "select",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
    ),
    *("link", "meta", "base", "svg", "math", "video", "audio", "source"),
}
ATTRIBUTES_NEVER = {"style", "class", "id", "srcset", "background", "poster", "action", "formaction"}


def broken_promises(told: dict[str, Any]) -> list[str]:
    return list(_broken(told))


def _broken(told: dict[str, Any]) -> Iterator[str]:
    if set(told) != KEYS:
        yield f"keys {sorted(told)}"
    written = json.dumps(told, ensure_ascii=False)
    written.encode()  # fails on lone surrogates
    strings = [*(told[key] for key in LINES + TEXTS), *(each for key in LISTS for each in told[key])]
    yield from (f"text {text[:80]!r}" for text in strings if not isinstance(text, str) or FORBIDDEN.search(text))
    lines = [*(told[key] for key in LINES), *(each for key in LISTS for each in told[key])]
    yield from (f"line {line[:80]!r}" for line in lines if BREAK.search(line))
    if told["date"] is not None and datetime.fromisoformat(told["date"]).tzinfo is None:
        yield "date without offset"
    yield from (f"{key} is no boolean" for key in ("auto_generated", "bounce") if not isinstance(told[key], bool))
    for file in told["attachments"]:
        yield from _broken_file(file)
    yield from _broken_html(told["body_html_sanitised"])


def _broken_file(file: dict[str, Any]) -> Iterator[str]:
    name = file["filename"]
    if not name or UNSAFE_NAME.search(name) or FORBIDDEN.search(name) or len(name.encode()) > 255:
        yield f"name {name!r}"
    if not re.fullmatch(r"[!-~]+/[!-~]+", file["content_type"]) or not re.fullmatch("[0-9a-f]{64}", file["sha256"]):
        yield f"file {file}"


def _broken_html(html: str) -> Iterator[str]:
    for _, element, attributes in TAG.findall(html):
        if element in ELEMENTS_NEVER:
            yield f"<{element}>"
        for name, value in ATTRIBUTE.findall(attributes):
            if name in ATTRIBUTES_NEVER or name.startswith("on"):
                yield f"{name}="
            if name == "src" and not value.lower().startswith("cid:"):
                yield f"src={value[:80]}"
            if name == "href" and not value.lower().startswith(("http:", "https:", "mailto:", "tel:")):
                yield f"href={value[:80]}"
