"""Settings that the administrator may state anew; what is not stated is as the operator set it up."""

from enum import StrEnum


class Setting(StrEnum):
    """Named as the operator's setting; the value is kept as text."""

    NAME = "name"
    TAGLINE = "tagline"
    CONTACT_EMAIL = "contact_email"
    CONTACT_PHONE = "contact_phone"
    ANSWER_WORKING_DAYS = "answer_working_days"
    """Within how many working days a first answer is promised: 1 to MOST_WORKING_DAYS."""
    OPENS = "opens"
    """Local time, as 08:00; before noon, since half days end then."""
    CLOSES = "closes"
    """Local time, as 16:30; later than it opens."""
    MAIL_FROM = "mail_from"
    """The address that letters come from, and that answers go to."""


MOST_WORKING_DAYS = 20
"""A working month: whoever promises less promises nothing."""
