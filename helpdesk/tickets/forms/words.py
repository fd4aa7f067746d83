"""What those who ask read for the codes of a ticket; translated where it is shown."""

from collections.abc import Mapping

from helpdesk.domain.errors import N_
from helpdesk.domain.lifecycle import PHASE_NAMES, Channel, ClosingReason, Phase, Sharing, Status

STATUS: Mapping[Status, str] = {
    Status.NEW: N_("New"),
    Status.OPEN: N_("In progress"),
    Status.WAITING_REQUESTER: N_("Waiting for you"),
    Status.WAITING_EXPERT: N_("With a model municipality"),
    Status.WAITING_OTHER: N_("Waiting for somebody else"),
    Status.ANSWERED: N_("Answered"),
    Status.CLOSED: N_("Closed"),
}
"""The requester's words; the desk has its own."""

WAITING_FOR_ASKER = N_("Waiting for the municipality")
"""What others than the asker read for `waiting_requester`."""

REASON: Mapping[ClosingReason, str] = {
    ClosingReason.SOLVED: N_("The question is solved"),
    ClosingReason.HANDED_OVER: N_("Somebody else answers the question"),
    ClosingReason.NO_REPLY: N_("We got no reply"),
    ClosingReason.DUPLICATE: N_("The question is answered in another ticket"),
    ClosingReason.WITHDRAWN: N_("The question is no longer needed"),
    ClosingReason.SPAM: N_("It was not a question to us"),
}

PHASE: Mapping[Phase, str] = PHASE_NAMES

NOTED: Mapping[Channel, str] = {
    Channel.PHONE: N_("Noted after a telephone call with %(who)s"),
    Channel.VISIT: N_("Noted after a visit by %(who)s"),
    Channel.MAIL: N_("Noted from a letter by %(who)s"),
}
"""What stands above a question that an adviser has written down."""

SHARING: Mapping[Sharing, str] = {
    Sharing.PRIVATE: N_("Only me"),
    Sharing.COLLEAGUES: N_("Colleagues that I choose"),
    Sharing.MUNICIPALITY: N_("Everybody in my municipality"),
}

RATING: Mapping[int, str] = {
    5: N_("5 – very satisfied"),
    4: N_("4 – satisfied"),
    3: N_("3 – neither nor"),
    2: N_("2 – dissatisfied"),
    1: N_("1 – very dissatisfied"),
}
