import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.directory.models import County, MailDomain, Municipality, Organisation, Topic
from helpdesk.directory.operations.load_register import FOLDER, load_register
from helpdesk.directory.operations.reading import RegisterError, read_register
from helpdesk.kit.db import db

Change = Callable[[str, Callable[[list[dict[str, str]]], object]], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """A copy of the register in which one file's rows are changed."""

    def change(name: str, edit: Callable[[list[dict[str, str]]], object]) -> Path:
        folder = tmp_path / "register"
        shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        columns = list(rows[0])
        edit(rows)
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        return folder

    return change


def row_of(rows: list[dict[str, str]], code: str) -> dict[str, str]:
    return next(row for row in rows if row["code"] == code)


@pytest.fixture
def empty(app: Flask) -> object:
    with app.app_context():
        yield


@pytest.mark.usefixtures("empty")
def test_the_whole_register_is_loaded() -> None:
    counts = {each.table: each.added for each in load_register()}

    assert counts == {"county": 21, "municipality": 290, "mail_domain": 292, "organisation": 9, "topic": 48}
    assert db.session.scalar(select(func.sum(Municipality.population))) == 10_587_710
    models = db.session.scalars(select(Municipality.name).where(Municipality.is_model).order_by(Municipality.sort_key))
    assert list(models) == [
        *("Borås", "Eskilstuna", "Grästorp", "Kalmar", "Karlstad", "Kramfors", "Lund", "Skellefteå"),
        *("Uddevalla", "Övertorneå"),
    ]
    sizes = db.session.execute(
        select(Municipality.group_code, func.count())
        .group_by(Municipality.group_code)
        .order_by(Municipality.group_code)
    )
    assert dict(tuple(row) for row in sizes) == {
        "A1": 3,
        "A2": 43,
        "B3": 23,
        "B4": 63,
        "B5": 24,
        "C6": 27,
        "C7": 51,
        "C8": 35,
        "C9": 21,
    }
    assert db.session.scalar(select(Organisation.domain).where(Organisation.code == "skr")) == "skr.se"


@pytest.mark.usefixtures("empty")
def test_every_county_has_its_letters() -> None:
    load_register()
    letters = db.session.scalars(select(County.letters).order_by(County.code))
    assert " ".join(letters) == "AB C D E F G H I K M N O S T U W X Y Z AC BD"


@pytest.mark.usefixtures("empty")
def test_loaded_again_nothing_changes() -> None:
    load_register()
    assert {(each.added, each.changed) for each in load_register()} == {(0, 0)}


@pytest.mark.usefixtures("empty")
def test_a_new_population_comes_in_and_what_people_wrote_stays(changed: Change) -> None:
    load_register()
    db.session.get_one(Topic, "LAR").name_sv = "Larm, lås och tillsyn"
    db.session.scalars(
        select(Organisation).where(Organisation.code == "nestor")
    ).one().web_page = "https://nestor.example"
    db.session.add(MailDomain(domain="borashem.example", municipality_code="1490"))
    db.session.get_one(MailDomain, "mora.se").municipality_code = "2083"
    db.session.flush()

    folder = changed("municipalities.csv", lambda rows: row_of(rows, "1490").update(population="115000"))
    counts = {each.table: each for each in load_register(folder)}
    db.session.expire_all()

    assert counts["municipality"].changed == 1
    assert db.session.get_one(Municipality, "1490").population == 115_000
    assert db.session.get_one(Topic, "LAR").name_sv == "Larm, lås och tillsyn"
    assert (
        db.session.scalar(select(Organisation.web_page).where(Organisation.code == "nestor"))
        == "https://nestor.example"
    )
    assert db.session.get_one(MailDomain, "borashem.example").municipality_code == "1490"
    assert db.session.get_one(MailDomain, "mora.se").municipality_code == "2083"


FAULTS: list[tuple[str, Callable[[list[dict[str, str]]], object], str]] = [
    ("municipalities.csv", lambda rows: rows.pop(), "289 rows, not 290"),
    ("municipalities.csv", lambda rows: rows[0].update(code=rows[1]["code"]), "0115 stands more than once"),
    (
        "municipalities.csv",
        lambda rows: rows[0].update(domains=rows[1]["domains"]),
        "vallentuna.se stands more than once",
    ),
    ("municipalities.csv", lambda rows: rows[0].update(domains="Upplands.SE"), "no domain in lower case"),
    ("municipalities.csv", lambda rows: rows[0].update(domains="upplands"), "no domain in lower case"),
    ("municipalities.csv", lambda rows: rows[0].update(county_code="02"), "unknown county '02'"),
    ("municipalities.csv", lambda rows: rows[0].update(county_code="03"), "unknown county '03'"),
    ("municipalities.csv", lambda rows: rows[0].update(population="många"), "0114 Upplands Väsby"),
    ("municipalities.csv", lambda rows: rows[0].update(population="0"), "can't be right"),
    ("municipalities.csv", lambda rows: rows[0].update(latitude="17.9"), "can't be right"),
    ("municipalities.csv", lambda rows: rows[0].update(is_model="1"), "11 rows, not 10"),
    ("counties.csv", lambda rows: rows.pop(), "20 rows, not 21"),
    ("organisations.csv", lambda rows: rows[0].update(kind="club"), "unknown kind 'club'"),
    ("topics.csv", lambda rows: rows[1].update(parent_code="XXX"), "unknown topic 'XXX'"),
    ("topics.csv", lambda rows: rows[1].update(slug=rows[0]["slug"]), "leda-forandring stands more than once"),
]


@pytest.mark.parametrize(("name", "edit", "says"), FAULTS)
def test_a_fault_in_the_files_is_said_in_words(
    changed: Change, name: str, edit: Callable[[list[dict[str, str]]], object], says: str
) -> None:
    with pytest.raises(RegisterError) as refused:
        read_register(changed(name, edit))
    assert says in str(refused.value)
    assert name in str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("code,name\n01,Stockholms län\n", "must name the columns"),
        ("", "must name the columns"),
        ("code,name,letters\n01,Stockholms län\n", "too many or too few"),
        ("code,name,letters\n01,Stockholms län,AB,x\n", "too many or too few"),
        ('code,name,letters\n01,"Stockholms län\n', "line"),
    ],
)
def test_a_broken_file_is_said_in_words(changed: Change, text: str, says: str) -> None:
    folder = changed("counties.csv", lambda _rows: None)
    (folder / "counties.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError, match=says):
        read_register(folder)


def test_a_missing_file_is_said_in_words(changed: Change) -> None:
    folder = changed("counties.csv", lambda _rows: None)
    (folder / "topics.csv").unlink()
    with pytest.raises(RegisterError, match=r"topics\.csv: the file is missing"):
        read_register(folder)


def test_the_command_reports_what_it_did_and_stops_at_a_fault(app: Flask, changed: Change) -> None:
    runner = app.test_cli_runner()

    first = runner.invoke(args=["directory", "load"])
    again = runner.invoke(args=["directory", "load"])
    faulty = runner.invoke(args=["directory", "load", "--from", str(changed("counties.csv", lambda rows: rows.pop()))])

    assert "municipality: 290 added, 0 changed, 0 left as they were" in first.output
    assert "municipality: 0 added, 0 changed, 290 left as they were" in again.output
    assert (first.exit_code, again.exit_code, faulty.exit_code) == (0, 0, 1)
    assert "Error: counties.csv: 20 rows, not 21." in faulty.output
