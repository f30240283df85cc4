"""The engine's own history of an audit: every run of it in plain words, page by page, and what is waited for now."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from uuid import uuid4

import pytest
from temporalio.worker import Worker

from api.engine_pending import Pending, pending
from api.engine_story import EngineStep, Place, engine_story
from api.errors import DoorError
from tests.api.conftest import now
from tests.api.house import House
from tests.api.troubled import SECRET, TroubledEffects, a_worker
from tests.workflows.scenes import a_start
from workflows.attributes import start_attributes
from workflows.audit_workflow import AuditWorkflow
from workflows.messages import Beginning

PATIENCE = 30  # seconds, on a machine that does much else


def an_id() -> str:
    return f"north-{uuid4().hex[:8]}"


async def until(seen: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await seen():  # noqa: ASYNC110 - what is looked at is on a server
            await asyncio.sleep(0.05)


@pytest.fixture
async def effects(house: House) -> AsyncIterator[TroubledEffects]:
    effects = TroubledEffects(house.record.database, now)
    async with a_worker(house, effects):
        yield effects


async def told(house: House, audit_id: str) -> list[EngineStep]:
    story = await engine_story(house.client, audit_id)
    assert story
    return story.steps


async def in_two_runs(house: House) -> str:
    """An audit whose first run has handed over to a second."""
    audit_id = an_id()
    start = a_start(audit_id).model_copy(update={"auditor": "quinn", "owners": {"practitioner": "pat"}})
    beginning = Beginning.model_validate({"opening": {"start": start}, "turn_after": 12})
    await house.client.start_workflow(
        AuditWorkflow.run, beginning, id=audit_id, task_queue=house.queue, search_attributes=start_attributes(start)
    )
    await until(lambda: is_logged(house, audit_id))
    for kind in ("accept", "start"):
        await house.give(audit_id, "pat", kind, action_id="a-1")
    await until(lambda: has_turned(house, audit_id))
    return audit_id


async def by_pages(house: House, audit_id: str, limit: int) -> list[EngineStep]:
    after, steps = None, list[EngineStep]()
    while page := await engine_story(house.client, audit_id, after=after, limit=limit):
        assert len(page.steps) <= limit
        steps += page.steps
        after = page.next
        if after is None:
            break
    return steps


@pytest.mark.usefixtures("worker")
async def test_a_story_goes_through_all_runs_in_order(house: House) -> None:
    audit_id = await in_two_runs(house)

    story = await engine_story(house.client, audit_id)

    assert story
    first, second = story.runs
    assert (first.status, second.status) == ("continued as new", "running")
    assert list(dict.fromkeys(step.run_id for step in story.steps)) == [first.run_id, second.run_id]
    assert "The workflow went on in a new run" in [step.what for step in story.steps]
    assert story.next is None


@pytest.mark.usefixtures("worker")
async def test_a_story_can_be_told_page_by_page_and_from_any_run(house: House) -> None:
    audit_id = await in_two_runs(house)
    story = await engine_story(house.client, audit_id)
    assert story

    last = await engine_story(house.client, audit_id, after=Place(story.runs[1].run_id))
    pages = await by_pages(house, audit_id, limit=7)

    assert last
    assert {step.run_id for step in last.steps} == {story.runs[1].run_id}
    assert pages[: len(story.steps)] == story.steps


async def is_logged(house: House, audit_id: str) -> bool:
    return audit_id in await house.record.logged([audit_id])


async def has_turned(house: House, audit_id: str) -> bool:
    story = await engine_story(house.client, audit_id)
    return story is not None and len(story.runs) == 2 and await pending(house.client, audit_id) is not None


@pytest.mark.usefixtures("worker")
async def test_a_run_that_somebody_ended_says_why_and_the_next_one_follows(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)
    await house.client.get_workflow_handle(audit_id).terminate(reason="lost")
    await house.engine.nudge(audit_id)

    steps = await told(house, audit_id)

    ended = [(step.what, step.failure) for step in steps if "ended" in step.what]
    assert ended == [("Somebody ended the workflow", "lost")]
    assert [step.what for step in steps].count("The workflow was started") == 2


async def test_of_a_workflow_the_server_never_had_there_is_no_story(house: House) -> None:
    assert await engine_story(house.client, "never-was") is None
    assert await pending(house.client, "never-was") is None


async def test_an_effect_that_is_tried_again_shows_its_tries_and_its_failure_without_data(
    house: House, effects: TroubledEffects
) -> None:
    audit_id = an_id()
    await house.start(audit_id)
    effects.trouble = RuntimeError(SECRET)
    with suppress(DoorError):
        await house.give(audit_id, "pat", "accept", action_id="a-1")

    async def is_tried_again() -> bool:
        return bool([one for one in await waits(house, audit_id, "effect") if one.attempt > 1 and one.next_at])

    await until(is_tried_again)
    [effect] = await waits(house, audit_id, "effect")
    effects.trouble = None
    await until(lambda: is_quiet(house, audit_id))
    steps = await told(house, audit_id)

    assert effect.what.startswith("record: events ")
    assert effect.failure == "RuntimeError went wrong: see the worker's log."
    begun = [step for step in steps if step.what == "A worker began the effect" and step.attempt > 1]
    assert [(step.detail, step.failure) for step in begun] == [(effect.what, effect.failure)]
    assert SECRET not in str(steps)


async def test_a_quiet_audit_waits_for_its_timer(house: House, worker: Worker) -> None:  # noqa: ARG001
    audit_id = an_id()
    await house.start(audit_id)
    await until(lambda: is_quiet(house, audit_id))

    [timer] = await waits(house, audit_id, "timer")

    carried = await house.record.carried(audit_id)
    assert carried
    moment = carried.audit.actions["a-1"].chase.due_at
    assert timer.what.startswith("next moment, for ")
    assert timer.next_at
    assert timer.since < timer.next_at < moment


async def waits(house: House, audit_id: str, kind: str) -> list[Pending]:
    return [one for one in await pending(house.client, audit_id) or [] if one.kind == kind]


async def is_quiet(house: House, audit_id: str) -> bool:
    return [one.kind for one in await pending(house.client, audit_id) or []] == ["timer"]
