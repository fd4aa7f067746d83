"""The views of `settings`."""

from helpdesk.settings.routes import administration, letter_texts, stated
from helpdesk.settings.routes.area import area

__all__ = ["administration", "area", "letter_texts", "stated"]
