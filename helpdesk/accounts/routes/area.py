"""The area of `accounts`; the files beside this one register its views."""

from helpdesk.web.areas import Area

area = Area("accounts", __name__)
