"""Forms that know how the thing they change looked on screen."""

from wtforms import HiddenField

from helpdesk.web.forms import HouseForm


class VersionForm(HouseForm):
    """A form that says which version its sender had on screen; alone, it is that of a single button."""

    version = HiddenField("")

    def saw(self, version: int) -> None:
        """Let the form be sent by somebody who has this version on screen."""
        self.version.data = str(version)

    @property
    def seen_version(self) -> int:
        """The version on screen; one that nothing has where the field was tampered with."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else -1
