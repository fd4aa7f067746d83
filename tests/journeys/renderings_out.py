"""How the pages about letters that leave look: turning them off, and what is said of people whom no letter reaches."""

from tests.journeys.rendering import ADVISER, COORDINATOR, ENGLISH, VISITOR, Rendering, pressed

LEAVE = "/aviseringar/avsta/{leave_token}"
OUT = (
    Rendering("leave", LEAVE, (VISITOR, ENGLISH)),
    Rendering("left", LEAVE, act=pressed("main form button", "main:not(:has(form)) h1")),
    Rendering("ticket-dead-address", "/arenden/{dead_address_ticket}", (ADVISER,)),
    Rendering("ticket-dead-others", "/arenden/{dead_others_ticket}", (ADVISER,)),
    Rendering("consult-dead-expert", "/arenden/{dead_others_ticket}/fraga-modellkommun", (ADVISER,)),
    Rendering("expert-dead-address", "/experter/{dead_expert}", (COORDINATOR, ADVISER)),
)
