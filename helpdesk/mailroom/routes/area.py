"""The area of `mailroom`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("mailroom", __name__)
