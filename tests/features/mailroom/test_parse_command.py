import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
PLAIN = "From: Åsa <asa@lund.example>\nSubject: Lås\nDate: Mon, 23 Nov 2026 09:12:00 +0100\n\nHej på dig\n".encode()


def parse(given: bytes, *options: str) -> list[dict[str, Any]]:
    """As an operator runs it in a fresh checkout: no setting of ours is there."""
    ours = ("HELPDESK_", "FLASK_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "mail", "parse", *options],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env=environ | {"FLASK_APP": "wsgi"},
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_letter_is_printed_as_an_object() -> None:
    (told,) = parse(PLAIN)
    assert told == {
        "subject": "Lås",
        "from_name": "Åsa",
        "from_email": "asa@lund.example",
        "to": [],
        "cc": [],
        "date": "2026-11-23T09:12:00+01:00",
        "message_id": "",
        "in_reply_to": "",
        "references": [],
        "body_text": "Hej på dig",
        "body_html_sanitised": "",
        "reply_text": "Hej på dig",
        "attachments": [],
        "auto_generated": False,
        "bounce": False,
    }


def test_a_batch_is_answered_line_by_line_whatever_fails(tmp_path: Path) -> None:
    (tmp_path / "a å.eml").write_bytes(PLAIN)
    (tmp_path / "b.eml").write_bytes(b"Subject: mycket\n\n" + b"x" * 250_000_000)
    (tmp_path / "c.eml").write_bytes(b"\xff\0")
    paths = [tmp_path / name for name in ("a å.eml", "saknas.eml", "b.eml", "c.eml", "a å.eml")]
    told = parse("\n".join(map(str, paths)).encode(), "--batch")
    assert [each["subject"] for each in told] == ["Lås", "", "mycket", "", "Lås"]
    assert len({frozenset(each) for each in told}) == 1
