"""The tables of what is asked, from where, what is read and what is not found."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext

from helpdesk.kit.sheets import Column, Kind, Sheet
from helpdesk.reports.queries.places import INHABITANTS, Place
from helpdesk.reports.queries.reading import Guide
from helpdesk.reports.queries.report import Report
from helpdesk.reports.routes.leading import to_article, to_opened, to_search
from helpdesk.reports.routes.table import Line, Table, table
from helpdesk.tickets.queries.views import NONE


def topic_table(report: Report) -> Table:
    """Opened by main topic."""

    def lines() -> Iterator[Line]:
        for topic in report.topics.topics:
            yield (topic.name, topic.tickets), {1: to_opened(report.period, topic=topic.code)}
        if report.topics.without:
            cells = (gettext("Without a topic"), report.topics.without)
            yield cells, {1: to_opened(report.period, topic=NONE)}

    columns = (Column(gettext("Topic"), Kind.TEXT), Column(gettext("Received ones")))
    return table(Sheet("amnen", gettext("What questions are about"), columns, ()), lines(), bar=1)


def county_table(report: Report) -> Table:
    """Opened by county, and per 10 000 inhabitants."""

    def lines() -> Iterator[Line]:
        for county in report.places.counties:
            cells = (county.name, county.letters, *_numbers(county))
            yield cells, {2: to_opened(report.period, county=county.code)}
        if report.places.nowhere:
            unknown = (gettext("Without a municipality"), None, report.places.nowhere, None, None, None)
            yield unknown, {2: to_opened(report.period, county=NONE)}

    columns = (Column(gettext("County"), Kind.TEXT), Column(gettext("Letter code"), Kind.TEXT), *_number_columns())
    return table(Sheet("lan", gettext("Counties"), columns, ()), lines())


def group_table(report: Report) -> Table:
    """Opened by SKR's groups of municipalities, and per 10 000 inhabitants."""
    columns = (Column(gettext("Municipality group"), Kind.TEXT), *_number_columns())
    return table(
        Sheet("kommungrupper", gettext("Municipality groups"), columns, ()),
        (
            (
                (f"{group.code} {group.name}", *_numbers(group)),
                {1: to_opened(report.period, group=group.code)},
            )
            for group in report.places.groups
        ),
        bar=2,
    )


def municipality_table(report: Report) -> Table:
    """Every municipality, silent ones too: for the downloads."""
    columns = (
        Column(gettext("Municipality"), Kind.TEXT),
        Column(gettext("Code"), Kind.TEXT),
        Column(gettext("County"), Kind.TEXT),
        Column(gettext("Municipality group"), Kind.TEXT),
        Column(gettext("Inhabitants")),
        Column(gettext("Received ones")),
        Column(gettext("Per 10,000 inhabitants"), Kind.RATE),
    )
    return table(
        Sheet("kommuner", gettext("Municipalities"), columns, ()),
        (
            (
                (
                    *(each.name, each.code, each.county, f"{each.group_code} {each.group}", each.population),
                    *(
                        each.tickets,
                        round(each.tickets * INHABITANTS / each.population, 2) if each.population else None,
                    ),
                ),
                {},
            )
            for each in report.places.municipalities
        ),
    )


def silent_table(report: Report) -> Table:
    """The municipalities that asked nothing."""
    columns = (
        Column(gettext("Municipality"), Kind.TEXT),
        Column(gettext("County"), Kind.TEXT),
        Column(gettext("Municipality group"), Kind.TEXT),
        Column(gettext("Inhabitants")),
    )
    silent = (each for each in report.places.municipalities if not each.tickets)
    return table(
        Sheet("tysta-kommuner", gettext("Municipalities that have not asked"), columns, ()),
        (((each.name, each.county, f"{each.group_code} {each.group}", each.population), {}) for each in silent),
    )


def guide_table(report: Report) -> Table:
    """Articles, most read first."""
    return _guides(gettext("Most read"), report.guides.articles, bar=1)


def liked_tables(report: Report, limit: int) -> tuple[Table, Table]:
    """The articles that most, and that fewest, of their readers had use of."""
    most, least = report.guides.liked_most(limit), report.guides.liked_least(limit)
    return _guides(gettext("Of most use"), most), _guides(gettext("Of least use"), least)


def search_table(report: Report) -> Table:
    """Words that were searched without a hit."""
    columns = (Column(gettext("Searched for"), Kind.TEXT), Column(gettext("Times")))
    return table(
        Sheet("sokningar", gettext("Searches without a hit"), columns, ()),
        (((words, number), {0: to_search(words)}) for words, number in report.searches),
        bar=1,
    )


def _guides(name: str, articles: Iterable[Guide], bar: int | None = None) -> Table:
    columns = (
        Column(gettext("Article"), Kind.TEXT),
        Column(gettext("Reads")),
        Column(gettext("Opinions")),
        Column(gettext("Of use"), Kind.SHARE),
    )
    return table(
        Sheet("guider", name, columns, ()),
        (((each.title, each.reads, each.ratings, each.share_useful), {0: to_article(each.slug)}) for each in articles),
        bar=bar,
    )


def _numbers(place: Place) -> tuple[int, float, int, int]:
    return place.tickets, round(place.rate, 2), place.asked, len(place.members)


def _number_columns() -> tuple[Column, ...]:
    return (
        Column(gettext("Received ones")),
        Column(gettext("Per 10,000 inhabitants"), Kind.RATE),
        Column(gettext("Municipalities that have asked")),
        Column(gettext("Municipalities")),
    )
