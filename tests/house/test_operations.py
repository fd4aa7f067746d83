"""What an operator copies from the documents works with this program: settings, commands, addresses, units."""

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from flask import Flask

from config import ROOT, Settings, SettingsError

FOLDER = ROOT / "docs" / "operations"
DOCUMENTS = sorted(path for path in (*FOLDER.iterdir(), ROOT / "README.md") if path.is_file())
UNITS = sorted(FOLDER.glob("*.service"))
SETTING = re.compile(r"\bHELPDESK_[A-Z_]+\b")
COMMAND = re.compile(r"(?:(?:flask|bin/flask) --app wsgi|^ {4}helpdesk) ([a-z]+(?: [a-z]+)?)(?! ?\{)", re.MULTILINE)
ADDRESS = re.compile(r"location = (/\w+)|`(/[a-z]+z?)`")


def given() -> dict[str, str]:
    """The settings of helpdesk.env as a shell reads them."""
    script = f"set -a; . {FOLDER / 'helpdesk.env'}; env"
    told = subprocess.run(["sh", "-c", script], env={}, capture_output=True, text=True, check=True).stdout  # noqa: S607
    return dict(line.split("=", 1) for line in told.splitlines() if line.startswith("HELPDESK_"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_it_names_only_settings_that_exist(document: Path) -> None:
    known = {f"HELPDESK_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert set(SETTING.findall(document.read_text())) - known == set()


def test_the_example_s_settings_are_understood_once_the_key_is_filled_in() -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY is missing"):
        Settings.from_environ(given())
    settings = Settings.from_environ({**given(), "HELPDESK_SECRET_KEY": "x" * 64})
    assert (settings.logs, settings.trusted_proxies, settings.is_secure) == ("json", 1, True)
    assert settings.mail_url.endswith("?tls=starttls")
    assert settings.name == "Välfärdsteknikstödet"


def test_systemd_reads_the_settings_as_a_shell_does() -> None:
    read = {}
    for line in (FOLDER / "helpdesk.env").read_text().splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            read[name] = value.removeprefix("'").removesuffix("'")
    assert read == given()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_it_names_only_commands_that_exist(migrated: Flask, document: Path) -> None:
    for words in COMMAND.findall(document.read_text()):
        group, _, name = words.partition(" ")
        command = migrated.cli.get_command(click.Context(migrated.cli), group)
        assert command is not None, words
        subcommands = getattr(command, "commands", None)
        assert not subcommands or name in subcommands, words


def test_the_documents_name_commands() -> None:
    found = {words for document in DOCUMENTS for words in COMMAND.findall(document.read_text())}
    assert {"worker", "doctor", "db upgrade", "directory load", "accounts invite", "backup restore"} <= found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_it_names_only_addresses_that_exist(migrated: Flask, document: Path) -> None:
    known = {rule.rule for rule in migrated.url_map.iter_rules()}
    assert {one or other for one, other in ADDRESS.findall(document.read_text())} - known == set()


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_every_unit_is_shut_in_alike(unit: Path) -> None:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[method-assign,assignment]  # names keep their capitals
    read.read(unit)
    service = read["Service"]
    assert service["User"] == "helpdesk"
    assert service["WorkingDirectory"] == "/srv/helpdesk"
    assert service["EnvironmentFile"] == "/etc/helpdesk/helpdesk.env"
    for name, value in {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "CapabilityBoundingSet": ""}.items():
        assert service[name] == value
    assert service["StateDirectory"].split()[0] == "helpdesk"
    assert given()["HELPDESK_INSTANCE"] == "/var/lib/helpdesk"


def test_there_are_units() -> None:
    assert [unit.stem for unit in UNITS] == ["helpdesk-backup", "helpdesk-lmtp", "helpdesk-web", "helpdesk-worker"]


def test_gunicorn_takes_its_settings(tmp_path: Path) -> None:
    """(It starts for real, and is told to stop, in the journeys.)"""
    settings = {
        "HELPDESK_SECRET_KEY": "x" * 64,
        "HELPDESK_PUBLIC_URL": "https://fraga.example.se",
        "HELPDESK_INSTANCE": str(tmp_path),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HELPDESK_", "COV_"))}
    words = [sys.executable, "-m", "gunicorn", "--check-config", "--config", "docs/operations/gunicorn.conf.py"]
    done = subprocess.run(
        [*words, "wsgi:app"], cwd=ROOT, env=kept | settings, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr


def test_gunicorn_gives_up_before_systemd_and_containers_do() -> None:
    patience = int(re.findall(r"graceful_timeout = (\d+)", (FOLDER / "gunicorn.conf.py").read_text())[0])
    for name in ("helpdesk-web.service", "helpdesk-worker.service"):
        assert int(re.findall(r"TimeoutStopSec=(\d+)", (FOLDER / name).read_text())[0]) > patience
    graces = re.findall(r"stop_grace_period: (\d+)s", (FOLDER / "compose.yaml").read_text())
    assert all(int(grace) > patience for grace in graces)


def test_the_proxy_sets_every_header_that_is_believed() -> None:
    text = (FOLDER / "nginx.conf").read_text()
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Request-ID", "Host"):
        assert f"proxy_set_header {header} $" in text


def test_the_image_has_all_that_the_program_is_made_of() -> None:
    text = (FOLDER / "Containerfile").read_text()
    allowed = (FOLDER / "Containerfile.dockerignore").read_text()
    for part in ("config.py", "wsgi.py", "helpdesk", "migrations", "templates", "requirements.txt"):
        assert (ROOT / part).exists()
        assert re.search(rf"^COPY.*\b{re.escape(part)}\b", text, re.MULTILINE)
        assert f"!{part}\n" in allowed


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LOGS", "xml", "can't be understood"),
        ("METRICS_TOKEN", "short", "METRICS_TOKEN is too short"),
        ("OLD_SECRET_KEY", "short", "OLD_SECRET_KEY is too short"),
        ("PLUS_ADDRESSES", "perhaps", "can't be understood"),
        ("MAIL_FROM", "fraga.example.se", "MAIL_FROM is no mail address"),
        ("METRIC_TOKEN", "x" * 20, "Unknown setting HELPDESK_METRIC_TOKEN"),
    ],
)
def test_a_wrong_setting_stops_the_start(name: str, value: str, words: str) -> None:
    right = {"HELPDESK_SECRET_KEY": "x" * 64, "HELPDESK_PUBLIC_URL": "https://fraga.example.se"}
    with pytest.raises(SettingsError, match=words):
        Settings.from_environ({**right, f"HELPDESK_{name}": value})


def test_the_web_server_says_in_a_sentence_why_it_does_not_start() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=ROOT,
        env={"HELPDESK_PUBLIC_URL": "https://fraga.example.se"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.startswith("The helpdesk can't start. The setting HELPDESK_SECRET_KEY is missing.")
    assert "Traceback" not in told.stderr


def test_secrets_are_not_shown_with_the_settings() -> None:
    secrets = dict.fromkeys(
        ("secret_key", "old_secret_key", "metrics_token", "mail_url", "database_url", "queue_url"), "hush" * 10
    )
    settings = Settings(public_url="https://x.example", **secrets)
    assert "hush" not in repr(settings)
