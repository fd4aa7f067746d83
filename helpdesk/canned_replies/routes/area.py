"""The area of `canned_replies`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("canned_replies", __name__)
