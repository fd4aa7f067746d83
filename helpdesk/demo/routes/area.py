"""The area of `demo`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("demo", __name__)
