"""Facts about accounts."""

from dataclasses import dataclass

from helpdesk.domain.facts.base import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRegistered(Fact):
    """A person made an account; it is used once its address is confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInvited(Fact):
    """An administrator invited a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountConfirmed(Fact):
    """The person has shown that the address is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityConfirmed(Fact):
    """Somebody with the right to it confirmed where the person works."""

    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityUnconfirmed(Fact):
    """Somebody with the right to it took back that the person works in `municipality`."""

    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAsked(Fact):
    """A one-time link was asked for; `purpose` says what it does."""

    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Fact):
    """A person signed in, by `password` or `link`."""

    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Fact):
    """A person chose a new password; all their other sessions end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Fact):
    """A person signed out everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(Fact):
    """A person changed their settings; `fields` names which, not what."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeChoicesChanged(Fact):
    """A person chose anew how to be told; `events` names of what."""

    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressUndeliverable(Fact):
    """A mail server said for good that no letter reaches the account's address; `status` is its code, as 5.1.1."""

    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTriedAgain(Fact):
    """Somebody at the desk let letters go to an address again that could not be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesChanged(Fact):
    """An administrator changed what a person may do."""

    roles_from: tuple[str, ...]
    roles_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed(Fact):
    """The account can't be used any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReopened(Fact):
    """The account can be used again."""
