"""Pages of an audit's life for tests of the record, and what the database then holds."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import text

from activities.interface import Page, Recorded
from activities.recording import Recorder
from domain.audit import Audit
from domain.chain import Head
from domain.commands import Command, StartAudit
from domain.decide import decide
from domain.directory import Directory, standing
from domain.events import AnyEvent
from domain.evolve import fold
from domain.tick import tick
from domain.told import hear
from storage.database import Database
from storage.log import find
from storage.people import replace
from tests.builders import MONDAY, a_directory, a_start

RECORDED_AT = datetime.fromisoformat("2026-11-30T12:00:00+00:00")


async def a_recorder(database: Database, directory: Directory | None = None) -> Recorder:
    """A recorder over a database that knows Larkmoor's people."""
    await replace(database, list((directory or a_directory()).people.values()), at=MONDAY)
    return Recorder(database, lambda: RECORDED_AT)


class Recording:
    """One audit decided here and recorded page by page, as its workflow would."""

    def __init__(self, recorder: Recorder, directory: Directory | None = None) -> None:
        self.recorder = recorder
        self.directory = directory or a_directory()
        self.audit: Audit | None = None
        self.head = Head()
        self.pages: list[Page] = []

    async def start(self, start: StartAudit | None = None) -> Recorded:
        return await self.record(decide(None, start or a_start(), MONDAY))

    async def wait(self, now: datetime) -> Recorded | None:
        assert self.audit
        recorded = None
        while events := tick(self.audit, now):
            recorded = await self.record(events)
        return recorded

    async def give(self, command: Command, now: datetime) -> Recorded:
        await self.wait(now)
        assert self.audit
        action = self.audit.actions.get(getattr(command, "action_id", ""))
        known = standing(self.directory, command.by, action.owner if action else None, now)
        return await self.record(decide(self.audit, command.model_copy(update={"standing": known}), now))

    async def record(self, events: Iterable[AnyEvent]) -> Recorded:
        page = self.page(events)
        answer = await self.recorder.record(page)
        self.audit = fold(self.audit, page.events)
        for event in page.events:
            assert self.audit
            self.audit = hear(self.audit, event.model_copy(update={"told": answer.told.get(event.seq)}))
        self.head = answer.head
        self.pages.append(page)
        return answer

    def page(self, events: Iterable[AnyEvent], head: Head | None = None) -> Page:
        page = tuple(events)
        audit_id: str = self.audit.audit_id if self.audit else getattr(page[0], "audit_id", "")
        return Page(audit_id=audit_id, head=self.head if head is None else head, events=page)


async def log_of(database: Database, audit_id: str = "larkmoor-1") -> list[AnyEvent]:
    """The audit's events as the database has them."""
    async with database.transaction() as connection:
        found = await find(connection, audit_id, Head(), 10_000)
    return [line.event for line in found.later]


async def value_of(database: Database, audit_id: str = "larkmoor-1") -> Audit:
    """The audit as its table has it."""
    [row] = await rows(database, "select value from audits where audit_id = :audit_id", audit_id=audit_id)
    return Audit.model_validate_json(row["value"])


async def rows(database: Database, statement: str, **given: Any) -> list[dict[str, Any]]:
    async with database.transaction() as connection:
        return [dict(row) for row in (await connection.execute(text(statement), given)).mappings()]
