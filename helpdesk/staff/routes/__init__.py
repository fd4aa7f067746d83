"""The views of `staff`."""

from helpdesk.staff.routes.area import area

__all__ = ["area"]
