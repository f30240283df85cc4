"""A council with one person for each role and each relation to an audit; each audit has a hidden twin."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import text
from temporalio.client import Client
from typing_extensions import override

from activities.recording import Recorder
from api.access import Relation, Role
from api.http.council import Council
from api.http.doors import HttpDoors, Terms
from api.http.way import Way
from api.policies import Policies
from api.record import Record
from domain.directory import Directory, Person
from domain.programme import Draw, DrawnCase
from domain.proposal import About, Unmet
from runtime.errors import TemporalUnreachable
from storage import proposals, restrictions
from storage.database import Database
from storage.frameworks import keep as keep_framework
from storage.notes import NewNote, leave
from storage.operations import Operation
from storage.operations import note as note_operation
from storage.people import replace
from storage.programme import DrawnMonth, keep
from storage.reads import Read
from storage.reads import note as note_read
from storage.texts import Chance
from tests.activities.records import Recording
from tests.api.council import POLICIES
from tests.api.http.visitors import Known, Trusting
from tests.builders import MONDAY, VISITS, a_finding, a_start

MEANINGS = Policies(POLICIES).meanings()
SOON = timedelta(seconds=8)
"""How long tokens are good for: live changes are told until they are over."""
A_MOMENT = timedelta(milliseconds=10)
"""Every look at the clock takes so long: while tokens are good, everybody who follows changes looks a few times."""
MONTH = "2026-12"
KEEPER = "keeper"
"""The only one who may know of the twins."""
DEAD = text("update outbox set state = 'dead', failure = 'no such mailbox'")


class Walker(NamedTuple):
    """Somebody in this role, who is just this to their audit and is close to no other."""

    role: Role
    relation: Relation

    @property
    def person(self) -> str:
        return f"{_slug(self.role)}-{self.relation}"

    @property
    def team(self) -> str:
        return f"team-{_slug(self.role)}"

    @property
    def audit_id(self) -> str:
        return f"plain-{_slug(self.role)}"

    @property
    def twin_id(self) -> str:
        """The same audit, restricted to others."""
        return f"hidden-{_slug(self.role)}"

    def to(self, relation: Relation) -> str:
        """The person of the same role's council who is this to the audit."""
        return Walker(self.role, relation).person

    @property
    def worker(self) -> str:
        """Somebody of the audit's team, below one of these walkers."""
        return f"{_slug(self.role)}-worker"

    @property
    def somebody(self) -> str:
        """Somebody to whom this person is what they are to the audit; nobody is the auditor of a person."""
        close = {Relation.OWN: self.person, Relation.TEAM: self.worker, Relation.BELOW: self.worker}
        return close.get(self.relation, KEEPER)


WALKERS = [Walker(role, relation) for role in Role for relation in Relation]


class Asked:
    """A clock that goes on by being asked, so that a busy machine does not end tokens before they were used."""

    def __init__(self) -> None:
        self.shown = now()

    def __call__(self) -> datetime:
        self.shown += A_MOMENT
        return self.shown


class Brief(Trusting):
    """A sign-in whose tokens say who it is and are soon over."""

    def __init__(self, clock: Asked) -> None:
        self._clock = clock

    @override
    async def subject(self, token: str) -> Known:
        return Known(token.removeprefix("person:"), self._clock.shown + SOON)


def doors_on(url: str) -> HttpDoors:
    """Doors behind which nobody works; nothing is connected to until somebody asks."""
    numbers, clock = count(1), Asked()
    database = Database(url, size=20, overflow=20)
    record = Record(database, Chance(lambda: f"t-{next(numbers)}", lambda: "salt"))
    return HttpDoors(
        record=record,
        policies=Policies(POLICIES),
        council=Council(database, now),
        way=Way(_nobody, record, queue="nobody's"),
        sign_in=Brief(clock),
        clock=clock,
        ids=lambda: f"id-{next(numbers)}",
        terms=Terms(rate=100_000),
    )


async def _nobody() -> Client:
    raise TemporalUnreachable("nowhere", timedelta(0))


def now() -> datetime:
    return datetime.now(UTC)


def everybody() -> list[Person]:
    """Walkers, one worker in each audit's team, and the keeper. The worker is below one of them and nobody else's."""
    return [*(_person(one) for one in WALKERS), *_workers(), _named(KEEPER, "director", "elsewhere")]


async def settle(database: Database) -> None:
    """Puts it all into the tables: plain audits, twins, what was done to them, what went wrong with them."""
    people = everybody()
    await replace(database, people, at=MONDAY)
    directory = Directory(people={one.person: one for one in people})
    for role in Role:
        walker = Walker(role, Relation.OWN)
        for audit_id in (walker.audit_id, walker.twin_id):
            start = a_start(
                a_finding(VISITS, finding_id="f-1", owner=walker.person),
                audit_id=audit_id,
                team=walker.team,
                auditor=walker.to(Relation.AUDITED),
                by=walker.to(Relation.AUDITED),
            )
            await Recording(Recorder(database, now), directory).start(start)
    await restore(database)
    await _draw(database)
    await _propose(database)
    both = [Walker(role, Relation.OWN) for role in Role]
    async with database.transaction() as connection:
        await connection.execute(DEAD)
        for one in both:
            await note_read(connection, Read(MONDAY, KEEPER, "GET /somewhere", [one.audit_id, one.twin_id], "r-1"))
            for audit_id in (one.audit_id, one.twin_id):
                await leave(connection, NewNote(audit_id, "first", KEEPER, None, (), "Seen.", MONDAY), [])
            await note_operation(connection, Operation(MONDAY, KEEPER, "nudge", one.twin_id, "Seen.", {}))


async def _draw(database: Database) -> None:
    """A month that drew each of the audits and the twins."""
    ids = [one for role in Role for one in (Walker(role, Relation.OWN).audit_id, Walker(role, Relation.OWN).twin_id)]
    cases = tuple(
        DrawnCase(position=n, subject=f"c-{n}", team="a", outcome="chosen", auditor=KEEPER, audit_id=audit_id)
        for n, audit_id in enumerate(ids, 1)
    )
    drawn = DrawnMonth(MONTH, "7", "childrens_social_care", 1, "d", "{}", MONDAY, KEEPER)
    async with database.transaction() as connection:
        await keep(connection, drawn, Draw(month=MONTH, seed="7", digest="d", cases=cases))


def proposal_of(walker: Walker) -> str:
    """The proposal about this walker's team."""
    return f"proposal-{_slug(walker.role)}"


async def _propose(database: Database) -> None:
    """A proposal about each team, with the audit and its twin as evidence."""
    framework = Policies(POLICIES).framework("childrens_social_care")
    await keep_framework(database, framework, at=MONDAY)
    async with database.transaction() as connection:
        for one in (Walker(role, Relation.OWN) for role in Role):
            about = About(framework=framework.framework, standard=VISITS, of="team", place=one.team)
            ids = (one.audit_id, one.twin_id)
            evidence = [Unmet(audit_id=audit_id, team=one.team, found_at=MONDAY) for audit_id in ids]
            await proposals.keep(connection, proposal_of(one), about, framework.version, MONDAY)
            await proposals.add(connection, proposal_of(one), evidence, MONDAY)


async def restore(database: Database, **more: list[str]) -> None:
    """Restricts the twins to the keeper, and nothing else but what is asked for."""
    named: dict[str, Any] = {Walker(role, Relation.OWN).twin_id: [KEEPER] for role in Role} | more
    async with database.transaction() as connection:
        await connection.execute(text("delete from restrictions"))
        for audit_id, people in named.items():
            await restrictions.restrict(connection, audit_id, people)


def _workers() -> Iterator[Person]:
    for role in Role:
        walker = Walker(role, Relation.BELOW)
        yield _named(walker.worker, "practitioner", walker.team, walker.person)


def _person(one: Walker) -> Person:
    held = next(held for held, role in MEANINGS.items() if role is one.role)
    return _named(one.person, held, one.team if one.relation is Relation.TEAM else f"alone-{one.person}")


def _named(person: str, role: str, team: str, manager: str | None = None) -> Person:
    mail = f"{person}@example.invalid"
    return Person(person=person, name=person, mail=mail, roles=(role,), team=team, manager=manager)


def _slug(role: Role) -> str:
    return role.replace(" ", "-")
