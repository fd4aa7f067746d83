"""What experts can do: nobody's specialism is hard-coded, expertise is data (`product.md`, "Triage and routing")."""

from collections.abc import Mapping
from enum import StrEnum

from helpdesk.domain.errors import N_


class Level(StrEnum):
    """How far somebody can help others in a topic; each includes the ones before."""

    ANSWERS = "answers"
    SHOWS = "shows"
    WEBINARS = "webinars"


LEVEL_NAMES: Mapping[Level, str] = {
    Level.ANSWERS: N_("Can answer"),
    Level.SHOWS: N_("Can show on site"),
    Level.WEBINARS: N_("Can hold a webinar"),
}
"""What people read for the levels; translated where they are shown."""

RANK: Mapping[Level, int] = {Level.ANSWERS: 1, Level.SHOWS: 2, Level.WEBINARS: 3}
"""The further somebody can help, the higher."""
