"""What the whole site knows of itself: from the operator's settings, and from what the administrator has stated since."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path
from time import monotonic
from typing import cast

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from helpdesk.domain.service_level import Promise
from helpdesk.domain.stating import Setting
from helpdesk.kit.files import Store

log = logging.getLogger(__name__)

REMEMBERED_SECONDS = 5.0
"""For how long a process goes on with what it has read: pages do not pay a query each."""


@dataclass(frozen=True, slots=True)
class Site:
    """Names, addresses, limits and places; the same for all visitors."""

    name: str
    tagline: str
    public_url: str
    contact_email: str
    contact_phone: str
    reference_prefix: str
    mail_from: str
    mail_domain: str
    """Of Message-IDs: always the operator's, so that letters know each other when the address is another one."""
    has_plus_addresses: bool
    """Whether the mail server delivers what goes to fraga+anything@ to the helpdesk's own address."""
    promise: Promise
    files: Store
    search_folder: Path
    demo_mailbox: Path | None

    @property
    def is_demo(self) -> bool:
        """Whether this is the demonstration, with its own mailbox page."""
        return self.demo_mailbox is not None

    @property
    def answer_working_days(self) -> int:
        """Within how many working days a question is answered."""
        return self.promise.first_answer_days


class Stating:
    """What the administrator has stated, read again when it is some seconds old or was changed in this process."""

    def __init__(self, read: Callable[[], Mapping[Setting, str]]) -> None:
        """`read` asks the database."""
        self._read = read
        self._site: tuple[Site, Site] | None = None
        self._values: Mapping[Setting, str] = {}
        self._good_until = 0.0

    def of(self, operators: Site) -> Site:
        """The operator's site with what is stated."""
        if self._good_until <= monotonic():
            self.take(self._values_now())
        known = self._site
        if known is None or known[0] is not operators:
            known = self._site = operators, _restated(operators, self._values)
        return known[1]

    def take(self, values: Mapping[Setting, str], *, seconds: float = REMEMBERED_SECONDS) -> None:
        """Go on with these values."""
        self._values, self._site, self._good_until = values, None, monotonic() + seconds

    def forget(self) -> None:
        """Read again when next asked."""
        self._good_until = 0.0

    def _values_now(self) -> Mapping[Setting, str]:
        """Without the database pages say what they knew last: they have something worse to tell."""
        try:
            return self._read()
        except SQLAlchemyError as error:
            log.warning("settings could not be read: %s", type(error).__name__)
            return self._values


def site() -> Site:
    """The site of the running application."""
    return _stating().of(operators_site())


def operators_site() -> Site:
    """The site as the operator has set it up."""
    return cast("Site", current_app.extensions["site"])


def forget_stated() -> None:
    """Let this process read what is stated anew; other processes do within REMEMBERED_SECONDS."""
    _stating().forget()


def as_stated(shown: Site) -> dict[Setting, str]:
    """What could be stated, as it is written where it is."""
    calendar = shown.promise.calendar
    return {
        Setting.NAME: shown.name,
        Setting.TAGLINE: shown.tagline,
        Setting.CONTACT_EMAIL: shown.contact_email,
        Setting.CONTACT_PHONE: shown.contact_phone,
        Setting.MAIL_FROM: shown.mail_from,
        Setting.ANSWER_WORKING_DAYS: str(shown.answer_working_days),
        Setting.OPENS: calendar.opens.strftime("%H:%M"),
        Setting.CLOSES: calendar.closes.strftime("%H:%M"),
    }


def _restated(operators: Site, stated: Mapping[Setting, str]) -> Site:
    values = {**as_stated(operators), **stated}
    calendar = replace(
        operators.promise.calendar,
        opens=time.fromisoformat(values[Setting.OPENS]),
        closes=time.fromisoformat(values[Setting.CLOSES]),
    )
    promise = Promise(int(values[Setting.ANSWER_WORKING_DAYS]), calendar)
    return replace(
        operators,
        name=values[Setting.NAME],
        tagline=values[Setting.TAGLINE],
        contact_email=values[Setting.CONTACT_EMAIL],
        contact_phone=values[Setting.CONTACT_PHONE],
        mail_from=values[Setting.MAIL_FROM],
        promise=promise,
    )


def _stating() -> Stating:
    return cast("Stating", current_app.extensions["stating"])
