"""The area of `staff`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("staff", __name__)
