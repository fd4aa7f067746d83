"""The area of `upkeep`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("upkeep", __name__)
