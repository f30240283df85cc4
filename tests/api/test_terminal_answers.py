"""What commands answer at a terminal, in JSON and in words, from the real record."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

import starter
from domain.dates_in_words import day_in_words
from domain.london import end_of_day, local_day
from tests.api.house import House
from tests.api.terminal import Said, Terminal

LIST = ["audit_id", "kind", "subject", "status", "overall", "cycle", "actions_open", "actions_overdue", "level",
        "next_moment"]  # fmt: skip
ACTION = ["action_id", "title", "owner", "standard", "status", "due_at", "original_due_at", "overdue", "level", "cycle",
          "paused_until", "waits_for", "extension_asked_for", "extensions"]  # fmt: skip


class Desk:
    """A terminal at which one audit was started."""

    def __init__(self, terminal: Terminal, house: House, audit_id: str) -> None:
        self._terminal, self.house, self.audit_id = terminal, house, audit_id

    async def type(self, *words: str) -> Said:
        # A command has an event loop of its own, as at a real terminal.
        return await asyncio.to_thread(self._terminal.type, *words)

    async def answer(self, *words: str) -> Any:
        said = await self.type(*words, "--json")
        assert (said.status, said.err) == (0, "")
        return json.loads(said.out)


@pytest.fixture
async def desk(
    house: House,
    worker: object,  # noqa: ARG001 - somebody must do the work
    migrated_database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Desk:
    monkeypatch.setenv("DATABASE_URL", migrated_database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", house.client.service_client.config.target_host)
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    audit_id = f"north-{uuid4().hex[:8]}"
    await house.start(audit_id)
    return Desk(Terminal(starter.app, capsys), house, audit_id)


async def test_list_and_show_answer_exactly_their_fields(desk: Desk) -> None:
    [listed] = await desk.answer("list")
    shown = await desk.answer("show", desk.audit_id)

    assert list(listed) == LIST
    assert list(shown)[: len(LIST) + 2] == [*LIST, "standards", "actions"]
    assert [list(action) for action in shown["actions"]] == [ACTION] * 2
    assert shown["actions"][0]["owner"] == "pat"


async def test_show_says_that_an_action_is_paused_and_more_time_is_asked_for(desk: Desk) -> None:
    [first, _] = (await desk.answer("show", desk.audit_id))["actions"]
    later = (datetime.fromisoformat(first["due_at"]) + timedelta(days=7)).date()
    asked = ["ask-extension", "a-1", "--by", "pat", "--due", later.isoformat(), "--reason", "The family is away."]
    await desk.answer("act", desk.audit_id, *asked)
    await desk.answer("act", desk.audit_id, "pause", "a-1", "--by", "tess", "--reason", "The family is away.")
    [held, other] = (await desk.answer("show", desk.audit_id))["actions"]

    said = await desk.type("show", desk.audit_id)

    assert datetime.fromisoformat(held["extension_asked_for"]) == end_of_day(later)
    assert datetime.fromisoformat(held["paused_until"]) > datetime.now(UTC)
    assert (other["paused_until"], other["extension_asked_for"], other["extensions"]) == (None, None, 0)
    assert "open, extension asked to " in said.out
    assert ", paused until " in said.out


async def test_list_is_narrowed_by_what_is_asked(desk: Desk) -> None:
    assert await desk.answer("list", "--kind", "dip_sample", "--status", "acting", "--team", "north") != []
    assert await desk.answer("list", "--status", "closed") == []
    assert await desk.answer("list", "--overdue") == []
    assert await desk.answer("overdue") == []


async def test_a_command_is_answered_and_told_in_the_history(desk: Desk) -> None:
    digest = f"sha256:{'a' * 64}"
    claim = ["act", desk.audit_id, "claim", "a-1", "--by", "pat", "--note", "Done today."]

    receipt = await desk.answer(*claim, "--evidence", f"register page 4={digest}", "--command-id", "mine")
    history = await desk.answer("history", desk.audit_id)

    assert receipt["command_id"] == "mine"
    assert list(history[-1]) == ["seq", "at", "kind", "actor", "text", "note"]
    assert history[receipt["first"] - 1]["actor"] == "pat"
    assert history[receipt["first"] - 1]["text"].startswith(
        "Pat claimed action a-1 done: “Done today”, shown by “register page 4”."
    )


async def test_a_refused_command_is_a_sentence_and_status_1(desk: Desk) -> None:
    said = await desk.type("act", desk.audit_id, "accept", "a-1", "--by", "dee")

    assert (said.status, said.out, said.err) == (1, "", "Only its owner (pat) may accept: ask them to do it.\n")


async def test_operators_find_people_again_and_move_an_audit_to_another_version(desk: Desk) -> None:
    early = await desk.type("act", desk.audit_id, "find_again", "--by", "otto", "--reason", "Tess has left.")
    unknown = await desk.type(
        "act", desk.audit_id, "replan", "--policy-version", "9", "--by", "otto", "--reason", "Better rules."
    )
    version = await desk.type("act", desk.audit_id, "replan", "--by", "otto", "--reason", "Better rules.")

    nobody = "Nobody has been told yet that anything here is late: there is nobody to find again.\n"
    assert (early.status, early.err) == (1, nobody)
    sentence = "There is no version 9 of childrens_social_care: name one of 2.\n"
    assert (unknown.status, unknown.err) == (1, sentence)
    assert (version.status, version.err) == (2, "act replan: it needs --policy-version: give it.\n")


async def test_the_engines_own_events_stand_beside_the_story(desk: Desk) -> None:
    both = await desk.answer("history", desk.audit_id, "--temporal")

    said = await desk.type("history", desk.audit_id, "--temporal")

    assert list(both) == ["events", "temporal", "pending"]
    assert both["temporal"][0]["what"] == "The workflow was started"
    assert "The engine's own events" in said.out
    assert "record: events 1 to " in said.out


async def test_the_record_is_verified_and_made_anew(desk: Desk) -> None:
    assert await desk.answer("verify") == {"audits": 1, "faults": []}
    assert await desk.answer("rebuild") == {"audits": 1, "faults": []}
    await desk.house.lose(desk.audit_id)

    said = await desk.type("verify")

    assert said.status == 1
    assert said.err == "The record is not whole: 1 fault in 1 audit.\n"


async def test_nothing_is_stuck_and_notices_wait(desk: Desk) -> None:
    assert await desk.answer("notices", "--dead") == []
    assert (await desk.answer("notices"))["counts"] == {"waiting": 2}
    assert await desk.answer("resend", "--reason", "mended") == {"resent": 0}
    assert [one for one in await desk.answer("stuck") if one["audit_id"] == desk.audit_id] == []
    assert await desk.answer("nudge", desk.audit_id, "--reason", "mended") == {
        "audit_id": desk.audit_id,
        "nudged": True,
        "alarms_settled": 0,
    }


async def test_an_open_audit_that_no_workflow_works_on_is_stuck_until_all_are_nudged(desk: Desk) -> None:
    await desk.house.lose(desk.audit_id)

    stuck = await desk.answer("stuck")
    nudged = await desk.answer("nudge", "--all", "--reason", "lost")

    assert (desk.audit_id, "left_alone") in [(one["audit_id"], one["kind"]) for one in stuck]
    assert nudged == [{"audit_id": desk.audit_id, "nudged": True, "alarms_settled": 0}]
    assert (await desk.type("nudge", "--all", "--reason", "lost")).out == "Nothing is stuck.\n"


async def test_one_audit_is_nudged_or_all_are(desk: Desk) -> None:
    said = await desk.type("nudge", "--reason", "lost")

    assert (said.status, said.err) == (2, "nudge: name one audit, or give --all.\n")


@pytest.mark.parametrize("words", [["show"], ["history"], ["nudge", "--reason", "lost"]])
async def test_an_audit_that_never_was_is_said_so(desk: Desk, words: list[str]) -> None:
    said = await desk.type(words[0], "never-was", *words[1:])

    sentence = "There is no audit never-was: see `starter.py list`, or plan or start it first.\n"
    assert (said.status, said.err) == (1, sentence)


async def test_words_for_people_name_people_and_say_dates_in_words(desk: Desk) -> None:
    said = await desk.type("show", desk.audit_id)

    assert "dip sample audit of record-17, requires improvement overall, acting" in said.out
    assert f"Started {day_in_words(local_day(datetime.now(UTC)))} at " in said.out
    assert "Pat" in said.out
