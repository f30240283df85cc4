"""The programme over HTTP: the caseload, exemptions, a rehearsal, a month carried out and shown; and from afar."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.worker import Worker

from activities.audit_effects import AuditEffects
from activities.programme_effects import ProgrammeRoom
from api.policies import Policies
from api.programme_planning import Planning
from domain.months import month_of
from storage import restrictions
from tests.activities.records import rows
from tests.api.conftest import now
from tests.api.council import POLICIES
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.visitors import Visitors
from workflows.audit_workflow import AuditWorkflow
from workflows.programme import ProgrammeWorkflow
from workflows.sandbox import sandbox

COUNCIL = "childrens_social_care"
CASES = [{"subject": f"C-{n}", "team": "quality"} for n in range(20)]
LET_OFF = {"person": "sam", "until": "2999-12-31", "reason": "At court.", "framework": COUNCIL}
NEXT = month_of((now() + timedelta(days=31)).date())
MONTH = f"/programme/{NEXT}"


@pytest.fixture
async def worker(house: House) -> AsyncIterator[Worker]:
    """A worker for both kinds of workflow."""
    database = house.record.database
    effects = AuditEffects(database, now, "salt")
    room = ProgrammeRoom(database, now, lambda: "7", Planning(house.engine, house.record, Policies(POLICIES), now).plan)
    worker = Worker(
        house.client,
        task_queue=house.queue,
        workflows=[AuditWorkflow, ProgrammeWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation, *room.all],
        workflow_runner=sandbox(),
    )
    async with worker:
        yield worker


async def recorded(visitors: Visitors) -> dict[str, Any]:
    """The month once all its audits are recorded."""
    async with asyncio.timeout(20):
        while True:
            found: dict[str, Any] = (await visitors.get(MONTH, "quinn")).json()
            if found["recorded"] == found["audits"]:
                return found
            await asyncio.sleep(0.1)


async def prepared(visitors: Visitors) -> None:
    """The caseload is loaded, and sam is exempted by dee."""
    loaded = await visitors.post("/caseload", "dee", {"cases": CASES})
    let_off = await visitors.post("/exemptions", "dee", LET_OFF)
    [exempted] = (await visitors.get("/exemptions", "otto")).json()["items"]

    assert (loaded.json(), let_off.status_code) == ({"cases": 20}, 200), let_off.text
    assert (exempted["person"], exempted["by"], exempted["reason"]) == ("sam", "dee", "At court.")


async def test_a_month_is_rehearsed_carried_out_once_and_shown(visitors: Visitors, house: House) -> None:
    await prepared(visitors)
    rehearsed = await visitors.get(f"{MONTH}/rehearsal", "quest", framework=COUNCIL, seed=7)
    before = await visitors.get(MONTH, "quinn")
    begun, again, otherwise = [
        await visitors.post(MONTH, "quest", {"framework": COUNCIL, **seed}) for seed in ({"seed": 7}, {}, {"seed": 8})
    ]
    month = await recorded(visitors)

    assert (before.status_code, before.json()["detail"][:25]) == (404, f"{NEXT} is not drawn: see")
    assert (begun.json()["audits"], again.json()["digest"]) == (1, begun.json()["digest"]), begun.text
    assert (otherwise.status_code, otherwise.json()["rule"]) == (409, "NotDrawable")
    assert "drawn by seed 7 and is drawn once" in otherwise.json()["detail"]
    assert month == rehearsed.json() | {"rehearsal": False, "audits": 1, "recorded": 1}
    assert {one["outcome"] for one in month["cases"]} == {"chosen", "not_drawn"}
    [chosen] = [one for one in month["cases"] if one["auditor"] == "tess"]
    assert [one["because"] for one in month["auditors"] if one["person"] == "sam"] == ["by dee until 2999-12-31"]

    async with house.record.database.transaction() as connection:
        await restrictions.restrict(connection, chosen["audit_id"], ["dee"])
    hidden = (await visitors.get(MONTH, "quinn")).json()
    assert (hidden["restricted"], len(hidden["cases"])) == (1, 19)
    assert chosen["audit_id"] not in json.dumps(hidden)


REFUSED = (
    ("/caseload", "dee", {"cases": [{"subject": "C-1", "team": "nowhere"}]}, 422, "/cases/0: nobody in the directory"),
    ("/caseload", "dee", {"cases": [CASES[0], CASES[0]]}, 422, "/cases/1: subject C-0 is already at /cases/0"),
    ("/exemptions", "dee", LET_OFF | {"until": "2020-01-01"}, 422, "until: 2020-01-01 has passed"),
    ("/exemptions", "hal", LET_OFF, 409, "Only a director may exempt"),
    ("/exemptions", "dee", LET_OFF | {"person": "nemo"}, 409, "The person nemo is not in the directory"),
    ("/programme/2026-13", "dee", {"framework": COUNCIL}, 422, "month: "),
    (MONTH, "dee", {"framework": COUNCIL}, 409, "The caseload is empty"),
    (MONTH, "dee", {"framework": "ofsted_ilacs"}, 422, "framework: ofsted_ilacs has no programme"),
    (MONTH, "quinn", {"framework": COUNCIL}, 403, "You may not run the programme"),
)


async def test_what_cannot_be_done_says_why_and_changes_nothing(visitors: Visitors, house: House) -> None:
    for path, by, said, status, sentence in REFUSED:
        answer = await visitors.post(path, by, said)

        assert answer.status_code == status, answer.text
        assert answer.json()["detail"].startswith(sentence)
    for table in ("caseload", "exemptions", "programme_months", "audits"):
        assert await rows(house.record.database, f"select * from {table}") == []  # noqa: S608 - names of ours


def a_file(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("subject,team", *lines, "")))
    return path


async def test_the_terminal_does_the_same_from_afar(far: Far, tmp_path: Path) -> None:
    cases = [f"{one['subject']},quality" for one in CASES]
    good, bad = a_file(tmp_path / "cases.csv", *cases), a_file(tmp_path / "bad.csv", "C-1,nowhere")
    plan, show = ("programme", "plan", "--month", NEXT), ("programme", "show", "--month", NEXT)
    far.sign_in("dee")

    slip = await far.type("programme", "caseload", bad)
    loaded = await far.answer("programme", "caseload", good)
    unread = await far.type(*plan, "--by", "hal")
    await far.answer("programme", "exempt", "sam", "--until", "2999-12-31", "--reason", "At court.")
    rehearsed = await far.answer(*plan, "--dry-run", "--seed", "7")
    carried = await far.answer(*plan, "--seed", "7")
    schedule = await far.type("programme", "schedule")

    assert slip.err.startswith(f"{bad} line 2: nobody in the directory works in team nowhere")
    assert loaded == {"cases": 20}
    assert "you are signed in as dee" in unread.err
    assert carried == rehearsed | {"rehearsal": False, "audits": 1, "recorded": 1}
    assert await far.answer(*show) == await far.answer_beside(*show) == carried
    assert await far.type(*show) == await far.beside(*show)
    assert (await far.answer("programme", "exemptions")) == await far.answer_beside("programme", "exemptions")
    assert "beside the engine only" in schedule.err
