"""The area of `directory`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("directory", __name__)
