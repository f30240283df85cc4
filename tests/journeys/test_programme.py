"""A month's programme on the real server: drawn once, begun, told by mail, and its rules checked from its tables."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from itertools import count
from uuid import uuid4

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities.audit_effects import AuditEffects
from activities.programme_effects import ProgrammeRoom
from api.engine import Engine
from api.errors import Refused
from api.policies import Policies
from api.programme import Planning, Programmes, When
from api.record import Record
from api.sending import Patience
from domain.directory import Absence, Person
from domain.months import month_of
from domain.programme import Case, DrawnCase, Exemption
from runtime.temporal import register_search_attributes
from storage import frameworks, programme
from storage.database import Database
from storage.people import replace
from storage.programme import DrawnMonth
from storage.programme_drawing import Wish
from storage.texts import Chance
from tests.activities.records import rows
from tests.api.council import POLICIES
from tests.journeys.council import Council
from tests.journeys.programme_rules import broken_rules
from tests.journeys.proof import Post
from workflows.attributes import ATTRIBUTES
from workflows.audit_workflow import AuditWorkflow
from workflows.messages import Programme
from workflows.programme import ProgrammeWorkflow
from workflows.sandbox import sandbox

MONTH = "2026-12"
TEAMS = ("north", "south", "east")


def now() -> datetime:
    return datetime.now(UTC)


def everybody() -> list[Person]:
    """Seven managers of three teams, one of them away, and the director they report to."""
    managers = [_person(f"m-{n}", "team_manager", TEAMS[n % 3], "dee") for n in range(7)]
    managers[2] = managers[2].away(Absence(first_day=date(2026, 11, 1), last_day=date(2026, 12, 31)))
    return [_person("dee", "director", "lead", None), *managers]


def _person(who: str, role: str, team: str, manager: str | None) -> Person:
    return Person(person=who, name=who, mail=f"{who}@example.invalid", roles=(role,), team=team, manager=manager)


class Stopping:
    """Begins audits until none is left to begin."""

    def __init__(self, planning: Planning) -> None:
        self._planning, self.left = planning, 100

    async def plan(self, drawn: DrawnMonth, case: DrawnCase) -> None:
        if not self.left:
            raise ApplicationError("Today nobody may begin more.", non_retryable=True)
        self.left -= 1
        await self._planning.plan(drawn, case)


class Hall:
    """Programmes, and the council whose audits they begin."""

    def __init__(self, council: Council, programmes: Programmes, planner: Stopping) -> None:
        self.council, self.programmes, self.planner = council, programmes, planner
        self.database = council.database

    async def carry_out(self, seed: str | None = None) -> programme.Progress:
        wish = Wish(MONTH, Policies(POLICIES).framework("childrens_social_care"), "dee", seed)
        done = await self.programmes.carry_out(wish, lambda _, __, ___: None)
        self.council.begun |= {row["audit_id"] for row in await rows(self.database, "select audit_id from audits")}
        return done


@pytest.fixture
async def database(temporal: WorkflowEnvironment, migrated_database_url: str) -> AsyncIterator[Database]:
    """120 cases of three teams, 20 of them audited lately; one manager exempted."""
    await register_search_attributes(temporal.client, ATTRIBUTES)
    database = Database(migrated_database_url)
    await replace(database, everybody(), at=now())
    lately = [date(2026, 3, 1) if n % 6 == 0 else None for n in range(120)]
    cases = [Case(subject=f"C-{n}", team=TEAMS[n % 3], last_audited=day) for n, day in enumerate(lately)]
    await programme.load_caseload(database, cases)
    await programme.exempt(database, Exemption(person="m-1", by="dee", until=date(2026, 12, 31)), "Court.", at=now())
    yield database
    await database.dispose()


@pytest.fixture
async def hall(temporal: WorkflowEnvironment, database: Database) -> AsyncIterator[Hall]:
    """A worker for both kinds of workflow."""
    queue, numbers = f"programme-{uuid4().hex[:8]}", count(1)
    record = Record(database, Chance(lambda: f"t-{next(numbers)}", lambda: "salt"))
    engine = Engine(temporal.client, record, Patience(), queue=queue)
    planner = Stopping(Planning(engine, record, Policies(POLICIES), now))
    effects, room = AuditEffects(database, now), ProgrammeRoom(database, now, lambda: "4711", planner.plan)
    worker = Worker(
        temporal.client,
        task_queue=queue,
        workflows=[AuditWorkflow, ProgrammeWorkflow],
        activities=[effects.record, effects.alarm, room.draw, room.plan],
        workflow_runner=sandbox(),
    )
    async with worker:
        with temporal.with_time_skipping_disabled():
            council = Council(temporal, database, engine, queue)
            yield Hall(council, Programmes(temporal.client, record, now, queue=queue), planner)
            await council.end()


@pytest.fixture
def council(hall: Hall) -> Council:
    """Whose mails the post carries."""
    return hall.council


async def test_a_month_is_drawn_once_and_each_auditor_hears_of_their_audit(hall: Hall, post: Post) -> None:
    done = await hall.carry_out()
    drawn = await rows(hall.database, "select * from programme_draws order by position")
    again = await hall.carry_out()

    assert done == again == programme.Progress(drawn=5, recorded=5)
    assert await rows(hall.database, "select * from programme_draws order by position") == drawn
    assert await broken_rules(hall.database, MONTH) == {}
    months = await rows(hall.database, "select seed, by from programme_months")
    assert months == [{"seed": "4711", "by": "dee"}]

    await post.prove()
    assert post.hearers() == {f"m-{n}": 1 for n in (0, 3, 4, 5, 6)}


async def test_a_month_that_stopped_half_way_goes_on_with_the_same_audits(hall: Hall) -> None:
    hall.planner.left = 2
    with pytest.raises(Refused, match="nobody may begin more"):
        await hall.carry_out()
    drawn = await rows(hall.database, "select * from programme_draws order by position")
    hall.planner.left = 100

    assert await hall.carry_out() == programme.Progress(drawn=5, recorded=5)
    assert await rows(hall.database, "select * from programme_draws order by position") == drawn
    assert await broken_rules(hall.database, MONTH) == {}


async def test_a_month_that_was_drawn_is_not_drawn_by_another_seed(hall: Hall) -> None:
    await hall.carry_out()

    with pytest.raises(Refused, match="drawn by seed 4711 and is drawn once"):
        await hall.carry_out(seed="12")


async def test_a_month_without_a_caseload_says_what_to_load(hall: Hall) -> None:
    await programme.load_caseload(hall.database, [])

    with pytest.raises(Refused, match="The caseload is empty: load it"):
        await hall.carry_out()


async def test_the_schedule_is_set_once_and_changed_after(hall: Hall) -> None:
    try:
        was_there = [await hall.programmes.set_schedule("childrens_social_care", "dee", When(day)) for day in (1, 2)]
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
