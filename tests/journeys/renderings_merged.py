"""How a ticket that goes on in another one looks, and that one: to the desk, to who asked, to who may not see the other."""

from tests.journeys.rendering import ADVISER, EXPERT, Rendering, send_empty_inside

MERGED = (
    Rendering("desk-merged", "/arenden/{merged}", (ADVISER,)),
    Rendering("desk-merged-into", "/arenden/{merged_into}", (ADVISER,)),
    Rendering("desk-merge-errors", "/arenden/{open}", (ADVISER,), send_empty_inside("form[action*='/sla-ihop']")),
    Rendering("ticket-merged", "/arenden/{merged}", ("asker_merged",)),
    Rendering("ticket-merged-into", "/arenden/{merged_into}", ("asker_merged",)),
    Rendering("ticket-merged-unseen", "/arenden/{merged}", (EXPERT,)),
)
