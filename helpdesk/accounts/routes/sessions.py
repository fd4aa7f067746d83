"""Who is signed in, for `web.actor`."""

from helpdesk.accounts.queries.sessions import SessionAccount, account_of_session
from helpdesk.web.actor import Person


def person(account: SessionAccount) -> Person:
    """The account as every page shows it."""
    return Person(
        session_id=account.session_id,
        name=account.name,
        email=account.email,
        language=account.language,
        has_shortcuts=account.has_shortcuts,
        actor=account.actor,
    )


def person_of_session(session_id: str) -> Person | None:
    """The person whom a session cookie names, or None when it no longer counts."""
    account = account_of_session(session_id)
    return person(account) if account else None
