"""Caseloads, exemptions and draws at the terminal: a slip is one sentence; a rehearsal writes nothing."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from api.command_line.doors import policies_here
from domain.months import month_of
from domain.programme import name_of
from samples.council import PEOPLE, SAMPLES
from starter import app
from storage.alarms import OpenAlarm, raise_anew
from storage.database import Database
from storage.programme import progress
from storage.programme_drawing import Wish, draw_once
from tests.api.terminal import Terminal

HEAD = "subject,team,last_audited\n"
NEXT = month_of((datetime.now(UTC) + timedelta(days=31)).date())
PLAN = ("programme", "plan", "--month", NEXT, "--dry-run")


@pytest.fixture
def terminal(
    migrated_database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """Beside a database with the sample council in it, and no engine."""
    monkeypatch.setenv("DATABASE_URL", migrated_database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:9")
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:9")
    terminal = Terminal(app, capsys)
    assert terminal.type("people", "load", PEOPLE).status == 0
    return terminal


def test_the_sample_caseload_can_be_planned_and_a_rehearsal_writes_nothing(terminal: Terminal) -> None:
    assert terminal.type("programme", "caseload", SAMPLES / "caseload.csv").out == "240 cases loaded.\n"

    said = terminal.type(*PLAN, "--seed", "7", "--json")
    again = terminal.type(*PLAN, "--seed", "7", "--json")
    other = terminal.type(*PLAN, "--json")

    draw = json.loads(said.out)
    assert said == again
    assert (said.status, draw["seed"], draw["rehearsal"], len(draw["cases"])) == (0, "7", True, 240)
    assert {one["outcome"] for one in draw["cases"]} >= {"chosen", "not_drawn"}
    assert json.loads(other.out)["seed"] != "7"
    assert terminal.type("programme", "show", "--month", NEXT).err.startswith(f"{NEXT} is not drawn: see")


def test_people_read_the_draw_as_tables_with_the_reasons_and_the_seed(terminal: Terminal) -> None:
    terminal.type("programme", "caseload", SAMPLES / "caseload.csv")

    said = terminal.type(*PLAN, "--seed", "7").out

    assert "Cases passed over" in said
    assert "its team's share was drawn before it came up" in said
    assert said.endswith("Nothing was written. The same draw again: --seed 7\n")


SLIPS = {
    "C-1,nowhere,": "line 2: nobody in the directory works in team nowhere: correct the team.",
    "C-1,,": "line 2: nobody in the directory works in team (none): correct the team.",
    "C-1,{team},\nC-1,{team},": "line 3: subject C-1 is already at {file} line 2: keep one of them.",
    "C-1,{team},31/12/2025": "line 2: last_audited: '31/12/2025' is not a date: write it as 2026-12-31.",
    "C-1,{team},2999-01-01": "line 2: last_audited: 2999-01-01 is yet to come: correct it.",
    "Jamie Smith,{team},": "line 2: subject: it looks like a name: write the case's reference, which has a",
    ",{team},": "line 2: subject: it is empty: write the case's reference.",
    "C-1,{team},,more": "line 2: it has more cells than there are columns: remove what is too much.",
    "C-1,nowhere,\nC-2,nowhere,": "line 2: nobody in the directory works in team nowhere: correct the team. (also bad:",
}


def test_a_slip_in_a_caseload_is_one_sentence_with_file_and_row_and_changes_nothing(
    terminal: Terminal, tmp_path: Path, migrated_database_url: str
) -> None:
    assert terminal.type("programme", "caseload", SAMPLES / "caseload.csv").status == 0
    file = tmp_path / "cases.csv"
    team = (SAMPLES / "caseload.csv").read_text().splitlines()[1].split(",")[1]

    for rows, sentence in SLIPS.items():
        file.write_text(f"{HEAD}{rows.format(team=team)}\n")
        said = terminal.type("programme", "caseload", file)

        assert said.status == 2
        assert said.err.startswith(f"{file} {sentence.format(file=file)}")
        assert "Jamie" not in said.err
    assert asyncio.run(_count(migrated_database_url, "caseload")) == 240


def test_a_caseload_with_other_columns_or_without_cases_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    columns = "line 1: its columns are subject, team and last_audited: see to"

    for text_of_file, sentence in {
        "child,team\nC-1,x\n": f" {columns} 'child'.",
        "subject\nC-1\n": f" {columns} 'team'.",
        "": ": it has no lines: name the columns subject, team and last_audited in the first.",
        HEAD: ": it has no cases: write one on each line, below the names of the columns.",
    }.items():
        file.write_text(text_of_file)
        assert terminal.type("programme", "caseload", file).err == f"{file}{sentence}\n"


def test_only_a_director_exempts_and_their_reason_is_kept(terminal: Terminal, migrated_database_url: str) -> None:
    words = ("programme", "exempt", "p-010", "--until", "2999-12-31", "--reason", "At court.", "--by")
    refused, done = terminal.type(*words, "p-004"), terminal.type(*words, "p-001")

    assert refused.err == "Only a director may exempt: ask them to do it.\n"
    assert done.status == 0
    assert asyncio.run(_exemptions(migrated_database_url)) == [("p-010", "p-001", "At court.")]


async def _exemptions(url: str) -> list[tuple[str, ...]]:
    found = await _rows(url, "select person, by, text from exemptions join texts on text_id = reason_text")
    return [tuple(row) for row in found]


async def _count(url: str, table: str) -> int:
    return len(await _rows(url, f"select * from {table}"))  # noqa: S608 - a name of ours


async def _rows(url: str, query: str) -> Sequence[Any]:
    database = Database(url)
    async with database.transaction() as connection:
        found = (await connection.execute(text(query))).all()
    await database.dispose()
    return found


def test_a_month_that_stopped_is_shown_with_why_and_how_far_it_is(
    terminal: Terminal, migrated_database_url: str
) -> None:
    terminal.type("programme", "caseload", SAMPLES / "caseload.csv")
    audits = asyncio.run(_stopped(migrated_database_url))

    said = terminal.type("programme", "show", "--month", "2026-12")
    fields = json.loads(terminal.type("programme", "show", "--month", "2026-12", "--json").out)

    assert said.out.endswith("0 of them recorded.\n")
    assert said.err == "It stopped: 1 of 9 audits could not begin.\n"
    assert (fields["audits"], fields["recorded"], fields["stopped"]) == (audits, 0, "1 of 9 audits could not begin.")


async def _stopped(url: str) -> int:
    """A month that is drawn and does not go on; how many audits it has."""
    database, at, name = Database(url), datetime(2026, 11, 25, tzinfo=UTC), name_of("2026-12")
    framework = policies_here().framework("childrens_social_care")
    await draw_once(database, Wish("2026-12", framework, "p-001", "7"), lambda: "7", at)
    async with database.transaction() as connection:
        alarm = OpenAlarm(name, name, 0, "programme", "1 of 9 audits could not begin.", at)
        await raise_anew(connection, alarm)
        drawn = (await progress(connection, "2026-12")).drawn
    await database.dispose()
    return drawn


NOT_DRAWN = {
    "plan --month 12/2026 --dry-run": "--month: '12/2026' is not a month: write it as 2026-12.",
    "plan --month 2026-13": "--month: '2026-13' is not a month: write it as 2026-12.",
    "plan --month 2026-12 --dry-run": "The caseload is empty: load it with",
    "plan --month 2026-12": "The caseload is empty: load it with",
    "plan --month 2026-12 --framework ofsted_ilacs --dry-run": "--framework: ofsted_ilacs has no programme",
    "show --month 2026-12": "2026-12 is not drawn: see `starter.py programme plan --month 2026-12 --dry-run`.",
    "schedule --hour 99:00": "--hour: '99:00' is not a time of day: write it as 07:00.",
    "exempt p-010 --by p-001 --until soon --reason x": "--until: 'soon' is not a date: write it as 2026-12-31.",
    "exempt p-010 --by p-001 --until 2020-01-01 --reason x": "until: 2020-01-01 has passed: give a later day.",
    "exempt p-010 --until 2999-01-01 --reason x": "--by: say which director exempts.",
    "exempt nemo --by p-001 --until 2999-01-01 --reason x": "The person nemo is not in the directory",
}


def test_a_month_that_is_over_is_not_drawn_any_more(terminal: Terminal, migrated_database_url: str) -> None:
    terminal.type("programme", "caseload", SAMPLES / "caseload.csv")

    rehearsed = terminal.type("programme", "plan", "--month", "2026-10", "--dry-run")
    drawn = terminal.type("programme", "plan", "--month", "2026-10")

    assert (rehearsed.status, rehearsed.out) == (1, "")
    assert rehearsed.err == drawn.err == "2026-10 is over: draw this month or a later one.\n"
    assert asyncio.run(_count(migrated_database_url, "programme_months")) == 0


def test_what_cannot_be_done_says_why_and_changes_nothing(terminal: Terminal, migrated_database_url: str) -> None:
    for words, sentence in NOT_DRAWN.items():
        said = terminal.type("programme", *words.split())

        assert said.status != 0
        assert said.err.startswith(sentence)
    for table in ("programme_months", "exemptions"):
        assert asyncio.run(_count(migrated_database_url, table)) == 0


def test_a_month_is_not_drawn_without_auditors_or_with_teams_that_are_gone(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type("programme", "caseload", SAMPLES / "caseload.csv")
    people = tmp_path / "people.jsonl"
    one = {"person": "p-1", "name": "One", "mail": "one@example.invalid", "roles": ["director"], "team": "lead"}
    people.write_text(json.dumps(one))
    terminal.type("people", "load", people, "--replace")
    nobody = terminal.type(*PLAN)
    people.write_text(json.dumps(one | {"roles": ["team_manager"]}))
    terminal.type("people", "load", people, "--replace")
    elsewhere = terminal.type(*PLAN)

    assert nobody.err.startswith("Nobody in the directory is team_manager or service_manager: load people,")
    assert elsewhere.err.startswith("The caseload has cases of ")
    assert "in which nobody of the directory works: load people, or the caseload anew." in elsewhere.err
