"""Signed tokens in the addresses by which a letter that one can do without is turned off: whoever has the letter may."""

from itsdangerous import BadSignature, URLSafeSerializer

from helpdesk.web.return_addresses import signing_keys


def leave_token(account_id: int, letter: str) -> str:
    """Names the account and the kind of letter; it does not expire, since old letters must do, too."""
    return _serializer().dumps([account_id, letter])


def read_leave_token(token: str) -> tuple[int, str] | None:
    """The account and the kind of letter; None where we did not make the token."""
    try:
        account_id, letter = _serializer().loads(token)
    except BadSignature:
        return None
    return account_id, letter


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(list(reversed(signing_keys())), salt="leave")  # the last one signs
