"""The filters of the queue in words, as a saved view is described."""

from typing import Any

from flask_babel import gettext

from helpdesk.tickets.forms.desk_words import SORT, VIEW
from helpdesk.tickets.forms.queue import QueueForm
from helpdesk.tickets.forms.queue_further import chosen_further


def in_words(form: QueueForm) -> list[tuple[str, str]]:
    """What was chosen, each with its label; the form has been told what it offers."""
    wanted = form.wanted()
    words = [(gettext("View"), gettext(VIEW[wanted.view]))]
    if wanted.words:
        words.append((form.words.label.text, wanted.words))
    fields = (form.status, form.topic, form.municipality, form.owner, form.priority, form.tag)
    for field in fields:
        offered: Any = field.choices or {}  # WTForms takes many kinds; ours are value -> label
        if field.data and field.data in offered:
            words.append((field.label.text, offered[field.data]))
    words += [(gettext("Filter"), said) for said, _ in chosen_further(wanted, {})]
    return [*words, (form.sort.label.text, gettext(SORT[wanted.order]))]
