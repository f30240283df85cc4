"""A new bank holiday for 5,000 open audits on servers of their own: shown, interrupted twice, resumed, repeated."""

import asyncio
import json
import re
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from time import monotonic
from typing import Any, NamedTuple

from sqlalchemy import text

from api.command_line import engine_room
from api.errors import Place
from api.forms import AuditForm, PlanForm
from api.openings import Ground
from api.record import Record
from api.start_files import Handed, draft
from api.starting import Starting
from bench.doors.council import OPERATOR, TEAMS, Team, auditor, people
from bench.doors.forms import FRAMEWORK, POLICIES, form
from bench.ground import Ground as Servers
from bench.ground import ground, working
from bench.terminal import Run, type_at
from domain.london import local_day
from runtime.settings import CHECKOUT
from storage import calendars
from storage.database import Database
from storage.texts import Chance
from storage.verifying import verify

AUDITS, PLANNED = 4000, 1000
"""Acting on two findings each, and still to be returned."""
FINDINGS = 2
AT_ONCE = 500
FILE = CHECKOUT / "policies" / "calendars" / "england_and_wales.json"
SNAPSHOT = "2999-01"
_SEEN = re.compile(r"Moving\D*(\d+/\d+)")
_EVENTS = text("select kind, count(*) as number, count(distinct audit_id) as audits from events group by kind")
_NOTICES = text("select notice, count(*) as number from outbox where notice like '%replanned' group by notice")


class Counts(NamedTuple):
    """What the tables alone say: events by kind and their audits, notices that dates moved, audits by snapshot."""

    events: dict[str, tuple[int, int]]
    notices: dict[str, int]
    snapshots: dict[str, int]

    def is_moved_once(self, audits: int) -> bool:
        """Does each audit count by the new snapshot, by one event?"""
        return self.events.get("calendar_updated") == (audits, audits) and len(self.snapshots) == 1


async def soak(audits: int = AUDITS, planned: int = PLANNED) -> bool:
    """Prints the figures. Was each audit moved once, and its log whole?"""
    async with ground(people()) as on, working(on, "ours"):
        began = monotonic()
        await _begin(on, audits, planned)
        print(f"  {audits} audits of {FINDINGS} findings begun and {planned} planned in {monotonic() - began:.0f} s")
        file = announced(on.folder)
        is_sound = await _changed(on, file, audits + planned)
        counts = await counted(on.database)
        began = monotonic()
        broken = await verify(on.database)
        print(f"  events: {_said(counts)}")
        print(f"  notices: {counts.notices}; the log and the tables of all audits: {broken or 'whole'}, "
              f"checked in {monotonic() - began:.0f} s")  # fmt: skip
    return is_sound and not broken and counts.is_moved_once(audits + planned)


async def counted(database: Database) -> Counts:
    """As of now."""
    async with database.transaction() as connection:
        events = {row.kind: (row.number, row.audits) for row in await connection.execute(_EVENTS)}
        notices = {row.notice: row.number for row in await connection.execute(_NOTICES)}
        return Counts(events, notices, await calendars.counts(connection))


def _said(counts: Counts) -> str:
    kinds = ("calendar_updated", "action_replanned", "date_replanned")
    found = {kind: counts.events[kind] for kind in kinds if kind in counts.events}
    return ", ".join(f"{number} {kind} in {audits} audits" for kind, (number, audits) in found.items())


async def _begin(on: Servers, audits: int, planned: int) -> None:
    """Starts and plans them, some at a time."""
    record = Record(on.database, Chance(lambda: token_hex(8), lambda: token_hex(8)))
    starting = Starting(engine_room.engine(on.client, record), record, POLICIES, lambda: datetime.now(UTC))
    stand = Ground(POLICIES, await record.directory(), datetime.now(UTC))
    acting = [form(f"open-{n:05}", Team(n % TEAMS), n, FINDINGS) for n in range(audits)]
    forms: list[AuditForm | PlanForm] = [*acting, *(_plan(n) for n in range(planned))]
    for first in range(0, len(forms), AT_ONCE):
        handed = [Handed(Place("soak"), one) for one in forms[first : first + AT_ONCE]]
        await starting.start([draft(one, stand, None) for one in handed], skip_bad=False, progress=lambda *_: None)


def _plan(number: int) -> PlanForm:
    team = Team(number % TEAMS)
    return PlanForm(
        audit_id=f"plan-{number:05}",
        kind="case_file",
        framework=FRAMEWORK,
        subject=f"record-{number}",
        team=team.name,
        auditor=auditor(number),
        by=auditor(number),
    )


def announced(folder: Path) -> Path:
    """The snapshot with one more bank holiday, a few days from now."""
    known: dict[str, Any] = json.loads(FILE.read_text())
    file = folder / "holidays.json"
    days = {**known["days"], _coming(known["days"]).isoformat(): "A coronation"}
    file.write_text(json.dumps({**known, "snapshot": SNAPSHOT, "days": days}))
    return file


def _coming(days: dict[str, str]) -> date:
    day = local_day(datetime.now(UTC)) + timedelta(days=4)
    while day.isoweekday() > 5 or day.isoformat() in days:
        day += timedelta(days=1)
    return day


async def _changed(on: Servers, file: Path, audits: int) -> bool:
    """Looks, is killed at a third, interrupted at two thirds, goes on to the end, and is asked once more."""
    words = ["calendar", "update", str(file), "--by", OPERATOR]
    look = await type_at(on.folder, [*words, "--dry-run"])
    _tell("looked at", look)
    killed = await type_at(on.folder, [*words, "--yes"], until=_beyond(on.database, audits // 3))
    first = await _moved(on.database)
    _tell(f"killed once {first} were moved", killed)
    halted = await type_at(
        on.folder, [*words, "--yes"], until=_beyond(on.database, 2 * audits // 3), ending=signal.SIGINT
    )
    second = await _moved(on.database)
    _tell(f"Ctrl-C once {second} were moved", halted)
    rest = await type_at(on.folder, [*words, "--yes"])
    _tell(f"the rest, {audits - second}", rest)
    again = await type_at(on.folder, [*words, "--yes"])
    _tell("asked again", again)
    is_resumed = f"{first} open audits already counted by it" in halted.out or first < 1
    return (
        (look.status, rest.status, again.status) == (0, 0, 0)
        and is_resumed
        and "Moving" in killed.shown
        and again.out.endswith("0 audits moved, and 0 dates with them.\n")
    )


def _tell(what: str, run: Run) -> None:
    print(f"  {what}: {run.took:.1f} s, status {run.status}; said: {' / '.join(run.out.splitlines()[-1:])}")
    if seen := _SEEN.findall(run.shown):
        print(f"    its bar was drawn {len(seen)} times, from {seen[0]} to {seen[-1]}")


async def _moved(database: Database) -> int:
    """Once nothing that was on its way is left: how many count by the new snapshot."""
    before = -1
    while before != (now := await _by_new(database)):
        before = now
        await asyncio.sleep(1)
    return before


def _beyond(database: Database, number: int) -> Callable[[], Awaitable[bool]]:
    async def is_beyond() -> bool:
        return await _by_new(database) >= number

    return is_beyond


async def _by_new(database: Database) -> int:
    async with database.reading() as connection:
        return (await calendars.counts(connection)).get(f"england-and-wales/{SNAPSHOT}", 0)
