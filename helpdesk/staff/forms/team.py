"""What is typed about teams."""

from flask_babel import lazy_gettext
from wtforms import SelectMultipleField

from helpdesk.staff.forms.fields import only
from helpdesk.staff.operations.save_team import TeamText
from helpdesk.staff.queries.teams import TeamChoices
from helpdesk.web.forms import short_line, text
from helpdesk.web.seen import VersionForm
from helpdesk.web.selects import plain


class TeamForm(VersionForm):
    """A team: what it is called, what it does, who is in it, what it looks after."""

    name = short_line(lazy_gettext("Name"), missing=lazy_gettext("Write what the team is called."), longest=80)
    description = text(lazy_gettext("What the team does"), longest=500)
    members = SelectMultipleField(
        lazy_gettext("Members"), **only(lazy_gettext("Choose among those who handle tickets."))
    )
    topics = SelectMultipleField(lazy_gettext("Topics"), **only(lazy_gettext("Choose among the topics in the list.")))

    def offer(self, choices: TeamChoices) -> None:
        """Fill in who can be in the team, and what it can look after."""
        self.members.choices = plain((str(person.id), person.name) for person in choices.people)
        self.topics.choices = plain((topic.code, topic.name) for topic in choices.topics)

    def written(self) -> TeamText:
        """What was written, after validation."""
        return TeamText(
            name=self.typed("name"),
            description=self.typed("description"),
            members=frozenset(int(id_) for id_ in self.typed("members") or ()),
            topics=frozenset(self.typed("topics") or ()),
        )
