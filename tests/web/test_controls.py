"""How the controls of forms are written: as WTForms would, but for the time that it takes."""

from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup
from wtforms import DateField, Form, IntegerField, PasswordField, SearchField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from helpdesk.web.controls import ControlsMeta


class Plain(Form):
    """Written by WTForms."""

    line = StringField("Line", [InputRequired(), Length(max=9)], render_kw={"data_counter": "9", "autocomplete": "off"})
    words = TextAreaField("Words", [Length(min=2)])
    day = DateField("Day")
    number = IntegerField("Number", render_kw={"type": "text"})
    sought = SearchField("Sought")
    secret = PasswordField("Secret")


class Quick(Plain):
    """Written by the house."""

    Meta = ControlsMeta


GIVEN: tuple[dict[str, Any], ...] = (
    {},
    {"class_": "ds-input", "aria_describedby": "a b", "disabled": True, "required": False},
    {"data-words": "<\"&'>", "title": Markup('&lt;så "här"'), "rows": 5, "maxlength": False, "id": "other"},
)


@pytest.mark.parametrize("name", ["line", "words", "day", "number", "sought", "secret"])
@pytest.mark.parametrize("given", GIVEN)
def test_a_control_is_written_as_wtforms_writes_it(app: Flask, name: str, given: dict[str, Any]) -> None:
    typed = {"line": 'a "b" <c>', "words": "\n</textarea>", "sought": "å & ä", "secret": "hemligt", "number": 7}
    with app.test_request_context():
        assert Quick(data=typed)[name](**given) == Plain(data=typed)[name](**given)
