"""The area of `reports`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("reports", __name__)
