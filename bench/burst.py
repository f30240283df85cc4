"""Part three: a fleet of audits whose deadlines fall in one second; how late each is told, and when all have been."""

import asyncio
from datetime import UTC, datetime, timedelta

import psutil

from bench.deadlines import Deadlines, lateness
from bench.figures import Part, Row, beside, percentile, spread
from bench.ground import Cpu, Ground, ground, working
from bench.subjects import BOTH, Ours, Subject
from bench.told import Told

STARTING_AT_ONCE = 50
TRIED = 100  # audits started first, to see how fast this machine starts them
MARGIN = 1.6  # by how much a fleet may start more slowly than those did
FAR = 86_400  # seconds to a deadline that never comes
WIDEST, FINEST = 90, 10
"""Seconds: the spread at which the 99th percentile must hold, and how finely the smallest is looked for."""
HELD = 5.0  # seconds by which the 99th percentile may be late
P99 = "late, s, p99"
GAP = 60  # seconds from the last timer of one deadline to the next deadline
GLANCE = 2.0  # seconds between two looks at how many have been told
DRAIN_LIMIT = timedelta(minutes=3)


class StartedTooLate(Exception):
    """The fleet was not yet waiting when its deadline came."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} audits could not be started before their deadline: measure on a quieter machine.")


class NotDrained(Exception):
    """Deadlines were still untold long after they were due."""

    def __init__(self, told: int, wanted: int) -> None:
        super().__init__(f"only {told} of {wanted} deadlines were told in time: see whether the worker runs.")


async def burst(rounds: int, *, size: int, seconds: int) -> Part:
    """Both, each with a fleet of its own whose deadlines come `rounds` times, spread over so many seconds."""
    found = {subject.name: await measured(subject, rounds, size=size, seconds=seconds) for subject in BOTH}
    target = f"≤ {HELD:g} s" if seconds == WIDEST else ""
    rows = [row._replace(target=target if row.what == P99 else "") for row in beside(found["ours"], found["smallest"])]
    return Part(f"{size:,} deadlines in one second, spread over {seconds} s", rows, [])


async def smallest_spread(*, size: int) -> Part:
    """Halves its way to the least spread at which the engine's 99th percentile is late by no more than it may."""
    too_narrow, wide_enough = 0, WIDEST
    notes: list[str] = []
    while wide_enough - too_narrow > FINEST:
        tried = max((too_narrow + wide_enough) // (2 * FINEST) * FINEST, FINEST)
        (run,) = await measured(Ours(), 1, size=size, seconds=tried)
        notes.append(f"At {tried} s the 99th percentile is late by {run[P99]:.1f} s.")
        too_narrow, wide_enough = (too_narrow, tried) if run[P99] <= HELD else (tried, wide_enough)
    row = Row(f"seconds of spread that hold {HELD:g} s", spread([wide_enough]))
    return Part(f"The smallest spread for {size:,} deadlines", [row], notes)


async def measured(subject: Subject, rounds: int, *, size: int, seconds: int) -> list[dict[str, float]]:
    """The figures of each round of one fleet. Raises StartedTooLate, NotDrained."""
    async with ground() as on, working(on, subject.name) as worker:
        first = int(await _seconds_to_start(on, subject, size) * MARGIN) + 10
        deadlines = Deadlines(datetime.now(UTC), first=first, apart=seconds + GAP, rounds=rounds, spread=seconds)
        fleet = Fleet(on, subject, [f"burst-{n}" for n in range(size)], deadlines)
        await fleet.start()
        return [await fleet.round(number, worker) for number in range(1, rounds + 1)]


async def _seconds_to_start(on: Ground, subject: Subject, size: int) -> float:
    """How long a fleet of this size will take to start, as a small one did."""
    began = datetime.now(UTC)
    deadlines = Deadlines(began, first=FAR, apart=FAR, rounds=1, spread=0)
    await Fleet(on, subject, [f"first-{n}" for n in range(TRIED)], deadlines).start()
    return (datetime.now(UTC) - began).total_seconds() * size / TRIED


class Fleet:
    """Audits that wait for the same deadlines."""

    def __init__(self, on: Ground, subject: Subject, ids: list[str], deadlines: Deadlines) -> None:
        self._on, self._subject, self._ids, self._deadlines = on, subject, ids, deadlines
        self._told = Told(on, subject, self._ids)

    async def start(self) -> None:
        """Starts them all, and sees that they wait before the first deadline."""
        gate = asyncio.Semaphore(STARTING_AT_ONCE)

        async def one(audit_id: str) -> None:
            async with gate:
                await self._subject.start_waiting(self._on.client, audit_id, self._deadlines)

        await asyncio.gather(*map(one, self._ids))
        await self._all(0, self._deadlines.moments[0])
        if datetime.now(UTC) >= self._deadlines.moments[0]:
            raise StartedTooLate(len(self._ids))

    async def round(self, number: int, worker: psutil.Process) -> dict[str, float]:
        """Waits for one deadline (1 is the first) and until all have been told of it."""
        deadline = self._deadlines.moments[number - 1]
        await asyncio.sleep(max((deadline - datetime.now(UTC)).total_seconds(), 0))
        before = Cpu.of(worker)
        await asyncio.sleep(self._deadlines.spread)
        told = await self._all(number, deadline + timedelta(seconds=self._deadlines.spread) + DRAIN_LIMIT)
        cpu = Cpu.of(worker).since(before)
        late = [
            (at - deadline - lateness(audit_id, self._deadlines)).total_seconds()
            for audit_id, at in zip(self._ids, told, strict=True)
        ]
        return {
            "seconds until all are told": (max(told) - deadline).total_seconds(),
            **{f"late, s, p{share}": percentile(late, share / 100) for share in (50, 90, 99)},
            "late, s, most": max(late),
            **{f"CPU of {who}, s": spent for who, spent in cpu._asdict().items() if who != "sender"},
        }

    async def _all(self, number: int, until: datetime) -> list[datetime]:
        while len(told := await self._told.times(number)) < len(self._ids):
            if datetime.now(UTC) > until:
                raise NotDrained(len(told), len(self._ids))
            await asyncio.sleep(GLANCE)
        return told
