"""What the desk reads for the codes of a ticket; translated where it is shown."""

from collections.abc import Mapping

from helpdesk.domain.errors import N_
from helpdesk.domain.lifecycle import Channel, ClosingReason, Sharing, Status
from helpdesk.domain.priority import Priority
from helpdesk.tickets.forms.words import NOTED, PHASE, WAITING_FOR_ASKER
from helpdesk.tickets.queries.views import Sort, View

__all__ = ["CHANNEL", "NOTED", "PHASE", "PRIORITY", "REASON", "SHARING", "SORT", "STATUS", "VIEW"]

STATUS: Mapping[Status, str] = {
    Status.NEW: N_("New"),
    Status.OPEN: N_("In progress"),
    Status.WAITING_REQUESTER: WAITING_FOR_ASKER,
    Status.WAITING_EXPERT: N_("With a model municipality"),
    Status.WAITING_OTHER: N_("Waiting for somebody else"),
    Status.ANSWERED: N_("Answered"),
    Status.CLOSED: N_("Closed"),
}

PRIORITY: Mapping[Priority, str] = {
    Priority.URGENT: N_("Urgent"),
    Priority.HIGH: N_("High"),
    Priority.NORMAL: N_("Normal"),
    Priority.LOW: N_("Low"),
}

CHANNEL: Mapping[Channel, str] = {
    Channel.WEB: N_("The web form"),
    Channel.MAIL: N_("E-mail"),
    Channel.PHONE: N_("Telephone"),
    Channel.VISIT: N_("A visit"),
    Channel.API: N_("Another system"),
}

SHARING: Mapping[Sharing, str] = {
    Sharing.PRIVATE: N_("Nobody"),
    Sharing.COLLEAGUES: N_("Chosen colleagues"),
    Sharing.MUNICIPALITY: N_("The whole municipality"),
}

REASON: Mapping[ClosingReason, str] = {
    ClosingReason.SOLVED: N_("Solved: the question has its answer"),
    ClosingReason.HANDED_OVER: N_("Handed over: somebody else answers"),
    ClosingReason.NO_REPLY: N_("No reply from the municipality"),
    ClosingReason.WITHDRAWN: N_("Withdrawn by the municipality"),
    ClosingReason.SPAM: N_("Not a question to us (spam)"),
    ClosingReason.DUPLICATE: N_("Answered in another ticket"),
}

VIEW: Mapping[View, str] = {
    View.TO_HANDLE: N_("To handle"),
    View.MINE: N_("Mine"),
    View.UNASSIGNED: N_("Unassigned ones"),
    View.WAITING: N_("Waiting"),
    View.WITH_EXPERT: N_("With a model municipality"),
    View.OVERDUE: N_("Overdue"),
    View.ANSWERED: N_("Answered ones"),
    View.CLOSED: N_("Closed ones"),
    View.ALL: N_("All"),
}

SORT: Mapping[Sort, str] = {
    Sort.DUE: N_("Answer by"),
    Sort.OPENED: N_("Received"),
    Sort.EVENT: N_("Latest event"),
    Sort.PRIORITY: N_("Priority"),
}
