"""The views of `accounts`."""

from helpdesk.accounts.routes.area import area

__all__ = ["area"]
