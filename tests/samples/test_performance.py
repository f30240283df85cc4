"""A performance: what somebody sees while the demo plays, and what they are told at its end."""

import io
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from runtime.machine import shown
from samples.board import Board, Lines, LiveBoard, Silent, drawn
from samples.demo import in_words
from samples.driver import Driver
from samples.figures import figures, in_a_line
from samples.happenings import SHOWN, Happening, latest, told, words_wanted
from samples.performance import Pace, Performance, Played
from samples.stage import Sight
from tests.samples.rehearsal import MORNING, Rehearsal, started, the_forms, the_people, the_script

SECOND = timedelta(seconds=1)


async def performed(board: Board, limit: timedelta = timedelta(minutes=3), stage: Rehearsal | None = None) -> Played:
    """The whole play on a rehearsal stage, whose clock moves by half a second at each glance at it."""
    on = stage or Rehearsal()

    def clock() -> datetime:
        on.now += SECOND / 2
        return on.now

    driver = Driver(on, the_script(), the_forms())
    return await Performance(driver, board, clock, Pace(timedelta(0), limit)).play()


@pytest.fixture(scope="module")
async def played() -> Played:
    return await performed(Silent())


def test_a_performance_ends_when_the_script_is_played_out(played: Played) -> None:
    assert played.is_over
    assert played.last.audits == 40
    assert played.open == ("case-111", "case-118", "complaint-502", "dip-306", "theme-206")


def test_it_notes_when_something_was_first_escalated_and_first_closed(played: Played) -> None:
    assert 0 < played.first["escalated"] < 30
    assert 0 < played.first["closed"] < 60


def test_its_summary_for_programs_adds_up(played: Played) -> None:
    summary = played.summary
    by_status = played.last.by_status

    assert summary["audits"] == sum(by_status.values()) == 40
    assert by_status["closed"] == 34
    assert summary["commands_given"] == played.given > 300


async def test_when_its_time_is_up_it_stops_and_a_second_one_goes_on_from_there() -> None:
    stage = Rehearsal()

    first = await performed(Silent(), timedelta(seconds=12), stage)
    second = await performed(Silent(), stage=stage)

    assert not first.is_over
    assert second.is_over
    assert stage.refused == []


async def test_without_a_terminal_a_line_is_said_every_few_seconds() -> None:
    lines: list[str] = []

    played = await performed(Lines(lines.append))

    assert 3 < len(lines) <= played.last.elapsed / timedelta(seconds=5) + 2
    assert lines[-1].count(";") == 3


async def test_in_a_terminal_the_board_is_drawn_and_the_cursor_given_back() -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100, height=40)

    await performed(LiveBoard(console), timedelta(seconds=5))

    assert "The sample council" in screen.getvalue()
    assert screen.getvalue().rindex("\x1b[?25h") > screen.getvalue().rindex("\x1b[?25l")


def test_the_board_shows_every_status_and_cuts_long_sentences() -> None:
    screen = io.StringIO()
    now = figures(Sight({}, 7, ()), MORNING + SECOND, MORNING)

    Console(file=screen, width=60).print(drawn(now, ("x" * 200,)))

    assert all(status in screen.getvalue() for status in ("acting", "checking", "handed over", "closed", "withdrawn"))
    assert max(len(line) for line in screen.getvalue().splitlines()) <= 60


def test_one_of_anything_is_not_called_several() -> None:
    line = in_a_line(figures(Sight({}, 1, ()), MORNING + SECOND, MORNING))

    assert line == "1 s: 0 audits (none started yet); 0 actions overdue; 0 audits escalated; 1 notice sent"


def test_the_end_says_what_there_was_to_see_and_where_to_look(played: Played) -> None:
    words = "\n".join(in_words(played))

    assert "Every sample audit has come to its planned end." in words
    assert "Still open, as planned: case-111," in words
    assert f"{shown(Path(sys.executable))} starter.py history case-106" in words


def test_a_demo_that_only_found_all_played_does_not_say_when_something_was_first_seen(played: Played) -> None:
    words = "\n".join(in_words(played._replace(given=0)))

    assert "first" not in words
    assert "0 commands given" in words


def test_the_last_happenings_of_all_audits_are_kept_without_the_findings_they_start_with() -> None:
    events = started("case-101")

    kept = latest((), [Happening("case-101", event) for event in events])

    assert len(kept) <= SHOWN
    assert {one.event.kind for one in kept} == {"audit_started", "action_opened"}


def test_a_happening_is_told_with_its_time_in_london_its_audit_and_names() -> None:
    last = Happening("case-107", started("case-107")[-1])

    (line,) = told((last,), the_people(), {})

    assert line.startswith("10:00:00 case-107: Action a-2 was opened for Thorn Breeze")


def test_words_that_were_erased_are_told_as_erased() -> None:
    finding = next(event for event in started("case-107") if event.kind == "finding_noted")
    noted = (Happening("case-107", finding),)

    wanted = words_wanted(noted)

    assert len(wanted) == 1
    assert "[erased]" in told(noted, the_people(), dict.fromkeys(wanted))[0]
