"""How the pages of the topics, the municipalities and the event log look."""

from tests.journeys.rendering import ADMINISTRATOR, COORDINATOR, Rendering, filled_in, nothing_filled_in

TOPICS = (
    Rendering("topics", "/admin/amnen", (ADMINISTRATOR, COORDINATOR)),
    Rendering("topic-new", "/admin/amnen/nytt", (ADMINISTRATOR,)),
    Rendering("topic-new-errors", "/admin/amnen/nytt", (ADMINISTRATOR,), nothing_filled_in("main form")),
    Rendering("topic-main", "/admin/amnen/LAR", (COORDINATOR,)),
    Rendering("topic-sub", "/admin/amnen/LAR-1", (ADMINISTRATOR,)),
    Rendering("topic-errors", "/admin/amnen/LAR-1", (ADMINISTRATOR,), nothing_filled_in("main form", "Spara")),
)
MUNICIPALITIES = (
    Rendering("municipalities", "/admin/kommuner", (ADMINISTRATOR, COORDINATOR)),
    Rendering("municipalities-filtered", "/admin/kommuner?lan=22&modell=ja", (COORDINATOR,)),
    Rendering("municipalities-none", "/admin/kommuner?q=xyzzyq", (ADMINISTRATOR,)),
    Rendering("municipality", "/admin/kommuner/1490", (ADMINISTRATOR, COORDINATOR)),
    Rendering(
        "municipality-errors",
        "/admin/kommuner/1490",
        (ADMINISTRATOR,),
        filled_in("form[action$='/domaner']", domain="gmail.com"),
    ),
)
JOURNAL = (
    Rendering("event-log", "/admin/handelselogg", (ADMINISTRATOR,)),
    Rendering("event-log-filtered", "/admin/handelselogg?handelse=tickets", (ADMINISTRATOR,)),
    Rendering("event-log-none", "/admin/handelselogg?vem=xyzzyq", (ADMINISTRATOR,)),
    Rendering("event-log-errors", "/admin/handelselogg?fran=2026-11-20&till=2026-11-19", (ADMINISTRATOR,)),
)
REGISTER = (*TOPICS, *MUNICIPALITIES, *JOURNAL)
