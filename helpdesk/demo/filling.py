"""Fills an empty helpdesk with the demo content, by the same operations that people use, at the times when they would have."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from helpdesk.accounts.operations.creating import Newcomer, create
from helpdesk.accounts.queries.sessions import actor_of
from helpdesk.demo import library
from helpdesk.demo.beside import lay_beside
from helpdesk.demo.guides import write_guides
from helpdesk.demo.noticing import leave_notices
from helpdesk.demo.ordering import keep_in_order
from helpdesk.demo.posting import take_in_post
from helpdesk.demo.reading import read_guides
from helpdesk.demo.replay import Cast, Replay
from helpdesk.demo.staffing import put_staff_in_place, write_canned_replies
from helpdesk.demo.visiting import count_visits
from helpdesk.directory.models import MailDomain
from helpdesk.directory.operations.load_register import load_register
from helpdesk.directory.queries.organisations import organisations
from helpdesk.domain.actor import Actor, Role
from helpdesk.kit.db import db
from helpdesk.kit.passwords import hash_password
from helpdesk.kit.transaction import Edge, unit_of_work
from helpdesk.mailroom.operations.house import House

PASSWORD = "valfardsteknik-demo"  # noqa: S105  printed for everybody to use
RECENT = timedelta(days=3)
"""Letters are written only for tickets younger than this: nobody wants two years of post at once."""


def fill(*, edge: Edge, house: House, now: datetime) -> None:
    """Load the register, the people, the articles and the tickets, so that the newest of them happened just before `now`."""
    silent = Edge(reactions={}, wake=edge.wake)  # the first index takes everything, whether it is marked or not
    with unit_of_work(silent):
        cast = people_in_place(now)
        write_canned_replies(cast, now)
    with unit_of_work(silent):
        write_guides(cast, house.promise, now)
        read_guides(cast, now)
        count_visits(now)
    replay = Replay(cast=cast, promise=house.promise, prefix=house.prefix, store=house.store, now=now)
    for ticket in library.tickets():
        if "merged_into" in ticket:
            continue  # played with the one that it is merged with
        is_recent = timedelta(days=ticket["days_ago"]) < RECENT
        with unit_of_work(edge if is_recent else silent):
            replay.play(ticket, duplicates=library.merged_into(ticket["key"]))
    with unit_of_work(silent):
        keep_in_order(cast, now)
        lay_beside(cast, house.prefix, now)
        leave_notices(cast, now)
    with unit_of_work(edge):
        take_in_post(house, min(house.own_addresses), now)


def people_in_place(now: datetime) -> Cast:
    """The register, and the demo's people with what they know and do at the desk."""
    load_register()
    _add_reserved_domains()
    cast = _people(now)
    put_staff_in_place(cast, now)
    return cast


def demo_accounts() -> list[dict[str, str]]:
    """The accounts to sign in with: role, name, e-mail, password and municipality."""
    return [
        {
            "role": _main_role(person),
            "name": person["name"],
            "email": person["email"],
            "password": PASSWORD,
            "municipality": person["municipality"],
        }
        for person in library.people()
        if person["is_demo_account"]
    ]


def _add_reserved_domains() -> None:
    """Beside harnosand.se also harnosand.example: in the demonstration no address can reach anybody."""
    known = db.session.execute(select(MailDomain.domain, MailDomain.municipality_code)).all()
    reserved = {f"{domain.partition('.')[0]}.example": code for domain, code in known}
    db.session.add_all(MailDomain(domain=domain, municipality_code=code) for domain, code in reserved.items())


def _main_role(person: dict[str, Any]) -> str:
    """The role that opens most, as a label: a coordinator is an adviser as well."""
    order = ("administrator", "coordinator", "adviser", "expert", "municipal_contact", "requester")
    return next(role for role in order if role in person["roles"])


def _people(now: datetime) -> Cast:
    ids = {each.name: each.id for each in organisations()}
    actors: dict[str, Actor] = {}
    emails: dict[str, str] = {}
    password_hash = hash_password(PASSWORD)
    joined = now - timedelta(days=750)
    for person in library.people():
        account = create(
            Newcomer(
                email=person["email"],
                name=person["name"],
                title=person["title"],
                municipality_code=person["municipality"] or None,
                roles=frozenset(Role(role) for role in person["roles"]),
                language=person["language"],
            ),
            now=joined,
        )
        account.confirmed_at = joined
        account.is_municipality_confirmed = bool(person["municipality"])
        account.organisation_id = ids.get(person["organisation"])
        account.password_hash = password_hash if person["is_demo_account"] else None
        db.session.flush()
        actors[person["key"]] = actor_of(account)
        emails[person["email"]] = person["key"]
    return Cast(actors=actors, keys_by_email=emails)
