"""What people read for the states of a question to an expert; translated where it is shown."""

from collections.abc import Mapping

from helpdesk.domain.consultation import ConsultationPart, ConsultationState
from helpdesk.domain.errors import N_

DESK_STATE: Mapping[ConsultationState, str] = {
    ConsultationState.ASKED: N_("Asked, not taken on yet"),
    ConsultationState.ACCEPTED: N_("Taken on"),
    ConsultationState.DECLINED: N_("Declined"),
    ConsultationState.ANSWERED: N_("Answered"),
    ConsultationState.WITHDRAWN: N_("Withdrawn"),
    ConsultationState.EXPIRED: N_("The time ran out"),
}

EXPERT_STATE: Mapping[ConsultationState, str] = {
    ConsultationState.ASKED: N_("New to you"),
    ConsultationState.ACCEPTED: N_("You are answering"),
    ConsultationState.DECLINED: N_("You declined"),
    ConsultationState.ANSWERED: N_("You have answered"),
    ConsultationState.WITHDRAWN: N_("The adviser withdrew the question"),
    ConsultationState.EXPIRED: N_("The time ran out"),
}

FOR_ALL_STATE: Mapping[ConsultationState, str] = {
    **EXPERT_STATE,
    ConsultationState.ASKED: N_("New to your municipality"),
    ConsultationState.DECLINED: N_("Your municipality declined"),
}
"""The same for a question that is put to all experts of a municipality."""

TONE: Mapping[ConsultationState, str] = {
    ConsultationState.ASKED: "info",
    ConsultationState.ACCEPTED: "info",
    ConsultationState.DECLINED: "warning",
    ConsultationState.ANSWERED: "success",
    ConsultationState.WITHDRAWN: "neutral",
    ConsultationState.EXPIRED: "warning",
}

PART: Mapping[ConsultationPart, str] = {
    ConsultationPart.QUESTION: N_("Question to a model municipality"),
    ConsultationPart.SHARED: N_("Shared message"),
    ConsultationPart.DIALOGUE: N_("Question to a model municipality, message"),
    ConsultationPart.ANSWER: N_("Question to a model municipality, answer"),
}
"""How the desk's timeline calls what adviser and expert write to each other."""
