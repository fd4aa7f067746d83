"""One language for everything that is written in one go."""

from datetime import date

from flask import Flask, render_template_string
from flask_babel import force_locale

DAY = date(2026, 12, 1)
PAGE = "{{ _('Search') }} {{ written() }} {{ _('Search') }}"


def test_a_letter_in_another_language_leaves_the_page_around_it_in_its_own(app: Flask) -> None:
    def letter() -> str:
        with force_locale("en"):
            return app.jinja_env.from_string("{{ _('Search') }} {{ at|day_long }}").render(at=DAY)

    with app.test_request_context():
        assert render_template_string(PAGE, written=letter) == "Sök Search 1 December 2026 Sök"


def test_the_language_is_the_one_at_the_moment_of_writing(app: Flask) -> None:
    with app.test_request_context():
        template = app.jinja_env.from_string("{{ _('Search') }}")
        with force_locale("en"):
            assert template.render() == "Search"
        assert template.render() == "Sök"


def test_a_template_may_know_something_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        own = app.jinja_env.from_string("{{ word }} {{ _('Search') }}", globals={"word": "larm"})

        assert own.render() == "larm Sök"
        assert "word" not in app.jinja_env.globals
