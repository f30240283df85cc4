"""Whoever gives the fifty audits their commands, each again under the same id until it is answered."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from temporalio.service import RPCError

from api.engine import Engine
from api.errors import NoSuchAudit, NotKnown, NotReachable
from domain.commands import Opening
from storage.database import Database
from storage.outbox import AWAY
from tests.activities.records import rows
from tests.restarts.fifty import STEPS, Case

Answer = TypeVar("Answer")
NOT_YET = (NotKnown, NotReachable, NoSuchAudit, RPCError, DBAPIError, *AWAY)
"""What somebody hears while a part of the machine is down, or before an audit has begun."""
_LOGGED = """
    select audit_id, count(*) as events, count(*) filter (where kind = 'escalated') as steps
    from events group by audit_id
"""
_LEFT = "select count(*) as left from outbox where state in ('waiting', 'leased')"
PAUSE = 0.3  # seconds between two tries


class Driver:
    """Plays one case at a time, any number side by side."""

    def __init__(self, engine: Engine, database: Database) -> None:
        self._engine, self._database = engine, database
        self.logged: Counter[str] = Counter()
        """Events by audit, as `watch` last saw them."""
        self._climbed: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def play(self, case: Case) -> None:
        """From its start to its last answered command."""
        await answered(lambda: self._engine.start(Opening(start=case.start)))
        if case.is_late:
            await self._climbed[case.audit_id].wait()
        for command in case.commands:
            await answered(partial(self._engine.act, case.audit_id, command))

    async def watch(self, number: int) -> int:
        """Looks until the log holds so many events; how many it holds then."""
        while self.logged.total() < number:
            await asyncio.sleep(PAUSE)
            for row in await answered(lambda: rows(self._database, _LOGGED)):
                self.logged[row["audit_id"]] = row["events"]
                if row["steps"] == STEPS:
                    self._climbed[row["audit_id"]].set()
        return self.logged.total()


async def left(database: Database) -> int:
    """How many notices wait or are on their way."""
    number: int = (await answered(lambda: rows(database, _LEFT)))[0]["left"]
    return number


async def until_all_is_sent(database: Database) -> None:
    """Looks until no notice waits or is on its way."""
    while await left(database):  # noqa: ASYNC110 - it is the database that knows
        await asyncio.sleep(PAUSE)


async def answered(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """The first answer that is one."""
    while True:
        try:
            return await ask()
        except NOT_YET:
            await asyncio.sleep(PAUSE)
