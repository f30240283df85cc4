"""Part four: what a worker holds in memory for audits that are open and waiting."""

import asyncio
from datetime import UTC, datetime

from bench.deadlines import Deadlines
from bench.figures import Part, beside
from bench.ground import Ground, ground, megabytes, working
from bench.life import live
from bench.scene import STANDARDS
from bench.subjects import BOTH, Subject
from bench.told import Told

DAY = 86_400
STARTING_AT_ONCE = 50
GLANCE = 1.0  # seconds between two looks at how many are open
LIMIT = 180  # seconds until all must be open


async def memory(runs: int, *, audits: int) -> Part:
    """Both in turn, each time in a fresh worker; megabytes for each 1,000 open audits."""
    found: dict[str, list[dict[str, float]]] = {subject.name: [] for subject in BOTH}
    for _ in range(runs):
        for subject in BOTH:
            async with ground() as on:
                found[subject.name].append(await grown(on, subject, audits))
    note = "Resident memory of the worker's process; all audits in its cache, six actions each."
    return Part(f"{audits:,} open audits", beside(found["ours"], found["smallest"]), [note])


async def grown(on: Ground, subject: Subject, audits: int) -> dict[str, float]:
    """What a worker held before, after one audit was closed, and grew by for open ones."""
    async with working(on, subject.name) as worker:
        await live(on.client, subject, "warm-up")
        before = megabytes(worker)
        await _open(on, subject, [f"open-{n}" for n in range(audits)])
        after = megabytes(worker)
        return {"MB for each 1,000 open audits": (after - before) * 1000 / audits, "MB of a worker without": before}


async def _open(on: Ground, subject: Subject, ids: list[str]) -> None:
    far = Deadlines(datetime.now(UTC), first=DAY // 2, apart=DAY // 2, rounds=1, spread=0, findings=len(STANDARDS))
    gate = asyncio.Semaphore(STARTING_AT_ONCE)
    told = Told(on, subject, ids)

    async def one(audit_id: str) -> None:
        async with gate:
            await subject.start_waiting(on.client, audit_id, far)

    async with asyncio.timeout(LIMIT):
        await asyncio.gather(*(one(audit_id) for audit_id in ids))
        while len(await told.times(0)) < len(ids):  # noqa: ASYNC110 - it is looked at on a server
            await asyncio.sleep(GLANCE)
