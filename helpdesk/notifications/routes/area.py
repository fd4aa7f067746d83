"""The area of `notifications`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("notifications", __name__)
