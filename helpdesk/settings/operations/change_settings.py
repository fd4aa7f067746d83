"""Change settings: the administrator states what the service is called, what it promises and how it is reached."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, time

from sqlalchemy import delete

from helpdesk.domain.access import require_role
from helpdesk.domain.actor import Actor
from helpdesk.domain.errors import N_, InputError, StaleError
from helpdesk.domain.facts import SettingsChanged
from helpdesk.domain.permissions import Permission
from helpdesk.domain.service_level import HALF_DAY_ENDS
from helpdesk.domain.stating import MOST_WORKING_DAYS, Setting
from helpdesk.kit import journal
from helpdesk.kit.db import db, upsert
from helpdesk.kit.letters.compose import HeaderInjectionError, UndeliverableAddressError, mail_address
from helpdesk.settings.models import StatedSetting
from helpdesk.settings.queries.stated import stated

BAD_ADDRESS = N_("Write an e-mail address as name@example.se, without å, ä and ö.")
BAD_DAYS = N_("Write a whole number of working days, from 1 to 20.")
BAD_TIME = N_("Write a time as 08:00.")
OPENS_LATE = N_("Choose a time before noon: half days end then.")
CLOSES_EARLY = N_("Choose a time after the one when you open.")
_TURN = "turn"
"""The name of a row that is never there for long: whoever changes settings holds it."""
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")


class SettingsStaleError(StaleError):
    """Somebody else changed the settings meanwhile."""

    sentence = N_("The settings changed while you were writing. Check what is new, then save again.")


def change_settings(
    actor: Actor, wanted: Mapping[Setting, str], *, otherwise: Mapping[Setting, str], seen: str, now: datetime
) -> None:
    """State what `wanted` holds; what is left out, empty or as the operator has it (`otherwise`) is not stated.

    Raises ForbiddenError; SettingsStaleError where the settings are not as they were on screen (`seen`, the mark of
    `stated`); InputError at the setting's name for an address that mail can't reach, a promise that is no number of days,
    or opening hours that can't be.
    """
    require_role(actor, Permission.SETTINGS_CHANGE)
    _one_at_a_time(now)
    before = stated()
    if before.mark != seen:
        raise SettingsStaleError
    checked = {name: _checked(name, value) for name, value in wanted.items() if value}
    after = {name: value for name, value in checked.items() if value != otherwise[name]}
    _check_hours({**otherwise, **after})
    changed = tuple(name for name in Setting if before.values.get(name) != after.get(name))
    if not changed:
        return
    db.session.execute(delete(StatedSetting).where(StatedSetting.name.in_(set(changed) - after.keys())))
    for name in changed:
        if name in after:
            _state(name, after[name], now)
    journal.record(
        SettingsChanged(subject=("settings", 0), names=tuple(name.value for name in changed)), actor=actor, now=now
    )


def _one_at_a_time(now: datetime) -> None:
    """Wait for whoever changes settings at this moment: hours that each fit may not fit together."""
    row = {"value": "", "stated_at": now}
    db.session.execute(
        upsert(StatedSetting).values(name=_TURN, **row).on_conflict_do_update(index_elements=["name"], set_=row)
    )
    db.session.execute(delete(StatedSetting).where(StatedSetting.name == _TURN))  # held until the end all the same


def _state(name: Setting, value: str, now: datetime) -> None:
    row = {"value": value, "stated_at": now}
    db.session.execute(
        upsert(StatedSetting).values(name=name.value, **row).on_conflict_do_update(index_elements=["name"], set_=row)
    )


def _checked(name: Setting, value: str) -> str:
    check = CHECKS.get(name)
    return check(name, value) if check else value


def _address(name: Setting, value: str) -> str:
    try:
        return mail_address(value)
    except (HeaderInjectionError, UndeliverableAddressError):
        raise InputError(name, BAD_ADDRESS) from None


def _days(name: Setting, value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) < 4 and 1 <= int(value) <= MOST_WORKING_DAYS):
        raise InputError(name, BAD_DAYS)
    return str(int(value))


def _clock(name: Setting, value: str) -> str:
    found = _CLOCK.fullmatch(value)
    try:
        if found:
            return time(int(found[1]), int(found[2])).strftime("%H:%M")
    except ValueError:  # 25:00
        pass
    raise InputError(name, BAD_TIME)


CHECKS: Mapping[Setting, Callable[[Setting, str], str]] = {
    Setting.CONTACT_EMAIL: _address,
    Setting.MAIL_FROM: _address,
    Setting.ANSWER_WORKING_DAYS: _days,
    Setting.OPENS: _clock,
    Setting.CLOSES: _clock,
}
"""What a value must be; each gives it as it is kept."""


def _check_hours(values: Mapping[Setting, str]) -> None:
    opens, closes = (time.fromisoformat(values[name]) for name in (Setting.OPENS, Setting.CLOSES))
    if opens >= HALF_DAY_ENDS:
        raise InputError(Setting.OPENS, OPENS_LATE)
    if closes <= opens:
        raise InputError(Setting.CLOSES, CLOSES_EARLY)
