"""What is typed about a canned reply."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from helpdesk.canned_replies.operations.write_reply import ReplyText
from helpdesk.domain.placeholders import EXAMPLES, unknown
from helpdesk.web.forms import HouseForm, line, no_personal_numbers, text
from helpdesk.web.selects import SelectField, grouped

LONGEST = 10_000
Groups = Mapping[str, Sequence[tuple[str, str]]]


class VersionForm(HouseForm):
    """The form of a button on a canned reply: which version its sender had on screen."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version on screen; one that no canned reply has where the field was tampered with."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


class CannedReplyForm(VersionForm):
    """A canned reply."""

    reply_id = HiddenField()
    """Which one it is, for the preview; empty for a new one."""
    title = line(
        lazy_gettext("Title"),
        missing=lazy_gettext("Write a title, so that others find the canned reply."),
        longest=120,
    )
    topic = SelectField(lazy_gettext("Topic"))
    text = text(lazy_gettext("Text"), missing=lazy_gettext("Write the text."), longest=LONGEST)

    def offer(self, topics: Groups, kept: str = "") -> None:
        """Fill in the topics; `kept` is the reply's own where it is out of use."""
        if kept and not any(code == kept for options in topics.values() for code, _ in options):
            topics = {**topics, gettext("Out of use"): [(kept, kept)]}
        self.topic.choices = grouped(gettext("All topics"), topics)

    def validate_title(self, field: Field) -> None:
        """No personal numbers stay."""
        no_personal_numbers(self, field)

    def validate_text(self, field: Field) -> None:
        """No personal numbers stay, and every placeholder exists."""
        no_personal_numbers(self, field)
        if wrong := unknown(field.data or ""):
            raise ValidationError(
                gettext(
                    "There is no placeholder %(wrong)s. These exist: %(known)s.",
                    wrong=", ".join(wrong),
                    known=", ".join(f"{{{name}}}" for name in EXAMPLES),
                )
            )

    def reply(self) -> ReplyText:
        """What was typed; to be asked for after `validate`."""
        return ReplyText(self.typed("title"), self.typed("topic") or None, self.typed("text"))
