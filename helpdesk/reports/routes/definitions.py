"""How each figure is made, in words: on the page and on the first sheet of the download."""

from flask_babel import format_decimal, gettext

from helpdesk.domain.errors import N_
from helpdesk.domain.office_clock import working_day
from helpdesk.reports.queries.reading import ENOUGH_RATINGS
from helpdesk.reports.queries.report import Report
from helpdesk.reports.routes.time_tables import HOUR

DEFINITIONS = (
    (
        N_("Received ones"),
        N_("Tickets that were opened in the period, whatever became of them. Spam and duplicates count too."),
    ),
    (N_("Answered ones"), N_("Tickets whose first answer was sent in the period, whenever they were opened.")),
    (N_("Closed ones"), N_("Tickets that were closed in the period and have not been opened again since.")),
    (
        N_("Time to the first answer"),
        N_(
            "Opening hours of the office from the question to the first answer. Nights, weekends and holidays do not "
            "count; a half day counts until noon. Time that we waited for the municipality counts."
        ),
    ),
    (
        N_("Time to the solution"),
        N_(
            "Opening hours of the office from the question to its closing, in working days of %(hours)s hours. Tickets "
            "that close by themselves some days after the answer count until they close."
        ),
    ),
    (
        N_("Median, and nine of ten"),
        N_("Half of the tickets took the median or less. Nine of ten took the second figure or less."),
    ),
    (
        N_("Within the promise"),
        N_(
            "The share of the first answers that were sent within %(days)d working days. The promise that holds today is "
            "used for the whole period."
        ),
    ),
    (
        N_("What questions are about"),
        N_(
            "A ticket counts at a main topic when it has that topic or one of its subtopics. With two main topics it counts at both."
        ),
    ),
    (
        N_("Counties and municipality groups"),
        N_(
            "By the municipality that stands on the ticket. Inhabitants by Statistics Sweden, groups by SKR, as in the "
            "register of municipalities today."
        ),
    ),
    (
        N_("Municipalities that have not asked"),
        N_("Municipalities without a ticket that was opened in the period."),
    ),
    (
        N_("Articles"),
        N_(
            "Reads are shown pages, without those of the people who write the article. Of use is the share of the readers' "
            "opinions that say yes; articles are compared from %(enough)d opinions."
        ),
    ),
    (
        N_("Searches without a hit"),
        N_(
            "Searches that found nothing in the knowledge base, where the same words were searched at least three times. "
            "Numbers and addresses that may point somebody out are never kept."
        ),
    ),
    (
        N_("Days"),
        N_("All days are Swedish days. Weeks begin on Monday. The first and the last week or month may be cut off."),
    ),
)
"""A term and what it means."""


def definitions(report: Report) -> list[tuple[str, str]]:
    """The terms in the reader's language, with the numbers that hold here."""
    values = {
        "hours": format_decimal(working_day(report.promise.calendar) / HOUR),
        "days": report.promise.first_answer_days,
        "enough": ENOUGH_RATINGS,
    }
    return [(gettext(term), gettext(meaning) % values) for term, meaning in DEFINITIONS]
