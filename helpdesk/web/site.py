"""What the whole site knows of itself, handed in by `app` from the settings."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import current_app

from helpdesk.domain.service_level import Promise
from helpdesk.kit.files import Store


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


def site() -> Site:
    """The site of the running application."""
    return cast("Site", current_app.extensions["site"])
