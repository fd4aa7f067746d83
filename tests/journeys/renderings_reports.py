"""How the pages of figures look."""

from tests.journeys.rendering import ADVISER, COORDINATOR, DESK, Rendering, all_open

REPORTS = (
    Rendering("statistics", "/statistik", DESK),
    Rendering("statistics-open", "/statistik", (ADVISER,), act=all_open),
    Rendering("statistics-weeks", "/statistik?fran=2026-10-05&till=2026-11-01", (ADVISER,)),
    Rendering("statistics-empty", "/statistik?fran=2018-01-01&till=2018-12-31", (COORDINATOR,)),
    Rendering("statistics-errors", "/statistik?fran=2026-02-02&till=2026-02-01", (ADVISER,), status=422),
    Rendering("queue-narrowed", "/handlaggning?vy=alla&lan=22&oppnat_fran=2020-01-01", (ADVISER,)),
)
