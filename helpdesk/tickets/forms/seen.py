"""Forms that are sent from a ticket's page, and know how the ticket looked there."""

from datetime import datetime

from wtforms import HiddenField

from helpdesk.web.forms import HouseForm


class SeenForm(HouseForm):
    """A form that says which version of the ticket its sender had on screen; alone, it is that of a single button."""

    version = HiddenField("")
    """The ticket's version on screen."""
    seen_at = HiddenField("")
    """The newest event on screen: what came later is marked when the form comes back."""

    def saw(self, version: int, last_event_at: datetime) -> None:
        """Let the form be sent by somebody who has this version of the ticket on screen."""
        self.version.data, self.seen_at.data = str(version), last_event_at.isoformat()

    @property
    def seen_version(self) -> int:
        """The version on screen; one that no ticket has where the field was tampered with."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else -1

    @property
    def seen_until(self) -> datetime | None:
        """When the newest event on screen happened; None where the field was tampered with."""
        try:
            seen = datetime.fromisoformat(self.seen_at.data or "")
        except ValueError:
            return None
        return seen if seen.tzinfo else None
