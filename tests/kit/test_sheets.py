"""Tables as files for a spreadsheet, read back as such a program reads them."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from helpdesk.kit.sheets import Column, Kind, Sheet, as_csv, as_workbook

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET = Sheet(
    "larm",
    "Larm: i [kommuner]",
    (
        Column("Ämne", Kind.TEXT),
        Column("Antal"),
        Column("Andel", Kind.SHARE),
        Column("Dag", Kind.DAY),
        Column("Timmar", Kind.AMOUNT),
    ),
    (("Nycklar; lås", 1234, 0.915, date(2026, 11, 20), None), ("=1+1", 0, None, None, 2.5)),
)


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_csv_is_as_excel_in_sweden_opens_it() -> None:
    data = as_csv(SHEET)
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows(data) == [
        ["Ämne", "Antal", "Andel", "Dag", "Timmar"],
        ["Nycklar; lås", "1234", "0,915", "2026-11-20", ""],
        ["'=1+1", "0", "", "", "2,5"],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@sum", "\t=1", "\r=1", "\n=1"])
def test_no_text_becomes_a_formula_in_csv(text: str) -> None:
    sheet = Sheet("x", "x", (Column(text, Kind.TEXT),), ((text,),))
    assert rows(as_csv(sheet)) == [[f"'{text}"], [f"'{text}"]]


def test_a_workbook_has_typed_cells_and_a_first_sheet_about_it() -> None:
    file = ZipFile(BytesIO(as_workbook([("Från", date(2026, 1, 1)), ("Ord", "Vad det är")], "Om", [SHEET], NOON)))
    names = [each.get("name") for each in ET.fromstring(file.read("xl/workbook.xml")).iter(f"{SPACE}sheet")]  # noqa: S314  our own file
    assert names == ["Om", "Larm  i  kommuner "]
    page = ET.fromstring(file.read("xl/worksheets/sheet2.xml"))  # noqa: S314
    pane = page.find(f".//{SPACE}pane")
    assert pane is not None
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    cells = {cell.get("r"): cell for cell in page.iter(f"{SPACE}c")}
    assert page.find(f".//{SPACE}f") is None  # no formula anywhere
    assert [cells[at].get("t") for at in ("A2", "B2", "D2", "A3")] == ["s", None, None, "s"]
    assert [cells[at].findtext(f"{SPACE}v") for at in ("B2", "C2", "D2", "E3")] == ["1234", "0.915", "46346", "2.5"]
    about = ET.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    assert [cell.findtext(f"{SPACE}v") for cell in about.iter(f"{SPACE}c") if cell.get("r") == "B1"] == ["46023"]
