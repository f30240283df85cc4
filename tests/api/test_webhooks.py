"""At a terminal: webhooks are added, listed, tried and taken away; what cannot be is one sentence."""

import asyncio
import json
from typing import Any

import pytest

import starter
from storage.database import Database
from storage.operations import operations
from tests.api.terminal import Terminal

ADD = ("webhooks", "add", "board", "https://board.invalid/audits")
WHY = ("--secret", "WEBHOOK_SECRET_BOARD", "--reason", "The board asked.")


@pytest.fixture
def terminal(
    migrated_database_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """On a machine where nobody delivers."""
    monkeypatch.setenv("DATABASE_URL", migrated_database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", "nowhere.invalid:7233")
    monkeypatch.setenv("SMTP_URL", "smtp://nowhere.invalid:25")
    monkeypatch.setattr("api.command_line.webhooks.PAUSE", 0.0)
    return Terminal(starter.app, capsys)


def answer(terminal: Terminal, *words: str) -> Any:
    said = terminal.type("webhooks", *words, "--json")
    assert (said.status, said.err) == (0, "")
    return json.loads(said.out)


def test_a_webhook_is_added_once_listed_and_taken_away(terminal: Terminal) -> None:
    added = [terminal.type(*ADD, *WHY, "--kind", "escalated").out for _ in range(2)]
    [listed] = answer(terminal, "list")
    other = terminal.type(*ADD, *WHY)
    removed = terminal.type("webhooks", "remove", "board", "--reason", "It is gone.", "--by", "op-1")
    again = terminal.type("webhooks", "remove", "board", "--reason", "It is gone.")

    assert added == ["board is told from now on.\n", "Nothing had changed.\n"]
    assert (listed["name"], listed["kinds"], listed["waiting"]) == ("board", ["escalated"], 0)
    assert (other.status, other.err) == (1, "There is another webhook board: remove it first.\n")
    assert removed.out == "board is told no more.\n"
    assert (again.status, again.err) == (1, "There is no webhook board: see `starter.py webhooks list`.\n")
    assert answer(terminal, "list") == []


async def test_who_added_and_removed_it_is_noted(terminal: Terminal, migrated_database_url: str) -> None:
    for words in ((*ADD, *WHY, "--by", "op-1"), ("webhooks", "remove", "board", "--reason", "It is gone.")):
        await asyncio.to_thread(terminal.type, *words)

    database = Database(migrated_database_url)
    noted = [(one.verb, one.about, one.person, one.reason) for one in await operations(database)]
    await database.dispose()
    assert noted == [
        ("webhook removed", "webhook/board", "operator", "It is gone."),
        ("webhook added", "webhook/board", "op-1", "The board asked."),
    ]


def test_a_test_that_no_courier_sends_says_so(terminal: Terminal) -> None:
    terminal.type(*ADD, *WHY)

    said = terminal.type("webhooks", "test", "board")

    assert said.status == 1
    assert said.err == "Nobody has tried yet: see that a worker runs (`python worker.py`), then test again.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("Board", "https://x.invalid/"), "name: 'Board' is not an id"),
        (("board", "http://x.invalid/"), "url: the address must look like https://host/path"),
        (("board", "https://x.invalid/?code=1"), "url: the address must look like https://host/path"),
        (("board", "https://10.0.0.1/"), "url: it is on this machine or a private network: CHANNELS_MAY_REACH"),
        (("board", "http://localhost/"), "url: it is on this machine or a private network: CHANNELS_MAY_REACH"),
        (("board", "https://x.invalid/", "--kind", "overdue"), "kinds: there is no such event: write one such as"),
        (("board", "https://x.invalid/", "--secret", "DATABASE_URL"), "secret: it names the setting that holds"),
        (("board", "https://x.invalid/", "--per-minute", "0"), "per_minute: it cannot be used"),
    ],
)
def test_what_cannot_be_a_webhook_is_refused_in_a_sentence(
    terminal: Terminal, words: tuple[str, ...], sentence: str
) -> None:
    said = terminal.type("webhooks", "add", *WHY, *words)

    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(sentence)
    assert said.err.count("\n") == 1
