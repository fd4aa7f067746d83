"""The area of `pages`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("pages", __name__)
