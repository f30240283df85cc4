"""A council's past, written into the tables by COPY: a few hundred lives, each copied under many ids.

Each copy is chained anew, so that the log of every audit holds to its tables as if the engine had written it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from psycopg import AsyncConnection
from sqlalchemy import Table

from bench.doors.council import TEAMS, Team, people
from bench.doors.forms import FRAMEWORK, POLICIES, form
from bench.doors.past import Lived, Plan, lived
from domain.chain import digest_of
from domain.directory import Directory
from storage import frameworks, tables
from storage.database import Database
from storage.outbox_tables import OUTBOX
from storage.people import AsOf
from storage.people import version as version_of
from storage.projection import Row

FINDINGS = 6
AGES = (4, 40, 100, 250, 400)
"""Days ago that lives began."""
LONG_AGO = 100
"""Those that began so long ago are closed."""
MOULDS = TEAMS * len(AGES)
"""Lives that are lived through, one of each age in each team; all others are copies of one of them."""
SETTLED = ("vacuum (analyze)", "checkpoint")
"""As a database is that was filled over years, not in the minute before."""


class Seeded(NamedTuple):
    """An audit of the past, and who may look at it."""

    audit_id: str
    team: Team
    auditor: str
    owner: str


async def seed(database: Database, actions: int, now: datetime) -> list[Seeded]:
    """So many actions at least, and the audits they belong to."""
    async with database.transaction() as connection:
        known = AsOf(await version_of(connection), Directory(people={one.person: one for one in people()}))
    await frameworks.keep(database, POLICIES.framework(FRAMEWORK), at=now)
    audits = -(-actions // FINDINGS)
    moulds = min(MOULDS, audits)
    seeded: list[Seeded] = []
    for number in range(moulds):
        plan = _plan(number, now)
        life = lived(plan, known, now)
        ids = [f"past-{copy:05}" for copy in range(number, audits, moulds)]
        await _write(database, life, plan.form.audit_id, ids)
        owner = str(life.rows.actions[0]["owner"])
        seeded += [Seeded(one, _team(number), plan.form.auditor, owner) for one in ids]
    async with database.statements() as connection:
        for each in SETTLED:
            await connection.execute(each)
    return seeded


def _team(number: int) -> Team:
    return Team(number // len(AGES))


def _plan(number: int, now: datetime) -> Plan:
    age = AGES[number % len(AGES)]
    began_at = now - timedelta(days=age, minutes=number)
    is_over = age >= LONG_AGO
    done = FINDINGS if is_over else number % FINDINGS if age > AGES[0] else 0
    return Plan(form(f"mould-{number:05}-of-the-past", _team(number), number, FINDINGS), began_at, done, is_over)


async def _write(database: Database, life: Lived, mould: str, ids: list[str]) -> None:
    """All copies of one life, in a transaction of their own."""
    rows: dict[Table, list[Row]] = {
        tables.STANDARDS: life.rows.standards,
        tables.ACTIONS: life.rows.actions,
        tables.FINDINGS: life.rows.findings,
        OUTBOX: life.outbox,
    }
    async with database.statements() as connection, connection.transaction():
        await _copy(connection, tables.TEXTS, (row for one in ids for row in _texts(life, mould, one)))
        logs = {one: list(_chained(life, mould, one)) for one in ids}
        await _copy(connection, tables.EVENTS, (row for log in logs.values() for row in log))
        audits = ({**_renamed(life.rows.audit, mould, one), "digest": log[-1]["digest"]} for one, log in logs.items())
        await _copy(connection, tables.AUDITS, audits)
        for table, originals in rows.items():
            await _copy(connection, table, [_renamed(row, mould, one) for one in ids for row in originals])


async def _copy(connection: AsyncConnection, table: Table, rows: Iterable[Row]) -> None:
    names = [column.name for column in table.columns]
    async with connection.cursor() as cursor, cursor.copy(f"copy {table.name} ({', '.join(names)}) from stdin") as copy:
        for row in rows:
            await copy.write_row([row.get(name) for name in names])


def _renamed(row: Row, mould: str, name: str) -> Row:
    return {key: str(one).replace(mould, name) if isinstance(one, str) else one for key, one in row.items()}


def _texts(life: Lived, mould: str, name: str) -> Iterator[Row]:
    for said, ref in life.words.items():
        kept = {"text_id": ref.id, "audit_id": mould, "salt": "", "digest": ref.digest, "text": said}
        yield _renamed(kept, mould, name) | {"kept_at": life.events[0]["at"]}


def _chained(life: Lived, mould: str, name: str) -> Iterator[Row]:
    digest = ""
    for row in life.events:
        copy = _renamed(row, mould, name)
        digest = digest_of(digest, copy["body"])
        yield copy | {"digest": digest}
