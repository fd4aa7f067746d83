"""How the pages about letters that leave look: turning them off, and a ticket of somebody whom no letter reaches."""

from tests.journeys.rendering import ADVISER, ENGLISH, VISITOR, Rendering, pressed

LEAVE = "/aviseringar/avsta/{leave_token}"
OUT = (
    Rendering("leave", LEAVE, (VISITOR, ENGLISH)),
    Rendering("left", LEAVE, act=pressed("main form button", "main:not(:has(form)) h1")),
    Rendering("ticket-dead-address", "/arenden/{dead_address_ticket}", (ADVISER,)),
)
