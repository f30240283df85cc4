"""Three audits of a team find one standard unmet: a thematic audit is proposed, opened, made; another is declined."""

import asyncio
import json
from itertools import count
from typing import Any, NamedTuple

import pytest

import starter
from activities.lessons import Lessons
from api.engine import Engine
from api.policies import Policies
from api.proposals import Deciding, Means, Opened
from api.record import Record
from api.sending import Patience
from api.starting import Starting
from domain import commands as c
from domain.lesson_errors import NotADecider, ProposalDecided
from storage import frameworks
from storage.people import replace
from storage.texts import Chance
from tests.activities.mails import text_in
from tests.activities.records import rows
from tests.api.council import POLICIES
from tests.api.terminal import Terminal
from tests.journeys.conftest import now
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import DIRECTOR, HEAD, OWNER, an_audit, rules
from tests.workflows.scenes import NOTE, framework, people

UNMET, OTHER, PRAISED = "fathers_involved", "risk_analysed", "views_recorded"
VIEWS = c.Views(child=c.Sought(why_not=NOTE), family=c.Sought(how=(NOTE,)))
PRAISE = "Thank you, says a mother."
OUTSIDER = "p-10"
"""An auditor of another team."""


class Room(NamedTuple):
    """A council, who decides in it, a terminal beside it, and what looks for lessons."""

    council: Council
    deciding: Deciding
    starting: Starting
    terminal: Terminal
    lessons: Lessons

    async def open(self, proposal_id: str, by: str, auditor: str | None) -> Opened:
        async def beginning() -> Starting:
            return self.starting

        return await self.deciding.open(proposal_id, by, auditor, beginning)

    async def start(self, name: str, **found: bool) -> None:
        """An audit that found each of these standards met or not."""
        seen = [
            c.FindingSeen(finding_id=f"f-{n}", standard=one, is_met=is_met, text=NOTE)
            for n, (one, is_met) in enumerate(found.items(), 1)
        ]
        said = {"findings": tuple(seen), "rules": rules(*found)}
        await self.council.start(an_audit(name).model_copy(update=said))

    async def type(self, *words: str) -> tuple[int, str]:
        """What a command at the terminal came to, and said."""
        said = await asyncio.to_thread(self.terminal.type, *words)
        return said.status, said.err or said.out

    async def asked(self, *words: str) -> Any:
        """Its answer in JSON."""
        status, said = await self.type(*words, "--json")
        assert status == 0, said
        return json.loads(said)

    async def proposal(self, standard: str) -> str:
        """The proposal of this standard, by its id."""
        [found] = [one for one in await self.asked("proposals") if one["standard"] == standard]
        assert [each["audit_id"] for each in found["evidence"]] == ["l-1", "l-2", "l-3"]
        return str(found["proposal_id"])


@pytest.fixture
async def room(
    council: Council, migrated_database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Room:
    monkeypatch.setenv("DATABASE_URL", migrated_database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", council.client.service_client.config.target_host)
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    outsider = people().people["p-8"].model_copy(update={"person": OUTSIDER, "team": "stoat"})
    await replace(council.database, [*people().people.values(), outsider], at=now())
    await frameworks.keep(council.database, framework("childrens_social_care"), at=now())
    numbers, policies = count(1), Policies(POLICIES)
    record = Record(council.database, Chance(lambda: f"lesson-{next(numbers)}", lambda: "salt"))
    starting = Starting(Engine(council.client, record, Patience(), queue=council.queue), record, policies, now)

    lessons = Lessons(council.database, now, policies.calendar)
    deciding = Deciding(Means(record, policies, now))
    return Room(council, deciding, starting, Terminal(starter.app, capsys), lessons)


async def test_what_three_audits_found_unmet_is_proposed_decided_and_looked_into(room: Room, post: Post) -> None:
    for name in ("l-1", "l-2"):
        await room.start(name, **{UNMET: False, OTHER: False, PRAISED: True})
        await room.lessons.look()
    assert await room.asked("proposals") == []
    await room.start("l-3", **{UNMET: False, OTHER: False})
    for _ in range(2):
        await room.lessons.look()
    await post.deliver()

    opened = await _is_opened(room, await room.proposal(UNMET))
    await _is_declined(room, await room.proposal(OTHER))
    await room.start("l-4", **{UNMET: False, OTHER: False})
    await room.lessons.look()

    assert len(await room.asked("proposals", "--status", "undecided")) == 0
    await _is_made(room, opened)
    await _is_found_again(room)
    await post.prove()
    told = [(mail["To"].addresses[0].username, " ".join(text_in(mail).split())) for mail in post.office.mails]
    [(hearer, text)] = [(person, said) for person, said in told if "proposed to you" in said]
    assert hearer == HEAD
    for standard in (UNMET, OTHER):
        assert f"3 audits of team heron found the same standard unmet: {standard}" in text
    assert f"starter.py proposals open {opened.replace('thematic', 'proposal')} --by {HEAD}" in text


async def _is_opened(room: Room, proposal: str) -> str:
    """Nobody but the decider may; opened twice it is one audit, and nobody else opens or declines it any more."""
    with pytest.raises(NotADecider, match="Only a head of service, an assistant director or a director"):
        await room.open(proposal, OWNER, None)
    with room.council.environment.with_time_skipping_disabled():
        opened = [await room.open(proposal, HEAD, OUTSIDER) for _ in range(2)]
    room.council.begun.add(opened[0].audit_id)

    assert [one.was_there for one in opened] == [False, True]
    with pytest.raises(ProposalDecided, match=f"was opened as audit {opened[0].audit_id} by {HEAD} already"):
        await room.open(proposal, DIRECTOR, None)
    declined = await room.type("proposals", "decline", proposal, "--by", HEAD, "--reason", "No.")
    assert declined[0] == 1
    assert f"was opened as audit {opened[0].audit_id} by {HEAD} already: nothing is left to decide." in declined[1]
    return opened[0].audit_id


async def _is_declined(room: Room, proposal: str) -> None:
    words = ("proposals", "decline", proposal, "--reason", "It was one worker, who has left.", "--by")

    assert (await room.type(*words, "p-1"))[0] == 1
    assert [await room.type(*words, HEAD) for _ in range(2)] == [(0, f"{proposal} is declined.\n")] * 2
    found = await room.asked("proposals", "show", proposal)
    assert (found["status"], found["decided_by"]) == ("declined", HEAD)
    assert found["reason"] == "It was one worker, who has left."
    with pytest.raises(ProposalDecided, match="was declined by p-4 already"):
        await room.open(proposal, HEAD, None)


async def _is_made(room: Room, audit_id: str) -> None:
    """It is made and acted upon, and whoever looks sees which audits asked for it."""
    finding = c.FindingSeen(finding_id="f-1", standard=UNMET, is_met=False, text=NOTE)
    said: dict[str, Any] = {
        "overall": "inadequate",
        "findings": (finding,),
        "owners": {"practitioner": OWNER},
        "rules": rules(UNMET),
    }
    returned = c.ReturnAudit(command_id="return", by=OUTSIDER, **said, views=VIEWS, worker_took_part=True)
    await room.council.give(audit_id, returned)
    kinds = await room.council.kinds(audit_id)
    shown = await room.asked("show", audit_id)
    told = (await room.type("history", audit_id))[1]

    assert kinds[:3] == ["audit_planned", "audit_allocated", "audit_returned"]
    assert "action_opened" in kinds
    assert (shown["kind"], shown["subject"]) == ("thematic", UNMET)
    assert [one["audit_id"] for one in shown["proposal"]["evidence"]] == ["l-1", "l-2", "l-3"]
    assert f"which {audit_id.replace('thematic', 'proposal')} asked for" in " ".join(told.split())


async def _is_found_again(room: Room) -> None:
    """Strengths and a compliment of one standard are there together, the compliment kept once."""
    words = (
        "compliment",
        "--standard",
        PRAISED,
        "--team",
        "heron",
        "--text",
        PRAISE,
        "--by",
        OWNER,
    )
    for _ in range(2):
        assert (await room.type(*words, "--command-id", "thanks"))[0] == 0
    found = await room.asked("practice", "--standard", PRAISED)

    assert [(one["kind"], one["audit_id"]) for one in found] == [
        ("compliment", None),
        ("strength", "l-1"),
        ("strength", "l-2"),
    ]
    assert found[0]["text"] == PRAISE
    assert await room.asked("practice", "--standard", PRAISED, "--team", "stoat") == []
    assert len(await rows(room.council.database, "select * from compliments")) == 1
