"""A month's programme on the real server: drawn once, begun, told by mail, and its rules checked from its tables."""

from collections.abc import AsyncIterator
from datetime import date
from itertools import count
from uuid import uuid4

import pytest
from temporalio.client import WorkflowFailureError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities.audit_effects import AuditEffects
from activities.programme_effects import ProgrammeRoom
from api.engine import Engine
from api.errors import NotDrawn, Refused
from api.policies import Policies
from api.programme import Programmes
from api.programme_exempting import reasons_of
from api.programme_months import HowFar, kept
from api.programme_planning import Planning
from api.programme_schedule import When, set_schedule
from api.record import Record
from api.sending import Patience
from domain import commands as c
from domain.months import month_of
from domain.programme import Case, Exemption
from runtime.temporal import register_search_attributes
from storage import frameworks, programme
from storage.database import Database
from storage.people import replace
from storage.programme_drawing import draw_once
from storage.texts import Chance, keep
from tests.activities.records import rows
from tests.api.council import POLICIES
from tests.journeys.council import Council
from tests.journeys.programme_hall import DRAWN_AT, MONTH, TEAMS, Hall, Stopping, everybody, now
from tests.journeys.programme_rules import broken_rules
from tests.journeys.proof import Post
from tests.workflows.scenes import NOTE
from workflows.addresses import programme_id
from workflows.attributes import ATTRIBUTES
from workflows.audit_workflow import AuditWorkflow
from workflows.messages import Programme
from workflows.programme import ProgrammeWorkflow
from workflows.sandbox import sandbox


@pytest.fixture
async def database(temporal: WorkflowEnvironment, migrated_database_url: str) -> AsyncIterator[Database]:
    """120 cases of three teams, 20 of them audited lately; one manager exempted."""
    await register_search_attributes(temporal.client, ATTRIBUTES)
    database = Database(migrated_database_url)
    await replace(database, everybody(), at=now())
    lately = [date(2026, 3, 1) if n % 6 == 0 else None for n in range(120)]
    cases = [Case(subject=f"C-{n}", team=TEAMS[n % 3], last_audited=day) for n, day in enumerate(lately)]
    await programme.load_caseload(database, cases)
    [why] = await keep(database, reasons_of("m-1"), ["Court."], chance=Chance(lambda: "t-0", lambda: "salt"), at=now())
    await programme.exempt(database, Exemption(person="m-1", by="dee", until=date(2026, 12, 31)), why, at=now())
    yield database
    await database.dispose()


@pytest.fixture
async def hall(temporal: WorkflowEnvironment, database: Database) -> AsyncIterator[Hall]:
    """A worker for both kinds of workflow."""
    queue, numbers = f"programme-{uuid4().hex[:8]}", count(1)
    record = Record(database, Chance(lambda: f"t-{next(numbers)}", lambda: "salt"))
    engine = Engine(temporal.client, record, Patience(), queue=queue)
    planner = Stopping(Planning(engine, record, Policies(POLICIES), now))
    effects, room = (
        AuditEffects(database, now, "salt"),
        ProgrammeRoom(database, lambda: DRAWN_AT, lambda: "4711", planner.plan),
    )
    worker = Worker(
        temporal.client,
        task_queue=queue,
        workflows=[AuditWorkflow, ProgrammeWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation, *room.all],
        workflow_runner=sandbox(),
    )
    async with worker:
        with temporal.with_time_skipping_disabled():
            council = Council(temporal, database, engine, queue)
            programmes = Programmes(temporal.client, record, lambda: DRAWN_AT, lambda: "4711", queue=queue)
            yield Hall(council, record, programmes, planner)
            await council.end()


@pytest.fixture
def council(hall: Hall) -> Council:
    """Whose mails the post carries."""
    return hall.council


async def test_a_month_is_drawn_once_and_each_auditor_hears_of_their_audit(hall: Hall, post: Post) -> None:
    done = await hall.carry_out()
    drawn = await rows(hall.database, "select * from programme_draws order by position")
    await programme.load_caseload(hall.database, [Case(subject="C-new", team="north")])
    again = await hall.carry_out()

    assert done == again == HowFar(audits=5, recorded=5)
    assert await rows(hall.database, "select * from programme_draws order by position") == drawn
    assert await rows(hall.database, "select seed, by from programme_months") == [{"seed": "4711", "by": "dee"}]

    await post.prove()
    assert post.hearers() == {f"m-{n}": 1 for n in (0, 3, 4, 5, 6)}


async def test_what_was_killed_half_way_goes_on_with_the_same_audits_and_begins_none_twice(hall: Hall) -> None:
    hall.planner.left = 2
    await hall.programmes.begin(hall.wish())
    await hall.council.until(lambda: hall.has_recorded(2))
    await hall.council.client.get_workflow_handle(programme_id(MONTH)).terminate("killed")
    drawn = await rows(hall.database, "select * from programme_draws order by position")
    [killed] = await hall.troubles()
    hall.planner.left = 100

    assert (killed.kind, killed.audit_id) == ("programme", "programme/2026-12")
    assert "no workflow works on it" in killed.detail
    assert await hall.carry_out() == HowFar(audits=5, recorded=5)
    assert await rows(hall.database, "select * from programme_draws order by position") == drawn
    assert await broken_rules(hall.database, MONTH) == {}
    starts = await rows(hall.database, "select audit_id from events where kind = 'audit_planned'")
    assert len(starts) == len({row["audit_id"] for row in starts}) == 5


async def test_an_audit_that_can_no_longer_begin_stops_no_other_and_operators_are_told(hall: Hall) -> None:
    await draw_once(hall.database, hall.wish(), lambda: "4711", DRAWN_AT)
    [first, *_] = await programme.chosen(hall.database, MONTH, after=0, most=1)
    moved = [one.model_copy(update={"team": first.team}) if one.person == first.auditor else one for one in everybody()]
    await replace(hall.database, moved, at=now())
    with pytest.raises(Refused, match=f"1 of 5 audits could not begin: {first.audit_id}: ") as stopped:
        await hall.carry_out()
    await hall.council.until(lambda: hall.has_recorded(4))
    shown = await kept(hall.record, MONTH)
    [told] = await hall.troubles()

    await replace(hall.database, everybody(), at=now())
    mended = await hall.carry_out()

    assert (stopped.value.code, shown.far.stopped) == ("MonthStopped", str(stopped.value))
    assert (told.kind, told.detail) == ("programme", str(stopped.value))
    assert mended == HowFar(audits=5, recorded=5)
    assert await hall.troubles() == []
    own = next(f"m-{n}" for n in range(7) if TEAMS[n % 3] == first.team)
    given = c.Reallocate(command_id="own", by="dee", auditor=own, reason=NOTE)
    with pytest.raises(Refused, match="the team that is audited: name somebody of another team"):
        await hall.council.engine.act(str(first.audit_id), given)


async def test_a_month_that_the_schedule_cannot_draw_is_told_to_operators(hall: Hall) -> None:
    await programme.load_caseload(hall.database, [])
    framework = hall.wish().framework
    await frameworks.keep(hall.database, framework, at=now())
    order = Programme(month=MONTH, framework=framework.framework, by="dee")

    with pytest.raises(WorkflowFailureError):
        await hall.council.client.execute_workflow(
            ProgrammeWorkflow.run, order, id=programme_id(MONTH), task_queue=hall.council.queue
        )

    [told] = await hall.troubles()
    assert told.detail == "The caseload is empty: load it with `starter.py programme caseload FILE`."
    with pytest.raises(NotDrawn, match="2026-12 is not drawn: The caseload is empty"):
        await kept(hall.record, MONTH)


async def test_the_schedule_is_set_once_and_changed_after(hall: Hall) -> None:
    try:
        order = Programme(framework="childrens_social_care", by="dee")
        was_there = [await set_schedule(hall.council.client, order, When(day)) for day in (1, 2)]
        set_to = await hall.council.client.get_schedule_handle("programme").describe()
    finally:
        await hall.council.client.get_schedule_handle("programme").delete()

    assert was_there == [False, True]
    assert set_to.schedule.spec.time_zone_name == "Europe/London"
    assert [one.day_of_month[0].start for one in set_to.schedule.spec.calendars] == [2]


async def test_what_the_schedule_begins_sees_to_the_month_that_it_is(hall: Hall) -> None:
    order = Programme(framework="childrens_social_care", by="dee")
    framework = Policies(POLICIES).framework("childrens_social_care")
    await frameworks.keep(hall.database, framework, at=now())

    done = await hall.council.client.execute_workflow(
        ProgrammeWorkflow.run, order, id=f"programme-{uuid4().hex[:8]}", task_queue=hall.council.queue
    )
    hall.council.begun |= {row["audit_id"] for row in await rows(hall.database, "select audit_id from programme_draws")}
    months = await rows(hall.database, "select month from programme_months")
    chosen = await rows(hall.database, "select audit_id from programme_draws where outcome = 'chosen'")
    assert [row["month"] for row in months] == [month_of(now().date())]
    assert done == len(chosen) > 0
