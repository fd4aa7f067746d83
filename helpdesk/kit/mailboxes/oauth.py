"""Access tokens by client credentials (RFC 6749, section 4.4), kept until shortly before they expire."""

import json
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from helpdesk.kit.mailboxes.address import OAuth
from helpdesk.kit.mailboxes.port import MailboxError

TIMEOUT = 15.0
"""Seconds of silence after which who gives out tokens counts as gone."""
MARGIN = 60.0
"""Seconds before its end at which a token is no longer used."""
REFUSED, UNAVAILABLE, NOT_UNDERSTOOD = "TokenRefused", "TokenUnavailable", "TokenNotUnderstood"
"""Kinds of errors, as a MailboxError tells them."""
_LONGEST_ANSWER = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    good_until: float


_known: dict[OAuth, _Token] = {}
_asking = Lock()


def access_token(oauth: OAuth) -> tuple[str, bool]:
    """A token that should be good now, and whether it was known from before.

    Raises MailboxError, with the HTTP status, where none is given.
    """
    with _asking:
        token = _known.get(oauth)
        if token is not None and token.good_until > monotonic():
            return token.text, True
        _known[oauth] = token = _asked(oauth)
        return token.text, False


def forget_token(oauth: OAuth) -> None:
    """The server did not take the token: ask for a new one next time."""
    with _asking:
        _known.pop(oauth, None)


def _asked(oauth: OAuth) -> _Token:
    wanted = {"grant_type": "client_credentials", "client_id": oauth.client, "client_secret": oauth.secret}
    if oauth.scope:
        wanted["scope"] = oauth.scope
    request = Request(oauth.token_url, urlencode(wanted).encode(), {"Accept": "application/json"})  # noqa: S310  https, or this machine: see address
    began = monotonic()
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  as above
            told = json.loads(answer.read(_LONGEST_ANSWER))
        text, seconds = str(told["access_token"]), float(told.get("expires_in", 0))
    except HTTPError as error:
        with error:
            raise MailboxError(REFUSED, str(error.code)) from None
    except OSError as error:
        raise MailboxError(UNAVAILABLE, type(error).__name__) from None
    except (ValueError, TypeError, KeyError):
        raise MailboxError(NOT_UNDERSTOOD) from None
    return _Token(text, began + seconds - MARGIN)
