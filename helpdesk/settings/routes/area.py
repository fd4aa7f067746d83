"""The area of `settings`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("settings", __name__)
