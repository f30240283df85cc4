"""One page of an audit written in one statement: its log, its tables, its notices and its alarms."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from pydantic_core import to_json
from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import events as e
from domain.chain import SHAPE, Head, Link
from storage import tables
from storage.projection import Row, Rows


def made_of(table: Table, given: str) -> str:
    """A query of the rows written in the parameter `given`."""
    return f"select * from jsonb_populate_recordset(null::{table.name}, cast(:{given} as jsonb))"  # noqa: S608


def _insert(table: Table, given: str) -> str:
    return f"insert into {table.name} {made_of(table, given)} on conflict do nothing"


def _upsert(table: Table, given: str) -> str:
    keys = [column.name for column in table.primary_key]
    news = ", ".join(f"{one.name} = excluded.{one.name}" for one in table.columns if one.name not in keys)
    return f"insert into {table.name} {made_of(table, given)} on conflict ({', '.join(keys)}) do update set {news}"


# Built from the tables once: what is written never depends on how much of it there is.
UPSERTS = f"""
    audit as ({_upsert(tables.AUDITS, "audits")}),
    standard as ({_upsert(tables.STANDARDS, "standards")}),
    action as ({_upsert(tables.ACTIONS, "actions")}),
    finding as ({_upsert(tables.FINDINGS, "findings")}),
    called as (
        update findings f set action_id = coalesce(f.action_id, n.action_id)
        from jsonb_to_recordset(cast(:calls as jsonb)) as n(finding_id text, action_id text)
        where f.audit_id = :audit_id and f.finding_id = n.finding_id
    )
"""  # noqa: S608 - made of table and column names of ours
_WRITE = text(f"""
    with new as ({_insert(tables.EVENTS, "events")} returning 1),
    {UPSERTS},
    letter as ({_insert(tables.OUTBOX, "outbox")}),
    alarm as ({_insert(tables.ALARMS, "alarms")}),
    unstuck as (
        update alarms set cleared_at = :recorded_at
        where audit_id = :audit_id and what = 'unrecorded' and cleared_at is null
    )
    select count(*) from new
""")  # noqa: S608 - made of table and column names of ours


class Entry(NamedTuple):
    """A page ready to be written."""

    audit_id: str
    events: list[e.AnyEvent]
    links: list[Link]
    rows: Rows
    outbox: list[Row]
    alarms: list[Row]


async def write(connection: AsyncConnection, entry: Entry, recorded_at: datetime) -> bool:
    """Writes it all. False if the log already had an event at one of these places: then roll back."""
    given = {
        "audit_id": entry.audit_id,
        "recorded_at": recorded_at,
        "events": written(_event_rows(entry, recorded_at)),
        "outbox": written(entry.outbox),
        "alarms": written(entry.alarms),
        **given_rows(entry.rows, Head(seq=entry.links[-1].seq, digest=entry.links[-1].digest)),
    }
    news: int = (await connection.execute(_WRITE, given)).scalar_one()
    return news == len(entry.events)


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


def _event_rows(entry: Entry, recorded_at: datetime) -> Iterable[Row]:
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
        }
