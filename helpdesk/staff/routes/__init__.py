"""The views of `staff`."""

from helpdesk.staff.routes import absence, experts, own, teams
from helpdesk.staff.routes.area import area

__all__ = ["absence", "area", "experts", "own", "teams"]
