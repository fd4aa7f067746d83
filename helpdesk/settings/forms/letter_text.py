"""What is typed about letters' texts."""

from collections.abc import Collection

from flask_babel import gettext, lazy_gettext
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from helpdesk.domain.letters import Place
from helpdesk.domain.placeholders import unknown
from helpdesk.settings.operations.write_letter_text import Words
from helpdesk.web.forms import HouseForm, no_personal_numbers, text

LONGEST = 2_000


class TextVersionForm(HouseForm):
    """A form that says which version of a text its sender had on screen; alone, it is that of a single button."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version on screen; one that no text has where the field was tampered with."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else -1


class LetterTextForm(TextVersionForm):
    """Words to add to a letter."""

    opening = text(lazy_gettext("Below the greeting"), longest=LONGEST)
    closing = text(lazy_gettext("Above the signature"), longest=LONGEST)
    places: Collection[Place] = ()

    def offer(self, places: Collection[Place]) -> None:
        """Say what the letter can fill in."""
        self.places = places

    def validate_opening(self, field: Field) -> None:
        """No personal numbers stay, and every placeholder can be filled in."""
        no_personal_numbers(self, field)
        if wrong := unknown(field.data or "", self.places):
            known = ", ".join(f"{{{place}}}" for place in self.places)
            said = gettext(
                "This letter can't fill in %(wrong)s. You can use: %(known)s.", wrong=", ".join(wrong), known=known
            )
            raise ValidationError(said)

    validate_closing = validate_opening

    def words(self) -> Words:
        """What was typed; to be asked for after `validate`."""
        return Words(self.typed("opening") or "", self.typed("closing") or "")
