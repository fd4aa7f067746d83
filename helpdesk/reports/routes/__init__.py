"""The views of `reports`: the page, and its figures as files."""

from helpdesk.reports.routes import downloads, statistics
from helpdesk.reports.routes.area import area

__all__ = ["area", "downloads", "statistics"]
