"""The area of `knowledge`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("knowledge", __name__)
