"""Notices put straight into the tables, as `record` would have left them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from domain import events as e
from storage.database import Database
from storage.outbox_tables import OUTBOX
from storage.people_tables import PEOPLE
from storage.tables import ACTIONS, AUDITS, EVENTS

NINE = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 7, 0, 0, tzinfo=UTC)
OVERDUE = e.ActionOverdue(seq=7, at=NINE, action_id="a-1", owner="p-1", due_at=DUE)

AUDIT = {
    "audit_id": "x-1",
    "kind": "case_file",
    "subject": "case-12",
    "team": "north",
    "auditor": "p-2",
    "overall": "requires_improvement",
    "framework": "demo",
    "version": 1,
    "status": "acting",
    "cycle": 1,
    "level": 0,
    "actions_open": 1,
    "started_at": NINE,
    "seq": 7,
    "digest": "d",
    "value": "{}",
}
ACTION = {
    "audit_id": "x-1",
    "action_id": "a-1",
    "title": "Write the chronology up to date",
    "standard": "chronology_current",
    "owner": "p-1",
    "status": "open",
    "is_finished": False,
    "is_waiting": True,
    "due_at": DUE,
    "original_due_at": DUE - timedelta(days=7),
    "level": 0,
    "cycle": 1,
    "is_safety": False,
}
EVENT_ROW = {
    "audit_id": "x-1",
    "seq": 7,
    "at": NINE,
    "kind": "action_overdue",
    "shape": 1,
    "body": OVERDUE.model_dump_json(),
    "digest": "d",
    "recorded_at": NINE,
}
PEOPLE_ROWS = [
    {"person": "p-1", "name": "Olwen Example", "mail": "olwen@council.example", "roles": ["practitioner"], "team": "n"},
    {"person": "p-2", "name": "Audley Example", "mail": "audley@council.example", "roles": ["auditor"], "team": "n"},
]


def a_notice(number: int = 1, **facts: Any) -> dict[str, Any]:
    """A row of the outbox: action a-1 is overdue, to its owner, due at NINE."""
    row = {
        "notice_id": f"x-1/7/overdue/p-1/{number}",
        "audit_id": "x-1",
        "seq": 7,
        "action_id": "a-1",
        "notice": "overdue",
        "role": "owner",
        "person": "p-1",
        "is_urgent": False,
        "state": "waiting",
        "attempts": 0,
        "due_at": NINE,
        "is_digested": False,
    }
    return row | facts


async def fill(database: Database, notices: Iterable[dict[str, Any]]) -> None:
    """One audit with one action and two people, and these notices."""
    async with database.transaction() as connection:
        await connection.execute(insert(PEOPLE), PEOPLE_ROWS)
        await connection.execute(insert(AUDITS).values(AUDIT))
        await connection.execute(insert(ACTIONS).values(ACTION))
        await connection.execute(insert(EVENTS).values(EVENT_ROW))
        await connection.execute(insert(OUTBOX), list(notices))


async def rows(database: Database) -> list[dict[str, Any]]:
    """Every row of the outbox, by notice."""
    async with database.transaction() as connection:
        found = await connection.execute(select(OUTBOX).order_by(OUTBOX.c.notice_id))
        return [dict(row) for row in found.mappings()]
