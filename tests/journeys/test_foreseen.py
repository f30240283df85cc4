"""What is foreseen comes: over HTTP of one audit on the real servers; and of many in a program without any."""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path

from api.forecast import ComingItem, Forecast
from domain.events import AnyEvent
from domain.people import Absence
from runtime.settings import CHECKOUT, child_environment
from storage.people import away
from tests.activities.records import rows
from tests.api.conftest import now
from tests.api.http.visitors import Visitors
from tests.api.terminal import write_lines
from tests.api.test_ofsted import an_inspection, the_next
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, OWNER, an_audit
from tests.workflows.scenes import claim

MANAGER, DEPUTY = "p-2", "p-9"


async def test_what_was_foreseen_over_http_is_what_the_engine_then_wrote_and_mailed(
    council: Council, post: Post, visitors: Visitors
) -> None:
    absence = Absence(first_day=(now() + timedelta(days=3)).date(), deputy=DEPUTY)
    await away(council.database, MANAGER, absence, at=now())
    handle = await council.start(an_audit("foreseen"))
    begun = len(await council.log("foreseen"))
    answer = await visitors.get("/audits/foreseen/forecast", AUDITOR, days=90)
    foreseen = Forecast.model_validate(answer.json()).items

    while len(came := (await council.log("foreseen"))[begun:]) < len(foreseen):
        await council.ring(handle)

    assert len(foreseen) > 10
    assert [(one.at, one.kind, one.action_id) for one in foreseen] == [_happened(one) for one in came]
    assert [_would(one) for one in foreseen] == [_were(one) for one in came]
    assert (DEPUTY, "team_manager", MANAGER) in {who for one in foreseen for who in _would(one)}

    await post.prove()
    ours = "select seq, notice, person from outbox where audit_id = 'foreseen' and seq > :begun order by seq"
    left = [(row["notice"], row["person"]) for row in await rows(council.database, ours, begun=begun)]
    assert left == [(each.notice, each.person) for one in foreseen for each in one.told]
    assert set(post.hearers()) == {person for _, person in left} | {OWNER}


async def test_a_forecast_goes_by_the_log_and_by_the_right_to_read(council: Council, visitors: Visitors) -> None:
    await council.start(an_audit("claimed"))
    before = (await visitors.get("/audits/claimed/forecast", OWNER)).json()
    await council.give("claimed", claim("a-1"))

    after = (await visitors.get("/audits/claimed/forecast", OWNER)).json()
    far = await visitors.get("/audits/claimed/forecast", OWNER, days=1000)
    nowhere = await visitors.get("/audits/nowhere/forecast", OWNER)
    stranger = await visitors.get("/audits/claimed/forecast", "nobody")

    assert {one["kind"] for one in before["items"]} >= {"action_reminded", "action_overdue"}
    assert {one["kind"] for one in after["items"]} == {"escalated"}
    assert after["items"][0]["text"].startswith("The claim that action a-1 is done was still to be verified")
    assert (far.status_code, nowhere.status_code, stranger.status_code) == (422, 404, 401)


async def test_a_program_simulates_inspections_without_any_server(tmp_path: Path) -> None:
    lines = [one.model_dump(mode="json") for one in (an_inspection(), the_next())]
    file, chart = write_lines(tmp_path / "inspections.jsonl", *lines), tmp_path / "chart.png"

    said = await _starter(tmp_path, "simulate", str(file), "--policy", "ofsted_ilacs", "--chart", str(chart), "--json")
    told = json.loads(said)

    assert told["assumption"].startswith("Assumed behaviour, not fact")
    assert told["policies"][0]["figures"]["audits"] == 2
    assert told["policies"][0]["figures"]["notices"] == len(told["policies"][0]["notices"]) > 50
    assert chart.read_bytes().startswith(b"\x89PNG")
    assert list((tmp_path / "var").glob("*")) == []


async def _starter(data: Path, *words: str) -> str:
    """What the program prints, on a machine where nothing runs; it must end well and complain of nothing."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "starter.py", *words, cwd=CHECKOUT, env=child_environment(data / "var"),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, complained = await process.communicate()
    assert (process.returncode, complained.decode()) == (0, "")
    return said.decode()


def _happened(event: AnyEvent) -> tuple[object, ...]:
    return event.true_at, event.kind, getattr(event, "action_id", None)


def _would(item: ComingItem) -> list[tuple[str, str, str | None]]:
    return [(one.person, one.role, one.stands_in_for) for one in item.told]


def _were(event: AnyEvent) -> list[tuple[str, str, str | None]]:
    return [(one.person, one.role, one.stands_in_for) for one in (event.told.people if event.told else ())]
