"""The area of `search`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("search", __name__)
