"""Going where letters are taken without handing one in: what `flask doctor` asks."""

import socket
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult
from flask import Flask

from helpdesk.kit.letters.send import TemporaryDeliveryError, from_url
from tests.kit.post_office import HOST, Office, listening, serving


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return Flask(__name__, instance_path=str(tmp_path))


def test_a_mail_server_is_greeted_and_gets_no_letter(app: Flask) -> None:
    office = Office()
    with serving(office) as port:
        from_url(f"smtp://{HOST}:{port}?helo=helpdesk.example", app).greet()
    assert office.envelopes == []


def test_a_password_that_does_not_fit_is_told(app: Flask) -> None:
    refuse = {"authenticator": lambda *_: AuthResult(success=False, handled=False), "auth_require_tls": False}
    with serving(Office(), **refuse) as port, pytest.raises(TemporaryDeliveryError) as told:
        from_url(f"smtp://anna:wrong@{HOST}:{port}", app).greet()
    assert told.value.code == 535


def test_nobody_at_the_port_is_told(app: Flask) -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(TemporaryDeliveryError, match="refused"):
        from_url(f"smtp://{HOST}:{port}", app).greet()


def test_a_server_that_is_silent_is_told(app: Flask) -> None:
    with listening() as (port, _calls), pytest.raises(TemporaryDeliveryError, match="timed out"):
        from_url(f"smtp://{HOST}:{port}?timeout=0.2", app).greet()


def test_a_folder_takes_letters_or_does_not(app: Flask, tmp_path: Path) -> None:
    from_url("folder:post", app).greet()
    assert list((tmp_path / "post").iterdir()) == []
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(TemporaryDeliveryError):
        from_url("folder:file", app).greet()
