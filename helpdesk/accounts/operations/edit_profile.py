"""Edit profile: a person changes what is theirs to change."""

from dataclasses import asdict, dataclass
from datetime import datetime

from helpdesk.accounts.operations import finding
from helpdesk.domain.accounts import Language
from helpdesk.domain.actor import Actor
from helpdesk.domain.facts import ProfileChanged
from helpdesk.kit import journal
from helpdesk.kit.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person may change about themselves."""

    name: str
    title: str
    language: Language
    has_shortcuts: bool


def edit_profile(actor: Actor, profile: Profile, *, now: datetime) -> None:
    """Store what changed of the actor's profile, if anything did."""
    account = finding.own(actor)
    changed = {name: value for name, value in asdict(profile).items() if getattr(account, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(account, name, value)
    account.sort_key = sort_key(account.name)
    journal.record(ProfileChanged(subject=("account", account.id), fields=tuple(changed)), actor=actor, now=now)
