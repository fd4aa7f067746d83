"""What the desk reads for the parts of a ticket that can become an article; translated where it is shown."""

from collections.abc import Mapping

from helpdesk.domain.errors import N_
from helpdesk.tickets.queries.reuse import Source

SOURCE: Mapping[Source, str] = {
    Source.QUESTION: N_("Question"),
    Source.ASKED_BACK: N_("Our question back"),
    Source.ANSWER: N_("Answer"),
    Source.TO_EXPERT: N_("Written with an expert"),
    Source.OF_EXPERT: N_("An expert's answer"),
}
