"""What comes with the button that makes notices read."""

from wtforms import HiddenField

from helpdesk.web.forms import HouseForm


class SeenForm(HouseForm):
    """Up to which notice its sender has the list on screen."""

    up_to = HiddenField()

    @property
    def seen(self) -> int:
        """That notice's id; one that nothing has where the field was tampered with."""
        typed = self.up_to.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
