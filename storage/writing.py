"""One page of an audit written in one statement: its log, its tables, its notices and its alarms."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from psycopg import AsyncConnection
from psycopg.errors import UniqueViolation
from pydantic_core import to_json
from sqlalchemy import Table, text

from domain import events as e
from domain.chain import SHAPE, Head, Link
from storage import tables
from storage.database import DRIVER, address
from storage.outbox_tables import OUTBOX
from storage.projection import Row, Rows


def made_of(table: Table, given: str, only: str = "") -> str:
    """A query of the rows written in the parameter `given`; none if the query named `only` finds nothing."""
    rows = f"jsonb_populate_recordset(null::{table.name}, cast(:{given} as jsonb)) given"
    return f"select given.* from {only}{rows}"  # noqa: S608 - made of table and parameter names of ours


def _insert(table: Table, only: str) -> str:
    return f"insert into {table.name} {made_of(table, table.name, only)}"


def _upsert(table: Table, only: str) -> str:
    keys = [column.name for column in table.primary_key]
    news = ", ".join(f"{one.name} = excluded.{one.name}" for one in table.columns if one.name not in keys)
    return f"{_insert(table, only)} on conflict ({', '.join(keys)}) do update set {news}"


def _upserts(only: str = "") -> str:
    return f"""
        audit as ({_upsert(tables.AUDITS, only)}),
        standard as ({_upsert(tables.STANDARDS, only)}),
        action as ({_upsert(tables.ACTIONS, only)}),
        finding as ({_upsert(tables.FINDINGS, only)}),
        called as (
            update findings f set
                action_id = case when n.is_anew then n.action_id else coalesce(f.action_id, n.action_id) end,
                left_because = case when n.is_anew then n.left_because else f.left_because end,
                standard = coalesce(n.standard, f.standard), is_met = coalesce(n.is_met, f.is_met),
                text_id = coalesce(n.text_id, f.text_id)
            from {only}jsonb_to_recordset(cast(:calls as jsonb)) as n(finding_id text, is_anew boolean,
                action_id text, left_because text, standard text, is_met boolean, text_id text)
            where f.audit_id = :audit_id and f.finding_id = n.finding_id
        )
    """  # noqa: S608 - made of table and column names of ours


# One open alarm for each lack is enough, however often an audit meets it; the first of a page stands for the others.
_ALARM = f"""
    insert into alarms
    select distinct on (what, detail) made.* from ({made_of(tables.ALARMS, "alarms", "here, ")}) made
    where not exists (
        select from alarms open
        where (open.audit_id, open.what, open.detail) = (made.audit_id, made.what, made.detail)
        and open.cleared_at is null
    )
    order by what, detail, seq
"""  # noqa: S608 - made of table and column names of ours
# Built from the tables once: what is written never depends on how much of it there is.
UPSERTS = _upserts()
# Nothing is written unless the audit ends where the page goes on and the people are those that were looked among.
# Of two who both see that, the log's key stops the second, and with it all of its statement.
_WRITE = f"""
    with here as (
        select from (select 1) once
        left join audits a on a.audit_id = :audit_id
        left join directory d on d.only
        where coalesce(a.seq, 0) = :seq and coalesce(a.digest, '') = :digest and coalesce(d.version, 0) = :version
    ),
    new as ({_insert(tables.EVENTS, "here, ")} returning 1),
    {_upserts("here, ")},
    letter as ({_insert(OUTBOX, "here, ")} on conflict do nothing),
    alarm as ({_ALARM} on conflict do nothing),
    unstuck as (
        update alarms set cleared_at = :recorded_at from here
        where audit_id = :audit_id and (what = 'unrecorded' or detail = any(:heard)) and cleared_at is null
    )
    select count(*) from new
"""  # noqa: S608 - made of table and column names of ours
_WRITE_QUICKLY = str(text(_WRITE).compile(dialect=address(DRIVER + "://").get_dialect()()))
"""In the driver's own writing, for it is sent past all but the driver."""


class Entry(NamedTuple):
    """A page ready to be written."""

    audit_id: str
    follows: Head
    """Where the audit must end for this to be written."""
    directory_version: int
    """Of the people who are told."""
    events: list[e.AnyEvent]
    links: list[Link]
    rows: Rows
    outbox: list[Row]
    alarms: list[Row]
    requests: dict[str, str]
    """With which request each command came."""
    heard: list[str]
    """Details of alarms that are put away."""


async def write(connection: AsyncConnection, entry: Entry, recorded_at: datetime) -> bool:
    """Writes it all in one statement, which must be a transaction by itself.

    False, and nothing is written, if the audit does not end where this goes on or the people are others by now.
    """
    given = {
        "audit_id": entry.audit_id,
        "seq": entry.follows.seq,
        "digest": entry.follows.digest,
        "version": entry.directory_version,
        "recorded_at": recorded_at,
        "events": written(event_rows(entry, recorded_at)),
        "outbox": written(entry.outbox),
        "alarms": written(entry.alarms),
        "heard": entry.heard,
        **given_rows(entry.rows, Head(seq=entry.links[-1].seq, digest=entry.links[-1].digest)),
    }
    try:
        news = await (await connection.execute(_WRITE_QUICKLY, given, prepare=True)).fetchone()
    except UniqueViolation as error:
        if error.diag.constraint_name == tables.EVENTS.primary_key.name:
            return False
        raise
    return news is not None and news[0] == len(entry.events)


def given_rows(rows: Rows, head: Head) -> dict[str, str]:
    """The tables' rows as the statement takes them; the audit's own row says where the log ends."""
    return {
        "audits": written([rows.audit | {"digest": head.digest}]),
        "standards": written(rows.standards),
        "actions": written(rows.actions),
        "findings": written(rows.findings),
        "calls": written(rows.calls),
    }


def written(rows: Iterable[Row]) -> str:
    """Rows as one JSON array."""
    return to_json(list(rows)).decode()


def event_rows(entry: Entry, recorded_at: datetime) -> Iterable[Row]:
    """The log's rows of a page."""
    for event, link in zip(entry.events, entry.links, strict=True):
        yield {
            "audit_id": entry.audit_id,
            "seq": event.seq,
            "at": event.at,
            "kind": event.kind,
            "command_id": event.command_id,
            "shape": SHAPE,
            "body": link.body,
            "digest": link.digest,
            "recorded_at": recorded_at,
            "request_id": entry.requests.get(event.command_id or ""),
        }
