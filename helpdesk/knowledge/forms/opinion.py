"""What a reader says of an article."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import AnyOf

from helpdesk.knowledge.operations.rate_article import Opinion
from helpdesk.web.forms import HouseForm, no_personal_numbers, text

YES, NO = "yes", "no"
LONGEST_REASON = 1000


class OpinionForm(HouseForm):
    """Two buttons, and afterwards a few words. It is no matter how often it is sent, so it needs no key of its own."""

    useful = StringField(validators=[AnyOf((YES, NO), message=_l("Choose Yes or No."))])
    reason = text(_l("Why? Tell us if you like"), longest=LONGEST_REASON)

    validate_reason = no_personal_numbers

    def opinion(self) -> Opinion:
        """What was said, after validation."""
        return Opinion(self.typed("useful") == YES, self.typed("reason") if "reason" in request.form else None)
