"""One round of load: so many reads and commands a second for a while, and what came of it."""

import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

import psutil

from bench.doors.acting import acting
from bench.doors.asking import Reading, Request
from bench.doors.load import ANSWERS, LEAD, PLAN, PLANS, RESULT, Answered, Plan, Timed
from bench.doors.place import Place
from bench.ground import seconds_of, servers_used
from runtime.children import Child, Order
from runtime.settings import CHECKOUT

OK = 200


class NotAnswered(Exception):
    """The process that asks ended without a result, so there is none."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"The load was not carried to its end: see {log}.")


class Round(NamedTuple):
    """All answers, and the CPU that each program used, in seconds of each second."""

    answers: list[Answered]
    cpu: dict[str, float]

    @property
    def errors(self) -> int:
        return sum(one.status != OK for one in self.answers)

    def milliseconds(self, *, of_commands: bool) -> list[float]:
        """How long each read, or each command, took."""
        return [one.seconds * 1000 for one in self.answers if one.is_command is of_commands]


class Rounds:
    """One round after another on one place; commands go on where the last round left the audits."""

    def __init__(self, on: Place, seed: int = 1) -> None:
        self._on, self._chance = on, Random(seed)  # noqa: S311 - the same load each time
        self._reads: Iterator[Request] = iter(Reading(on.past, self._chance, on.pages))
        self._commands = acting(on.open)
        self._keys = count(1)

    async def go(self, reads: int, commands: int, seconds: float) -> Round:
        """A round at so many a second. Raises NotAnswered."""
        plan = [*self._times(self._reads, reads, seconds), *self._times(self._commands, commands, seconds)]
        plan.sort(key=lambda one: one.at)
        folder, on = self._on.on.folder, self._on
        (folder / PLAN).write_bytes(PLANS.dump_json(Plan(on.gate.url, on.tokens, plan)))
        (folder / RESULT).unlink(missing_ok=True)
        before = self._used()
        own = await _run(folder)
        used = {name: spent - before[name] for name, spent in self._used().items()} | {"the load": own}
        if not (folder / RESULT).exists():
            raise NotAnswered(folder / "load.log")
        answers = ANSWERS.validate_json((folder / RESULT).read_bytes())
        return Round(answers, {name: spent / (seconds + LEAD) for name, spent in used.items()})

    def _times(self, requests: Iterator[Request], rate: int, seconds: float) -> Iterator[Timed]:
        """Evenly spread, and each a little earlier or later than even."""
        for number, request in enumerate(islice(requests, round(rate * seconds))):
            yield Timed((number + self._chance.random()) / rate, f"bench-{next(self._keys)}", request)

    def _used(self) -> dict[str, float]:
        return {
            "the API": seconds_of(self._on.gate.process),
            "the worker": seconds_of(self._on.worker),
            **servers_used(),
        }


async def _run(folder: Path) -> float:
    """Carries the plan in the folder; the seconds of CPU that took."""
    command = [sys.executable, "-m", "bench.doors.load", str(folder)]
    child = Child(Order(name="load", command=command, log=folder / "load.log", folder=CHECKOUT))
    before = psutil.Process().cpu_times()
    child.start()
    try:
        await child.ended()
    finally:
        await child.stop()
    after = psutil.Process().cpu_times()
    return float(after.children_user + after.children_system - before.children_user - before.children_system)
