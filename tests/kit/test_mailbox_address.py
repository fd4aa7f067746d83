import traceback
from pathlib import Path

import pytest

from config import Settings, SettingsError
from helpdesk.kit.mailboxes.address import FolderAddress, ImapAddress, OAuth, parse, parse_all

BASE = Path("/srv/instance")
SECRET = "h3mligt-ord"


def test_a_mailbox_with_everything_said() -> None:
    url = "imaps://fraga%40kommun.example:a%2Fb%40c@imap.example:1993/%C3%84renden/K%C3%B6?name=fraga&processed=Klart&quarantine=Fel"
    assert parse(url, BASE) == ImapAddress(
        "fraga", "imap.example", 1993, "tls", "fraga@kommun.example", "a/b@c", "Ärenden/Kö", "Klart", "Fel"
    )


@pytest.mark.parametrize(
    ("url", "security", "port"),
    [
        ("imaps://u:p@imap.example", "tls", 993),
        ("imap://u:p@imap.example?tls=starttls", "starttls", 143),
        ("imap://u:p@127.0.0.1", "plain", 143),
        ("imap://u:p@[::1]:10143/", "plain", 10143),
        ("imap://u:p@localhost", "plain", 143),
    ],
)
def test_how_it_is_reached(url: str, security: str, port: int) -> None:
    address = parse(url, BASE)
    assert isinstance(address, ImapAddress)
    assert (address.security, address.port, address.folder, address.name) == (security, port, "INBOX", "u")
    assert (address.processed, address.quarantine, address.oauth) == ("Processed", "Quarantine", None)


def test_a_token_in_the_password_s_place() -> None:
    url = f"imaps://u:{SECRET}@imap.example?oauth=https%3A%2F%2Flogin.example%2Ftoken&client=id&scope=mail"
    address = parse(url, BASE)
    assert isinstance(address, ImapAddress)
    assert address.oauth == OAuth("https://login.example/token", "id", "mail", SECRET)
    assert SECRET not in repr(address)


def test_a_folder_lies_where_the_instance_is_unless_it_says_otherwise() -> None:
    assert parse("folder:inkommande", BASE) == FolderAddress("inkommande", BASE / "inkommande")
    assert parse("folder:/var/spool/brev?name=post", BASE) == FolderAddress("post", Path("/var/spool/brev"))


def test_none_is_none() -> None:
    assert parse_all(" \n", BASE) == ()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"imap://u:{SECRET}@imap.example", "is encrypted"),
        (f"imap://u:{SECRET}@imap.example?tls=ssl", "is encrypted"),
        (f"imaps://u:{SECRET}@imap.example?tls=none", "is encrypted"),
        (f"imaps://u:{SECRET}/@imap.example", "percent-encoded"),
        (f"imaps://u:{SECRET}#@imap.example", "percent-encoded"),
        (f"imaps://u:{SECRET}@[imap.example", "percent-encoded"),
        (f"pop3://u:{SECRET}@imap.example", "starts with"),
        ("imaps://u@imap.example", "needs a user and a password"),
        (f"imaps://u:{SECRET}@imap.example?folder=x", "has an option"),
        (f"imaps://u:{SECRET}@imap.example?name=a/b", "needs a name"),
        (f"imaps://u:{SECRET}@imap.example?oauth=http://login.example/", "needs oauth=https"),
        (f"imaps://u:{SECRET}@imap.example?oauth=https://login.example/", "needs client=ID"),
        ("folder:", "needs a path"),
        ("folder://host/path", "needs a path"),
    ],
)
def test_what_cannot_be_meant_stops_the_start_and_shows_no_password(url: str, why: str) -> None:
    environ = {
        "HELPDESK_SECRET_KEY": "only for tests, only for tests, only for tests",
        "HELPDESK_PUBLIC_URL": "http://localhost",
        "HELPDESK_MAILBOXES": f"imaps://other:{SECRET}@imap.example {url}",
    }
    with pytest.raises(SettingsError, match=r"HELPDESK_MAILBOXES can't be understood: mailbox 2") as caught:
        Settings.from_environ(environ)
    assert why in str(caught.value)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_each_mailbox_has_a_name_of_its_own() -> None:
    with pytest.raises(ValueError, match="mailbox 2 needs a name of its own"):
        parse_all("imaps://fraga:p@a.example imaps://fraga:p@b.example", BASE)


def test_settings_do_not_show_passwords() -> None:
    settings = Settings(secret_key="x" * 40, public_url="http://localhost", mailboxes=f"imaps://u:{SECRET}@h.example")
    assert SECRET not in repr(settings)
