"""Words of the templates, and lists to choose from: written by a short way of our own, to the same effect as the long one."""

import gc
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import force_locale
from markupsafe import Markup
from wtforms import Form
from wtforms import SelectField as PlainSelectField

from helpdesk.domain.actor import Actor, Role
from helpdesk.web.actor import AS, Person
from helpdesk.web.selects import SelectField, grouped, plain
from helpdesk.web.warming import warm

TOWNS = [("", "Alla"), ("2280", "Härnösand"), ("1490", 'Borås "<b>"')]


@pytest.fixture
def page(app: Flask) -> Iterator[Flask]:
    with app.test_request_context("/"):
        yield app


@pytest.mark.parametrize(("language", "words"), [("sv", "Kommun"), ("en", "Municipality")])
def test_words_are_the_readers(page: Flask, language: str, words: str) -> None:
    with force_locale(language):
        assert page.jinja_env.from_string('{{ _("Municipality") }}').render() == words


@pytest.mark.parametrize(
    ("octets", "said"), [(0, "0 kB"), (1, "1 kB"), (700, "1 kB"), (412_000, "412 kB"), (3_400_000, "3,4 MB")]
)
def test_only_what_is_empty_has_no_size(page: Flask, octets: int, said: str) -> None:
    with force_locale("sv"):
        assert page.jinja_env.from_string("{{ octets|size }}").render(octets=octets) == said


def test_what_fills_a_place_is_escaped_in_a_page_and_not_in_a_letter(page: Flask) -> None:
    source = '{{ _("The ticket was given to %(to)s", to=name) }}'
    letter = page.jinja_env.overlay(autoescape=False)

    assert "&lt;Eva&gt;" in page.jinja_env.from_string(source).render(name="<Eva>")
    assert "<b>Eva</b>" in page.jinja_env.from_string(source).render(name=Markup("<b>Eva</b>"))
    assert "<Eva>" in letter.from_string(source).render(name="<Eva>")


@pytest.mark.parametrize(("number", "words"), [(1, "1 ärende."), (2, "2 ärenden.")])
def test_numbers_have_their_form(page: Flask, number: int, words: str) -> None:
    source = '{{ ngettext("%(num)d ticket.", "%(num)d tickets.", number) }}'
    assert page.jinja_env.from_string(source).render(number=number) == words


@pytest.mark.parametrize("chosen", ["", "2280", "1490", "none of them", None])
@pytest.mark.parametrize(
    "offered", [dict(TOWNS), plain(TOWNS), grouped("Alla", {'Län "Y"': TOWNS[1:2], "O": TOWNS[2:]})]
)
def test_a_list_is_written_as_by_the_library(offered: object, chosen: str | None) -> None:
    class Long(Form):
        town = PlainSelectField("Kommun", choices=offered, validate_choice=False)

    class Short(Form):
        town = SelectField("Kommun", choices=offered, validate_choice=False)

    attributes = {"class": "ds-input", "aria-describedby": "hint"}
    assert Short(data={"town": chosen}).town(**attributes) == Long(data={"town": chosen}).town(**attributes)


def test_everything_is_loaded_beforehand_without_a_fault(migrated: Flask, caplog: pytest.LogCaptureFixture) -> None:
    warm(migrated)
    gc.unfreeze()
    assert [record.message for record in caplog.records if "beforehand" in record.message] == []


def test_no_client_says_as_whom_it_asks(app: Flask) -> None:
    nobody = Person("", "", "", "sv", has_shortcuts=False, actor=Actor(id=0, roles=frozenset({Role.ADVISER})))
    client = app.test_client()
    assert client.get("/handlaggning", environ_overrides={AS: nobody}).status_code == 200
    for header in (AS, AS.upper(), AS.replace(".", "_"), f"HTTP_{AS}"):
        assert client.get("/handlaggning", headers={header: "adviser"}).status_code == 303
