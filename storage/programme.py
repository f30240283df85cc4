"""The programme in the tables: what a month is drawn from, and its draw, written once."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.months import Month
from domain.programme import Case, Draw, DrawnAuditor, DrawnCase, Exemption, Inputs
from domain.values import TextRef
from storage.database import Database
from storage.writing import written

_LOCK_CASELOAD = text("lock table caseload in exclusive mode")
_EMPTY = text("delete from caseload")
_FILL = text("insert into caseload select * from jsonb_populate_recordset(null::caseload, cast(:rows as jsonb))")
_CASES = text("""
    select c.subject, c.team, greatest(
        c.last_audited, max((a.started_at at time zone 'Europe/London')::date) filter (where a.status <> 'withdrawn')
    ) as last_audited
    from caseload c left join audits a using (subject)
    group by c.subject order by c.subject
""")
_EXEMPT = text("""
    insert into exemptions (person, by, until, reason_text, at) values (:person, :by, :until, :reason_text, :at)
""")
# Whoever is exempted again is exempted as was said last.
_LAST = "(select distinct on (person) * from exemptions order by person, number desc) last"
_EXEMPTIONS = text(f"select person, by, until from {_LAST} where until >= :first order by number")  # noqa: S608 - ours
_EXEMPTED = text(f"""
    select person, by, until, at, text as reason from {_LAST} left join texts on text_id = reason_text
    where until >= :first order by until, number
""")  # noqa: S608 - as above
_LOCK = text("select pg_advisory_xact_lock(hashtextextended('programme ' || :month, 0))")
_MONTH = text("""
    select month, seed, framework, version, digest, inputs, drawn_at, by from programme_months where month = :month
""")
_KEEP = text("""
    insert into programme_months (month, seed, framework, version, digest, inputs, drawn_at, by)
    values (:month, :seed, :framework, :version, :digest, :inputs, :drawn_at, :by)
""")
_KEEP_CASES = text("""
    insert into programme_draws
    select * from jsonb_populate_recordset(null::programme_draws, cast(:rows as jsonb))
""")
_KEEP_AUDITORS = text("""
    insert into programme_auditors
    select * from jsonb_populate_recordset(null::programme_auditors, cast(:rows as jsonb))
""")
_DRAWN = text("""
    select position, subject, team, last_audited, outcome, auditor, audit_id from programme_draws
    where month = :month order by position
""")
_AUDITORS = text("""
    select person, p.team, p.outcome, because, coalesce(
        array_agg(d.audit_id order by d.position) filter (where d.audit_id is not null), '{}'
    ) as audit_ids
    from programme_auditors p left join programme_draws d on d.month = p.month and d.auditor = p.person
    where p.month = :month group by p.month, p.person order by person
""")
_CHOSEN = text("""
    select position, subject, team, last_audited, outcome, auditor, audit_id from programme_draws
    where month = :month and outcome = 'chosen' order by position offset :after limit :most
""")
_PROGRESS = text("""
    select count(*) as drawn, count(a.audit_id) as recorded from programme_draws d left join audits a using (audit_id)
    where d.month = :month and d.outcome = 'chosen'
""")
_UNFINISHED = text("""
    select m.month, m.drawn_at from programme_months m join programme_draws d using (month)
    left join audits a using (audit_id) where d.outcome = 'chosen' and a.audit_id is null
    group by m.month, m.drawn_at order by m.month
""")


class DrawnMonth(NamedTuple):
    """A month as it was drawn."""

    month: Month
    seed: str
    framework: str
    version: int
    digest: str
    inputs: str
    drawn_at: datetime
    by: str


class Exempted(NamedTuple):
    """An exemption, when it was given, and why; None where the words were erased."""

    person: str
    by: str
    until: date
    at: datetime
    reason: str | None


class Progress(NamedTuple):
    """How many audits a month has, and how many of them the log holds."""

    drawn: int
    recorded: int


async def load_caseload(database: Database, cases: Sequence[Case]) -> None:
    """Makes these all the cases there are."""
    async with database.transaction() as connection:
        await connection.execute(_LOCK_CASELOAD)
        await connection.execute(_EMPTY)
        await connection.execute(_FILL, {"rows": written(one.model_dump(mode="json") for one in cases)})


async def exempt(database: Database, exemption: Exemption, reason: TextRef, *, at: datetime) -> None:
    """Lets somebody off until a day, that day included, instead of until any day that was said of them before.

    The words of the reason must have been kept.
    """
    async with database.transaction() as connection:
        await connection.execute(_EXEMPT, exemption.model_dump() | {"reason_text": reason.id, "at": at})


async def exempted(connection: AsyncConnection, first: date) -> list[Exempted]:
    """The exemptions that have not run out on a day, with their reasons; those that end first come first."""
    return [Exempted(**row) for row in (await connection.execute(_EXEMPTED, {"first": first})).mappings()]


async def cases(connection: AsyncConnection) -> tuple[Case, ...]:
    """The caseload, each with the latest day it was audited on, here or elsewhere."""
    return tuple(Case(**row) for row in (await connection.execute(_CASES)).mappings())


async def exemptions(connection: AsyncConnection, first: date) -> tuple[Exemption, ...]:
    """Those that have not run out on a day."""
    return tuple(Exemption(**row) for row in (await connection.execute(_EXEMPTIONS, {"first": first})).mappings())


async def lock(connection: AsyncConnection, month: Month) -> None:
    """Nobody else draws this month until the transaction ends."""
    await connection.execute(_LOCK, {"month": month})


async def drawn_month(connection: AsyncConnection, month: Month) -> DrawnMonth | None:
    """The month as drawn; None if nobody drew it."""
    row = (await connection.execute(_MONTH, {"month": month})).mappings().one_or_none()
    return DrawnMonth(**row) if row else None


async def keep(connection: AsyncConnection, drawn: DrawnMonth, draw: Draw) -> None:
    """Writes a draw and its inputs; a month that is there already is an error of the database."""
    await connection.execute(_KEEP, drawn._asdict())
    rows = [{"month": drawn.month, "last_audited": None, **one.model_dump(mode="json")} for one in draw.cases]
    await connection.execute(_KEEP_CASES, {"rows": json.dumps(rows)})
    people = [
        {"month": drawn.month, "because": "", **one.model_dump(mode="json", exclude={"audit_ids"})}
        for one in draw.auditors
    ]
    await connection.execute(_KEEP_AUDITORS, {"rows": json.dumps(people)})


async def stored_draw(connection: AsyncConnection, drawn: DrawnMonth) -> Draw:
    """The draw as it was written."""
    given = {"month": drawn.month}
    found = [DrawnCase(**row) for row in (await connection.execute(_DRAWN, given)).mappings()]
    people = [DrawnAuditor(**row) for row in (await connection.execute(_AUDITORS, given)).mappings()]
    return Draw(month=drawn.month, seed=drawn.seed, digest=drawn.digest, cases=tuple(found), auditors=tuple(people))


async def chosen(database: Database, month: Month, *, after: int, most: int) -> list[DrawnCase]:
    """The month's audits in order, so many after the first so many."""
    async with database.reading() as connection:
        found = await connection.execute(_CHOSEN, {"month": month, "after": after, "most": most})
        return [DrawnCase(**row) for row in found.mappings()]


async def progress(connection: AsyncConnection, month: Month) -> Progress:
    """How far a month is."""
    return Progress(**(await connection.execute(_PROGRESS, {"month": month})).mappings().one())


async def unfinished(connection: AsyncConnection) -> dict[Month, datetime]:
    """The months that have audits which the log does not hold, and when each was drawn."""
    return {row.month: row.drawn_at for row in await connection.execute(_UNFINISHED)}


def inputs_of(drawn: DrawnMonth) -> Inputs:
    """What a month was drawn from."""
    return Inputs.model_validate_json(drawn.inputs)
