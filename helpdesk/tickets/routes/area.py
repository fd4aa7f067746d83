"""The area of `tickets`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("tickets", __name__)
