"""A file of people is checked as the directory would be with it, or by itself."""

import json
from pathlib import Path

import pytest

from samples.council import PEOPLE
from starter import app
from tests.api.terminal import Terminal

ONE_MORE = "person,name,mail,roles,team,manager\nnew,New,new@example.invalid,practitioner,front-door,{}\n"


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


def test_a_file_is_checked_as_it_would_be_loaded(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text(ONE_MORE.format("p-013"))
    merged, alone = terminal.type("people", "check", file), terminal.type("people", "check", file, "--alone")
    file.write_text(ONE_MORE.format("nobody"))
    wrong = terminal.type("people", "check", file)
    listed = terminal.type("people", "list").out

    assert (merged.status, merged.err) == (0, "")
    assert merged.out == "Everybody has a line to the top, every role is held, every deputy is there.\n"
    assert "manager p-013 of new is not in the directory" in alone.out
    assert (
        wrong.out == f"{file} line 2: manager nobody of new is not in the directory: add them, or name somebody else.\n"
    )
    assert (alone.status, wrong.status, "new" in listed.split()) == (1, 1, False)


def test_only_a_file_can_be_checked_alone(terminal: Terminal) -> None:
    assert terminal.type("people", "check").status == 0
    said = terminal.type("people", "check", "--alone")

    assert (said.status, said.err) == (2, "--alone: name the file that is to be checked by itself.\n")


def test_who_is_exempted_twice_is_exempted_as_was_said_last(terminal: Terminal) -> None:
    exempt = ("programme", "exempt", "p-014", "--by", "p-001", "--reason")
    assert terminal.type(*exempt, "At court.", "--until", "2998-12-31").status == 0
    assert terminal.type(*exempt, "At court for longer.", "--until", "2999-12-31").status == 0

    listed = json.loads(terminal.type("programme", "exemptions", "--json").out)

    assert [(one["person"], one["until"], one["reason"]) for one in listed] == [
        ("p-014", "2999-12-31", "At court for longer.")
    ]
