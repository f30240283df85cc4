"""demo: the sample council before your eyes, its people played by a driver that gives ordinary commands."""

import asyncio
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.command_line.doors import Doors, Surroundings, opened
from api.command_line.program import INTERRUPTED
from api.command_line.shown import Json, say, show_json
from api.errors import DoorError
from api.giving import Giving
from runtime.machine import shown
from samples.board import Board, Lines, LiveBoard, Silent
from samples.council import AUDITS, sample_audits, sample_people
from samples.driver import Driver
from samples.engine_stage import EngineStage, Ways
from samples.figures import count_of, in_a_line
from samples.performance import Pace, Performance, Played
from samples.script import read_script

LOOK_AT = ("show case-106", "history case-106", "history case-111 --temporal", "overdue", "verify")


class OtherCouncil(DoorError):
    """The directory is somebody else's."""

    def __init__(self) -> None:
        super().__init__("The directory holds the people of another council: give the demo a database of its own.")


class NotOver(DoorError):
    """Time was up before the script was played out."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The play was not over after {limit} s: run it again, and it goes on from where it is.")


def demo(
    ctx: typer.Context,
    *,
    policy: Annotated[str, typer.Option(help="The framework that the audits start under.")] = "demo",
    limit: Annotated[int, typer.Option(min=1, help="Seconds after which to stop playing, whatever is left.")] = 300,
    as_json: Json = False,
) -> None:
    """Start the sample audits and play their people, until every audit has come to its planned end."""
    pace = Pace(limit=timedelta(seconds=limit))
    try:
        played = asyncio.run(_played(ctx.obj, policy, _board(as_json=as_json), pace))
    except asyncio.CancelledError:
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        show_json(played.summary)
    else:
        say("\n".join(in_words(played)))
    if not played.is_over:
        raise NotOver(limit)


def in_words(played: Played) -> list[str]:
    """What there was to see, and where to look on."""
    over = "Every sample audit has come to its planned end." if played.is_over else "The play has been stopped."
    first = [f"first {what} after {seconds:g} s" for what, seconds in sorted(played.first.items(), reverse=True)]
    given = count_of(played.given, "command")
    seen = [*first, f"{given} given"] if played.given else [f"{given} given"]
    lines = [over, f"  {in_a_line(played.last)}.", f"  {'; '.join(seen)}."]
    if played.is_over and played.open:
        lines.append(f"  Still open, as planned: {', '.join(played.open)}.")
    python = shown(Path(sys.executable))
    return [*lines, "Try:", *(f"  {python} starter.py {words}" for words in LOOK_AT)]


def _board(*, as_json: bool) -> Board:
    console = Console(highlight=False)
    if as_json:
        return Silent()
    return LiveBoard(console) if console.is_terminal else Lines(say)


async def _played(surroundings: Surroundings, policy: str, board: Board, pace: Pace) -> Played:
    _leave_in_order()
    async with opened(surroundings) as doors:
        await _bring_people(doors)
        stage = EngineStage(await _ways(doors), AUDITS.name)
        driver = Driver(stage, read_script(), sample_audits(policy))
        return await Performance(driver, board, surroundings.clock, pace).play()


def _leave_in_order() -> None:
    """Asked to stop, the play ends as after Ctrl-C, and the terminal is given back as it was."""
    if this := asyncio.current_task():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, this.cancel)


async def _bring_people(doors: Doors) -> None:
    samples = sample_people().people
    known = (await doors.record.directory()).people
    if known and not samples.keys() & known.keys():
        raise OtherCouncil
    await doors.record.add_people(samples.values(), doors.surroundings.clock())


async def _ways(doors: Doors) -> Ways:
    return Ways(
        starting=await doors.starting(),
        giving=Giving(await doors.engine(), doors.record, doors.policies),
        policies=doors.policies,
        record=doors.record,
        clock=doors.surroundings.clock,
    )
