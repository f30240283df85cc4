"""`python -m bench [PART...]`: measures the engine beside the smallest workflow that could do it, and prints both."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from bench.alone import CountsDiffer, alone
from bench.burst import WIDEST, NotDrained, StartedTooLate, burst, smallest_spread
from bench.doors.measure import doors
from bench.doors.round import NotAnswered
from bench.figures import Part
from bench.ground import ground
from bench.memory import memory
from bench.pace import NotAsTold, pace
from bench.report import load, machine, show, write
from runtime.errors import MachineryError


class Doors(NamedTuple):
    """How much there is behind the HTTP doors, and how long each run asks."""

    actions: int
    audits: int
    seconds: int


class Size(NamedTuple):
    """How much is measured."""

    runs: int
    audits: int
    at_once: tuple[int, ...]
    deadlines: int
    over: tuple[int, ...]
    """Seconds that the deadlines are spread over, one fleet for each."""
    open: int
    doors: Doors


WHOLE = Size(
    runs=3,
    audits=200,
    at_once=(60, 200),
    deadlines=2000,
    over=(0, WIDEST),
    open=1000,
    doors=Doors(actions=100_000, audits=400, seconds=60),
)
QUICK = Size(
    runs=1,
    audits=20,
    at_once=(20,),
    deadlines=100,
    over=(0, 10),
    open=100,
    doors=Doors(actions=600, audits=20, seconds=5),
)


async def _alone(size: Size) -> AsyncIterator[Part]:
    async with ground() as on:
        yield await alone(on, size.runs)


async def _pace(size: Size) -> AsyncIterator[Part]:
    for at_once in size.at_once:
        async with ground() as on:
            yield await pace(on, size.runs, audits=size.audits, at_once=at_once)


async def _burst(size: Size) -> AsyncIterator[Part]:
    for seconds in size.over:
        yield await burst(size.runs, size=size.deadlines, seconds=seconds)


async def _spread(size: Size) -> AsyncIterator[Part]:
    yield await smallest_spread(size=size.deadlines)


async def _memory(size: Size) -> AsyncIterator[Part]:
    yield await memory(size.runs, audits=size.open)


async def _doors(size: Size) -> AsyncIterator[Part]:
    async for part in doors(size.runs, **size.doors._asdict()):
        yield part


PARTS: dict[str, tuple[str, Callable[[Size], AsyncIterator[Part]]]] = {
    "alone": ("events, billable actions, bytes and rows of one audit", _alone),
    "pace": ("audits a second, 60 in flight and 200 at once", _pace),
    "burst": ("2,000 deadlines in one second, spread and not", _burst),
    "spread": ("the smallest spread that holds 5 s", _spread),
    "doors": ("milliseconds at the HTTP doors beside 100,000 actions", _doors),
    "memory": ("a worker's memory for each 1,000 open audits", _memory),
}


async def run(wanted: list[str], size: Size) -> list[Part]:
    """Measures and shows every wanted part."""
    console, done = Console(), []
    console.print(machine(), "\n")
    for name in wanted:
        _, measure = PARTS[name]
        async for part in measure(size):
            whole = part._replace(notes=[*part.notes, load()])
            show(whole, console)
            done.append(whole)
    return done


def main() -> None:
    """Exits with 1 and one sentence when something could not be measured."""
    listed = "; ".join(f"{part}: {what}" for part, (what, _) in PARTS.items())
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, epilog=f"Parts: {listed}.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help="parts to measure; all of them")
    parser.add_argument("--quick", action="store_true", help="one small run of each part")
    parser.add_argument("--runs", type=int, help="runs of each part; 3")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    given = parser.parse_args()
    size = QUICK if given.quick else WHOLE
    size = size._replace(runs=given.runs or size.runs)
    try:
        done = asyncio.run(run(given.parts or list(PARTS), size))
    except (MachineryError, CountsDiffer, NotAsTold, StartedTooLate, NotDrained, NotAnswered) as failure:
        sys.exit(str(failure))
    if given.json:
        write(done, given.json)


if __name__ == "__main__":
    main()
