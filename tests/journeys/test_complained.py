"""A complaint comes as an event, is reminded of, extended once, answered by points; what is upheld is put right."""

import asyncio
import json
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cloudevents.core.bindings.http import to_structured_event

import starter
from api.engine import Engine
from api.inbox.acting import Acting
from api.inbox.complained import audit_id_of
from api.inbox.entry import entry
from api.inbox.envelope import Envelope
from api.inbox.means import Means
from api.inbox.porter import Porter, Terms
from api.policies import Policies
from api.record import Record
from api.sending import Patience
from domain import commands as c
from domain.london import local_day
from storage import inbox
from storage.people import replace
from storage.texts import Chance
from tests.activities.mails import text_in
from tests.api.council import POLICIES
from tests.api.senders import CASE_SYSTEM, an_event
from tests.api.terminal import Terminal, write_lines
from tests.journeys.conftest import now
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import HEAD, JUDGED, QUALITY, story
from tests.workflows.scenes import claim, judge, people

ANSWERS = "p-3"
"""The service manager above the team."""
ABOUT = {"subject": "C-1001", "team": "heron"}
COMPLAINED = {"complaint_id": "C-31", **ABOUT, "stage": 1, "text": "Nobody asked me, says Ann."}
SAID = {"subject": "C-1001", "way": "mind_of_my_own", "text": "I want to see my dad."}
POINTS = [
    {"answer": "upheld", "standard": JUDGED, "text": "Her father was not asked."},
    {"answer": "not_upheld", "standard": "views_recorded", "text": "She was asked twice."},
]
ANSWERED = {
    "kind": "complaint",
    "framework": "childrens_social_care",
    **ABOUT,
    "auditor": ANSWERS,
    "overall": "good",
    "points": POINTS,
    "views": {"child": {"why_not": "She was ill."}, "family": {"how": ["Her mother was called."]}},
    "worker_took_part": True,
}
WAITED = ["audit_planned", "audit_allocated", "return_reminded", "return_reminded", "response_extended"]
RESPONDED = ["childs_view_heard", "return_reminded", "audit_returned", "finding_noted", "finding_noted"]


class Doors(NamedTuple):
    """The ways by which it comes, is seen and is answered: events, and a terminal."""

    council: Council
    acting: Acting
    terminal: Terminal

    async def deliver(self, name: str, kind: str, **said: Any) -> tuple[str, str | None]:
        """An event is sent, and carried to the audit it is about: what became of it, and that audit."""
        event = an_event(name, type_=f"auditloop.{kind}.v1", data=said)
        taken = entry(Envelope.model_validate_json(to_structured_event(event).body))
        async with self.council.database.transaction() as connection:
            await inbox.take_in(connection, [taken], CASE_SYSTEM.person, now(), "r-1")
        with self.council.environment.with_time_skipping_disabled():
            await Porter(self.council.database, self.acting, now, Terms()).carry_due()
        async with self.council.database.transaction() as connection:
            [last, *_] = await inbox.page(connection, state=None, type_=None, before=None, limit=1)
        return last.state, last.audit_id

    async def type(self, *words: str | Path) -> tuple[int, str]:
        """What a command at the terminal came to, and said."""
        said = await asyncio.to_thread(self.terminal.type, *words)
        return said.status, said.err or said.out


@pytest.fixture
async def doors(
    council: Council, migrated_database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Doors:
    monkeypatch.setenv("DATABASE_URL", migrated_database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", council.client.service_client.config.target_host)
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    await replace(council.database, [*people().people.values(), CASE_SYSTEM], at=now())
    numbers = count(1)
    record = Record(council.database, Chance(lambda: f"event-{next(numbers)}", lambda: "salt"))
    engine = Engine(council.client, record, Patience(), queue=council.queue)

    async def way() -> Engine:
        return engine

    return Doors(council, Acting(Means(record, Policies(POLICIES), way, now)), Terminal(starter.app, capsys))


async def test_a_complaint_is_answered_in_the_laws_time_and_its_upheld_point_is_put_right(
    council: Council, post: Post, doors: Doors, tmp_path: Path
) -> None:
    audit_id = await _waits_for_its_answer(doors)
    answered = await doors.type("return", write_lines(tmp_path / "response.jsonl", {"audit_id": audit_id, **ANSWERED}))
    await council.give(audit_id, claim("a-1"))
    await council.give(audit_id, c.Verify(command_id="verify", by=QUALITY, action_id="a-1"))
    await council.give(audit_id, judge(JUDGED))

    assert answered == (0, "1 returned.\n")
    assert await council.handle(audit_id).result() == "closed"
    told = story(await council.log(audit_id))
    assert told[: len(WAITED) + len(RESPONDED)] == [*WAITED, *RESPONDED]
    assert (told.count("action_opened"), told.count("finding_left"), told[-1]) == (1, 1, "audit_closed")
    await _is_shown(doors, audit_id)
    await post.prove()
    mails = [mail for mail in post.office.mails if mail["To"].addresses[0].username == ANSWERS]
    said = "\n".join(f"{mail['Subject']}\n{text_in(mail)}" for mail in mails)
    assert [said.count(part) for part in ("due soon", "You have more time", "What a child said")] == [3, 1, 1]
    assert not any("Ann" in mail["Subject"] or "C-31" in mail["Subject"] for mail in mails)


async def _waits_for_its_answer(doors: Doors) -> str:
    """It comes twice, is reminded of, extended once and no more, and the child says something; the audit's id."""
    council, today, audit_id = doors.council, local_day(now()).isoformat(), audit_id_of("C-31")
    came = [await doors.deliver(name, "complaint", **COMPLAINED, received_on=today) for name in ("once", "twice")]
    council.begun.add(audit_id)
    await council.ring(council.handle(audit_id), times=2)
    extend = ("act", audit_id, "extend-response", "--by", HEAD, "--reason", "Three people must be heard.")
    extended, again = [await doors.type(*extend, "--command-id", name) for name in ("longer", "longest")]
    heard = await doors.deliver("said", "childs-view", **SAID, given_on=today)
    await council.ring(council.handle(audit_id))

    assert {*came, heard} == {("done", audit_id)}
    assert (extended[0], again[0]) == (0, 1)
    assert "The response was extended once already and is due by the end of" in again[1]
    return audit_id


async def _is_shown(doors: Doors, audit_id: str) -> None:
    """Whoever looks sees each point's answer, whose views were heard, and who took part this quarter."""
    shown = json.loads((await doors.type("show", audit_id, "--json"))[1])
    figures = json.loads((await doors.type("figures", "--json"))[1])

    assert [(one["finding_id"], one["answer"]) for one in shown["findings"]] == [
        ("p-1", "upheld"),
        ("p-2", "not_upheld"),
    ]
    assert (shown["complaint"]["reference"], shown["complaint"]["text"]) == ("C-31", COMPLAINED["text"])
    assert shown["complaint"]["received_on"] < shown["complaint"]["first_due_at"]
    assert shown["views"]["child"] == {"how": [], "why_not": "She was ill."}
    assert [(one["way"], one["text"]) for one in shown["views"]["heard"]] == [(SAID["way"], SAID["text"])]
    [quarter] = figures["participation"]
    begins = (today := local_day(now())).year - (today.month < 4)
    assert quarter["quarter"] == f"{begins}-{(begins + 1) % 100:02} Q{(today.month - 4) // 3 % 4 + 1}"
    counted = ("returned", "child_heard", "family_heard", "worker_took_part", "child_not_said")
    assert [quarter[one] for one in counted] == [1, 1, 1, 1, 0]
