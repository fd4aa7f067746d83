"""The views of `accounts`."""

from helpdesk.accounts.routes import administration, colleagues, inviting, links, registering, settings, signing_in
from helpdesk.accounts.routes.area import area

__all__ = ["administration", "area", "colleagues", "inviting", "links", "registering", "settings", "signing_in"]
