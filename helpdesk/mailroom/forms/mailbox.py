"""What is typed about mailboxes."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext

from helpdesk.web.forms import HouseForm
from helpdesk.web.selects import SelectField, indented, plain


class MailboxTopicForm(HouseForm):
    """The topic of what comes into a mailbox; one such form stands in each row of the page."""

    topic = SelectField(lazy_gettext("Topic of new tickets"), choices=(), validate_choice=False)

    def offer(self, topics: Mapping[str, Iterable[tuple[str, str]]], now: str, of: str) -> None:
        """Fill in the topics, and the one that it has `now`, whatever became of it; `of` tells the field from other mailboxes'."""
        offered = dict(indented(topics))
        kept = {now: now} if now and now not in offered else {}
        self.topic.choices = plain([("", lazy_gettext("No topic")), *offered.items(), *kept.items()])
        self.topic.id = f"topic-{of}"

    @property
    def chosen(self) -> str | None:
        """The topic's code; None for no topic."""
        return self.typed("topic") or None
