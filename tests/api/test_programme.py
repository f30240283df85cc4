"""Caseloads, exemptions and draws at the terminal: a slip is one sentence; a rehearsal writes nothing."""

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import text

from samples.council import PEOPLE, SAMPLES
from starter import app
from storage.database import Database
from tests.api.terminal import Terminal

HEAD = "subject,team,last_audited\n"
PLAN = ("programme", "plan", "--month", "2026-12", "--dry-run")


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
    assert {one["outcome"] for one in draw["cases"]} == {"chosen", "audited_lately", "not_drawn"}
    assert json.loads(other.out)["seed"] != "7"
    assert terminal.type("programme", "show", "--month", "2026-12").err.startswith("--month: 2026-12 is not drawn")


def test_people_read_the_draw_as_tables_with_the_reasons_and_the_seed(terminal: Terminal) -> None:
    terminal.type("programme", "caseload", SAMPLES / "caseload.csv")

    said = terminal.type(*PLAN, "--seed", "7").out

    assert "Cases passed over" in said
    assert "its team's share was drawn before it came up" in said
    assert said.endswith("Nothing was written. The same draw again: --seed 7\n")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("C-1,nowhere,\n", "line 2: nobody in the directory works in team nowhere: correct the team."),
        ("C-1,{team},\nC-1,{team},\n", "line 3: subject C-1 is already at {file} line 2: keep one of them."),
        ("C-1,{team},31/12/2025\n", "line 2: last_audited: '31/12/2025' is not a date: write it as 2026-12-31."),
        ("C-1,{team},2999-01-01\n", "line 2: last_audited: 2999-01-01 is yet to come: correct it."),
        ("Jamie Smith,{team},\n", "line 2: subject: it looks like a name: write the case's reference, which has"),
        ("C-1,{team},,more\n", "line 2: it has more cells than there are columns: remove what is too much."),
    ],
    ids=["unknown team", "twice", "no date", "future", "a name", "too many cells"],
)
def test_a_slip_in_a_caseload_is_one_sentence_with_file_and_row(
    terminal: Terminal, tmp_path: Path, rows: str, sentence: str
) -> None:
    file = tmp_path / "cases.csv"
    team = (SAMPLES / "caseload.csv").read_text().splitlines()[1].split(",")[1]
    file.write_text(HEAD + rows.format(team=team))

    said = terminal.type("programme", "caseload", file)

    assert said.status == 2
    assert said.err.startswith(f"{file} {sentence.format(file=file)}")
    assert "Jamie" not in said.err


def test_a_caseload_with_other_columns_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("child,team\nC-1,x\n")

    assert (
        "its columns are subject, team and last_audited: see to 'child'."
        in terminal.type("programme", "caseload", file).err
    )


def test_only_a_director_exempts_and_their_reason_is_kept(terminal: Terminal, migrated_database_url: str) -> None:
    words = ("programme", "exempt", "p-010", "--until", "2999-12-31", "--reason", "At court.", "--by")
    refused, done = terminal.type(*words, "p-004"), terminal.type(*words, "p-001")

    assert refused.err == "Only a director may exempt: ask them to do it.\n"
    assert done.status == 0
    assert asyncio.run(_exemptions(migrated_database_url)) == [("p-010", "p-001", "At court.")]


async def _exemptions(url: str) -> list[tuple[str, ...]]:
    database = Database(url)
    async with database.transaction() as connection:
        kept = (await connection.execute(text("select person, by, reason from exemptions"))).all()
    await database.dispose()
    return [tuple(row) for row in kept]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("plan", "--month", "12/2026", "--dry-run"), "--month: '12/2026' is not a month: write it as 2026-12."),
        (("plan", "--month", "2026-12", "--dry-run"), "The caseload is empty: load it with"),
        (
            ("plan", "--month", "2026-12", "--framework", "ofsted_ilacs", "--dry-run"),
            "--framework: ofsted_ilacs has no",
        ),
        (("schedule", "--hour", "7 am"), "--hour: '7 am' is not a time of day: write it as 07:00."),
    ],
    ids=["month", "caseload", "framework", "hour"],
)
def test_what_cannot_be_drawn_says_why(terminal: Terminal, words: tuple[str, ...], sentence: str) -> None:
    said = terminal.type("programme", *words)

    assert said.status != 0
    assert said.err.startswith(sentence)
