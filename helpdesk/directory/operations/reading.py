"""The register's files, read and checked before anything is written."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpdesk.directory.models import OrganisationKind

COUNTIES, MUNICIPALITIES, MODELS = 21, 290, 10
"""What the register must hold: Sweden's counties and municipalities, and the centre's model municipalities."""

Row = dict[str, str]


class RegisterError(Exception):
    """The files can't be loaded; the message tells the operator which file, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Register:
    """The files' rows, checked. `domains` maps a mail domain to the code of its municipality."""

    counties: tuple[Row, ...]
    municipalities: tuple[Row, ...]
    domains: dict[str, str]
    organisations: tuple[Row, ...]
    topics: tuple[Row, ...]


def read_register(folder: Path) -> Register:
    """Read and check all files of `folder`; raises RegisterError at the first fault, before anything is written."""
    counties = _rows(folder / "counties.csv", "code", "name", "letters")
    municipalities = _rows(
        folder / "municipalities.csv",
        *("code", "name", "county_code", "population", "population_year", "group_code", "group_name", "group_year"),
        *("is_model", "domains", "latitude", "longitude"),
    )
    organisations = _rows(folder / "organisations.csv", "code", "name", "kind", "covers", "domain", "web_page")
    topics = _rows(
        folder / "topics.csv",
        *("code", "parent_code", "slug", "name_sv", "name_en", "description_sv", "description_en", "icon"),
    )
    _check_municipalities(counties, municipalities)
    _check_others(organisations, topics)
    return Register(counties, municipalities, _domains(municipalities), organisations, topics)


def _rows(path: Path, *columns: str) -> tuple[Row, ...]:
    if not path.is_file():
        message = f"{path.name}: the file is missing from {path.parent.name}/."
        raise RegisterError(message)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if reader.fieldnames is None or set(reader.fieldnames) != set(columns):
            message = f"{path.name}: the first line must name the columns {', '.join(columns)}."
            raise RegisterError(message)
        try:
            rows = tuple(reader)
        except csv.Error as error:
            message = f"{path.name}, line {reader.line_num}: {error}."
            raise RegisterError(message) from None
    for row in rows:
        if None in row or None in row.values():
            message = f"{path.name}: the row of {row['code']} has too many or too few cells."
            raise RegisterError(message)
    _check_once(path.name, (row["code"] for row in rows))
    return rows


def _check_municipalities(counties: tuple[Row, ...], municipalities: tuple[Row, ...]) -> None:
    _check_count("counties.csv", len(counties), COUNTIES)
    _check_count("municipalities.csv", len(municipalities), MUNICIPALITIES)
    _check_count("municipalities.csv: marked as model", sum(row["is_model"] == "1" for row in municipalities), MODELS)
    known = {row["code"] for row in counties}
    for row in municipalities:
        if row["county_code"] not in known or not row["code"].startswith(row["county_code"]):
            message = (
                f"municipalities.csv: {row['code']} {row['name']} names the unknown county {row['county_code']!r}."
            )
            raise RegisterError(message)
        try:
            numbers = int(row["population"]), int(row["population_year"]), int(row["group_year"])
            places = float(row["latitude"]), float(row["longitude"])
        except ValueError as error:
            message = f"municipalities.csv: {row['code']} {row['name']}: {error}."
            raise RegisterError(message) from None
        if min(numbers) <= 0 or not (55 < places[0] < 70 and 10 < places[1] < 25):
            message = f"municipalities.csv: {row['code']} {row['name']} has a number that can't be right."
            raise RegisterError(message)


def _check_others(organisations: tuple[Row, ...], topics: tuple[Row, ...]) -> None:
    kinds = {kind.value for kind in OrganisationKind}
    for row in organisations:
        if row["kind"] not in kinds:
            message = f"organisations.csv: {row['code']} is of the unknown kind {row['kind']!r}."
            raise RegisterError(message)
    tops = {row["code"] for row in topics if not row["parent_code"]}
    for row in topics:
        if row["parent_code"] and row["parent_code"] not in tops:
            message = f"topics.csv: {row['code']} stands under the unknown topic {row['parent_code']!r}."
            raise RegisterError(message)
    _check_once("topics.csv", (row["slug"] for row in topics))


def _domains(municipalities: tuple[Row, ...]) -> dict[str, str]:
    pairs = [(domain, row["code"]) for row in municipalities for domain in row["domains"].split("|") if domain]
    _check_once("municipalities.csv", (domain for domain, _ in pairs))
    for domain, code in pairs:
        if domain != domain.strip().lower() or "." not in domain or "@" in domain:
            message = f"municipalities.csv: {code} has {domain!r}, which is no domain in lower case."
            raise RegisterError(message)
    return dict(pairs)


def _check_once(name: str, values: Iterable[str]) -> None:
    twice = sorted(value for value, count in Counter(values).items() if count > 1)
    if twice:
        message = f"{name}: {', '.join(twice)} stands more than once."
        raise RegisterError(message)


def _check_count(name: str, found: int, wanted: int) -> None:
    if found != wanted:
        message = f"{name}: {found} rows, not {wanted}."
        raise RegisterError(message)
