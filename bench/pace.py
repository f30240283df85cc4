"""Part two: how many reference audits a second the embedded stack carries from start to end."""

import asyncio
import time
from itertools import chain

import psutil

from bench.figures import Part, beside, percentile
from bench.ground import Cpu, Ground, working
from bench.life import Life, live
from bench.rows import audits_with
from bench.subjects import BOTH, Subject

TARGETS = {60: 0.75, 200: 0.65}
"""Audits in flight, and the least share of the smallest workflow's rate that the engine may have."""
WARMING = 4  # audits that nobody measures, so that pollers and caches are as they are in the long run


class NotAsTold(Exception):
    """Some audits did not live the reference life, so their rate says nothing."""

    def __init__(self, wanted: int, closed: int, escalated: int) -> None:
        super().__init__(
            f"of {wanted} audits {closed} closed and {escalated} were told up the line: run fewer at once."
        )


async def pace(on: Ground, runs: int, *, audits: int, at_once: int) -> Part:
    """Both in turn, so many times, with at most `at_once` audits in flight."""
    found: dict[str, list[dict[str, float]]] = {subject.name: [] for subject in BOTH}
    for run in range(runs):
        for subject in BOTH:
            fleet = Fleet(on, subject, f"pace-{subject.name}-{at_once}-{run}-")
            async with working(on, subject.name) as worker:
                found[subject.name].append(await fleet.measured(worker, audits, at_once))
    rows = beside(found["ours"], found["smallest"])
    least = TARGETS.get(at_once)
    rows[0] = rows[0]._replace(target=f"≥ {least} ×" if least else "")
    return Part(f"{audits} audits, {at_once} in flight", rows, [])


class Fleet:
    """Reference audits of one subject whose ids begin alike."""

    def __init__(self, on: Ground, subject: Subject, prefix: str) -> None:
        self._on, self._subject, self._prefix = on, subject, prefix

    async def measured(self, worker: psutil.Process, audits: int, at_once: int) -> dict[str, float]:
        """What they cost and how long they took. Raises NotAsTold."""
        await self._lives("warm-", WARMING, WARMING)
        before, began = Cpu.of(worker), time.monotonic()
        lives = await self._lives("run-", audits, at_once)
        took, cpu = time.monotonic() - began, Cpu.of(worker).since(before)
        await self._check(lives)
        answers = list(chain.from_iterable(life.answers for life in lives))
        return {
            "audits a second": audits / took,
            "a command's answer, ms, p50": percentile(answers, 0.5) * 1000,
            "a command's answer, ms, p99": percentile(answers, 0.99) * 1000,
            **{f"CPU of {who}, ms an audit": spent / audits * 1000 for who, spent in cpu._asdict().items()},
        }

    async def _lives(self, prefix: str, audits: int, at_once: int) -> list[Life]:
        gate = asyncio.Semaphore(at_once)

        async def one(number: int) -> Life:
            async with gate:
                return await live(self._on.client, self._subject, f"{self._prefix}{prefix}{number}")

        return await asyncio.gather(*map(one, range(audits)))

    async def _check(self, lives: list[Life]) -> None:
        if self._subject.name != "ours":
            return
        closed = sum(life.result == "closed" for life in lives)
        escalated = await audits_with(self._on.database, "escalated", f"{self._prefix}run-")
        if (closed, escalated) != (len(lives), len(lives)):
            raise NotAsTold(len(lives), closed, escalated)
