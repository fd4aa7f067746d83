"""What is stated is remembered for a while, and never keeps a page from being shown."""

import math
from dataclasses import replace
from datetime import time

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from helpdesk.domain.stating import Setting
from helpdesk.web.site import Site, Stating, as_stated


@pytest.fixture
def operators(migrated: Flask) -> Site:
    site: Site = migrated.extensions["site"]
    return site


class Table:
    """What would be in the database, and how often it was asked."""

    def __init__(self, **values: str) -> None:
        self.values = {Setting(name): value for name, value in values.items()}
        self.asked = 0
        self.is_down = False

    def read(self) -> dict[Setting, str]:
        self.asked += 1
        if self.is_down:
            raise OperationalError(None, {}, OSError())
        return dict(self.values)


def test_what_is_stated_replaces_what_the_operator_says(operators: Site) -> None:
    table = Table(name="Vårt stöd", answer_working_days="5", opens="09:00", mail_from="vi@x.example")
    site = Stating(table.read).of(operators)
    assert (site.name, site.tagline, site.answer_working_days) == ("Vårt stöd", operators.tagline, 5)
    assert (site.promise.calendar.opens, site.promise.calendar.closes) == (time(9), operators.promise.calendar.closes)
    assert (site.mail_from, site.mail_domain) == ("vi@x.example", operators.mail_domain)
    assert as_stated(site) == as_stated(operators) | table.values


def test_it_is_read_once_until_it_is_forgotten(operators: Site) -> None:
    table = Table(name="Ett")
    stating = Stating(table.read)
    assert stating.of(operators) is stating.of(operators)
    table.values[Setting.NAME] = "Två"
    assert (stating.of(operators).name, table.asked) == ("Ett", 1)
    stating.forget()
    assert (stating.of(operators).name, table.asked) == ("Två", 2)


def test_it_is_read_again_when_its_time_is_over(operators: Site) -> None:
    table = Table(name="Ett")
    stating = Stating(table.read)
    stating.take({Setting.NAME: "Noll"}, seconds=-1)
    assert stating.of(operators).name == "Ett"


def test_each_operator_s_site_is_its_own(operators: Site) -> None:
    stating = Stating(Table(name="Ett").read)
    stating.take({Setting.NAME: "Ett"}, seconds=math.inf)
    other = replace(operators, tagline="En annan")
    assert (stating.of(operators).tagline, stating.of(other).tagline) == (operators.tagline, "En annan")


def test_without_the_database_pages_say_what_they_knew_last(operators: Site) -> None:
    table = Table(name="Ett")
    stating = Stating(table.read)
    table.is_down = True
    assert stating.of(operators).name == operators.name
    table.is_down = False
    stating.forget()
    assert stating.of(operators).name == "Ett"
    table.is_down = True
    stating.forget()
    assert stating.of(operators).name == "Ett"
    assert table.asked == 3
