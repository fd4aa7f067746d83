"""What an adviser chooses to see of the queue. It stands in the address; what does not fit is passed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SearchField

from helpdesk.domain.lifecycle import Status
from helpdesk.domain.priority import Priority
from helpdesk.domain.tags import LONGEST_KEY, tag_key
from helpdesk.tickets.forms.desk_words import PRIORITY, SORT, STATUS
from helpdesk.tickets.forms.options import choices
from helpdesk.tickets.forms.queue_further import FurtherForm, further_in_address
from helpdesk.tickets.queries.views import NONE, STATUSES, QueueFilter, Sort, View
from helpdesk.web.forms import one_line
from helpdesk.web.selects import SelectField, indented

NOBODY = "ingen"
"""Stands in the address for tickets without an owner."""
TURNED = "vand"
"""Stands in the address for an order that is turned round."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters offer: codes, ids or keys with names, in their order; topics by their main topic."""

    topics: Mapping[str, Sequence[tuple[str, str]]]
    municipalities: Sequence[tuple[str, str]]
    advisers: Sequence[tuple[int, str]]
    tags: Sequence[tuple[str, str]] = ()


class QueueForm(FurtherForm):
    """The filters above the queue; the fields' names stand in the address."""

    view = HiddenField(name="vy")
    words = SearchField(lazy_gettext("Search"), name="q", filters=[one_line])
    status = SelectField(lazy_gettext("Status"), name="status", validate_choice=False)
    topic = SelectField(lazy_gettext("Topic"), name="amne", validate_choice=False)
    municipality = SelectField(lazy_gettext("Municipality"), name="kommun", validate_choice=False)
    owner = SelectField(lazy_gettext("Handled by"), name="ansvarig", validate_choice=False)
    priority = SelectField(lazy_gettext("Priority"), name="prioritet", validate_choice=False)
    tag = SelectField(lazy_gettext("Tag"), name="etikett", validate_choice=False)
    sort = SelectField(lazy_gettext("Sort by"), name="sortera", validate_choice=False)
    turned = HiddenField(name=TURNED)

    def offer(self, offered: Offered) -> None:
        """Fill the fields with what can be chosen in this view."""
        wanted = self.wanted()
        self.status.choices = choices(((s, gettext(STATUS[s])) for s in STATUSES[wanted.view]), gettext("All"))
        topics = [*indented(offered.topics), (NONE, gettext("Without a topic"))]
        self.topic.choices = choices(topics, gettext("All"))
        self.municipality.choices = choices(offered.municipalities, gettext("All"))
        self.owner.choices = choices([(NOBODY, gettext("Unassigned")), *offered.advisers], gettext("All"))
        self.priority.choices = choices(((p, gettext(PRIORITY[p])) for p in Priority), gettext("All"))
        self.tag.choices = choices(_with_chosen(offered.tags, wanted.tag), gettext("All"))
        self.sort.choices = choices((sort, gettext(SORT[sort])) for sort in Sort)
        self.sort.data = wanted.order.value

    def wanted(self) -> QueueFilter:
        """What was chosen; a choice that the view does not offer counts as none."""
        view = _member(View, self.view.data) or View.TO_HANDLE
        status = _member(Status, self.status.data)
        return QueueFilter(
            view=view,
            words=(self.words.data or "")[:150],
            status=status if status in STATUSES[view] else None,
            topic=(self.topic.data or "")[:10] or None,
            municipality=(self.municipality.data or "")[:4] or None,
            owner=_owner(self.owner.data or ""),
            priority=_member(Priority, self.priority.data),
            tag=tag_key(self.tag.data or "")[:LONGEST_KEY] or None,
            sort=_member(Sort, self.sort.data),
            is_turned=self.turned.data == "1",
            **self.further(),
        )

    def narrows_further(self) -> bool:
        """Whether anything but words and order is chosen: then all filters are shown, on a narrow screen too."""
        wanted = self.wanted()
        chosen = (wanted.status, wanted.topic, wanted.municipality, wanted.owner, wanted.priority, wanted.tag)
        return any(value is not None for value in chosen)


def in_address(wanted: QueueFilter) -> dict[str, Any]:
    """The filter as it stands in an address, without what goes without saying."""
    values = {
        "vy": wanted.view.value if wanted.view is not View.TO_HANDLE else "",
        "q": wanted.words,
        "status": wanted.status or "",
        "amne": wanted.topic or "",
        "kommun": wanted.municipality or "",
        "ansvarig": NOBODY if wanted.owner == 0 else str(wanted.owner or ""),
        "prioritet": wanted.priority or "",
        "etikett": wanted.tag or "",
        "sortera": wanted.sort or "",
        TURNED: "1" if wanted.is_turned else "",
        **further_in_address(wanted),
    }
    return {name: str(value) for name, value in values.items() if value}


def _with_chosen(tags: Sequence[tuple[str, str]], chosen: str | None) -> Sequence[tuple[str, str]]:
    """A tag that is not in use any more can still be what the list is narrowed to."""
    return tags if chosen is None or chosen in dict(tags) else [(chosen, chosen), *tags]


def _member(members: type[Any], value: str | None) -> Any:  # noqa: ANN401  one of the members, whichever enum it is
    return next((member for member in members if member.value == value), None)


def _owner(text: str) -> int | None:
    if text == NOBODY:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
