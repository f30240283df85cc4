"""The porter loses no event and brings none twice, whatever is away."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from typing_extensions import override

from api.errors import NotReachable
from api.inbox.outcome import Outcome
from api.inbox.porter import Acts, Porter, Terms
from storage.database import Database
from storage.trying import Due
from tests.activities.wound_clock import WoundClock
from tests.builders import MONDAY
from tests.storage.incoming import incoming, listed, taken

DONE = Outcome("done", "It counted.", "north-1")


class Scripted(Acts):
    """Acts on nothing: each event comes to what the test says."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.is_away = False
        self.comes_to: Callable[[Due], Outcome] = lambda _: DONE

    @override
    async def prepare(self) -> None:
        if self.is_away:
            raise NotReachable("The Temporal server")

    @override
    async def act(self, due: Due) -> Outcome:
        self.tried.append(due.event_id)
        return self.comes_to(due)


@pytest.fixture
async def database(migrated_database_url: str) -> AsyncIterator[Database]:
    database = Database(migrated_database_url)
    yield database
    await database.dispose()


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(MONDAY)


@pytest.fixture
def acting() -> Scripted:
    return Scripted()


@pytest.fixture
def porter(database: Database, acting: Scripted, clock: WoundClock) -> Porter:
    return Porter(database, acting, clock, Terms(sleep=clock.sleep))


async def states(database: Database) -> dict[str, str]:
    return {one.event_id: one.state for one in await listed(database)}


async def test_every_event_is_acted_on_once_in_the_order_it_came(
    database: Database, porter: Porter, acting: Scripted
) -> None:
    await taken(database, *(incoming(f"e-{n}", about=["a"], awaits=["a"]) for n in range(3)))

    rounds = [await porter.carry_due() for _ in range(4)]

    assert rounds == [1, 1, 1, 0]
    assert acting.tried == ["e-0", "e-1", "e-2"]
    assert set((await states(database)).values()) == {"done"}


async def test_a_refusal_is_kept_with_its_sentence_and_stops_nothing_else(
    database: Database, porter: Porter, acting: Scripted
) -> None:
    await taken(database, incoming("bad"), incoming("good"))
    acting.comes_to = lambda due: Outcome("refused", "Nobody is called pat.") if due.event_id == "bad" else DONE

    await porter.carry_due()

    assert await states(database) == {"bad": "refused", "good": "done"}
    assert "Nobody is called pat." in [one.outcome for one in await listed(database)]


async def test_what_cannot_be_done_yet_is_tried_again_ever_more_slowly_up_to_a_minute(
    database: Database, porter: Porter, acting: Scripted, clock: WoundClock
) -> None:
    await taken(database, incoming())
    acting.comes_to = lambda _: Outcome("later", "Nobody works.")
    pauses = []
    for _ in range(9):
        assert await porter.carry_due() == 1
        [kept] = await listed(database)
        pauses.append((kept.due_at - clock()).total_seconds())
        clock.now = kept.due_at

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_what_nobody_foresaw_is_tried_again_and_stops_nothing_else(
    database: Database, porter: Porter, acting: Scripted
) -> None:
    await taken(database, incoming("odd"), incoming("good"))

    def come_to(due: Due) -> Outcome:
        if due.event_id == "odd":
            raise ZeroDivisionError
        return DONE

    acting.comes_to = come_to
    await porter.carry_due()

    assert await states(database) == {"odd": "waiting", "good": "done"}
    assert "Something unforeseen happened (ZeroDivisionError): report it." in [
        one.outcome for one in await listed(database)
    ]


async def test_while_the_engine_is_away_nothing_is_tried_and_all_of_it_once_it_is_back(
    database: Database, acting: Scripted, clock: WoundClock
) -> None:
    await taken(database, *(incoming(f"e-{n}") for n in range(30)))
    acting.is_away, stop = True, asyncio.Event()

    async def come_back(pause: timedelta) -> None:
        await clock.sleep(pause)
        acting.is_away = len(clock.slept) < 9
        if acting.tried:
            stop.set()

    back = Porter(database, acting, clock, Terms(sleep=come_back))
    await back.run(stop)

    assert [one.total_seconds() for one in clock.slept] == [1, 2, 4, 8, 16, 32, 60, 60, 60, 1]
    assert sorted(acting.tried) == sorted(f"e-{n}" for n in range(30))
    assert set((await states(database)).values()) == {"done"}


async def test_an_engine_that_goes_away_in_the_middle_leaves_the_rest_as_it_was(
    database: Database, porter: Porter, acting: Scripted
) -> None:
    await taken(database, *(incoming(f"e-{n}") for n in range(20)))

    def go_away(due: Due) -> Outcome:
        if due.number > 3:
            raise NotReachable("The Temporal server")
        return DONE

    acting.comes_to = go_away
    with pytest.raises(NotReachable):
        await porter.carry_due()
    acting.comes_to = lambda _: DONE
    while await porter.carry_due():
        pass

    assert set((await states(database)).values()) == {"done"}


async def test_two_porters_share_the_work(database: Database, acting: Scripted, clock: WoundClock) -> None:
    await taken(database, *(incoming(f"e-{n}") for n in range(40)))
    porters = [Porter(database, acting, clock, Terms(batch=5)) for _ in range(2)]

    async def work(porter: Porter) -> None:
        while await porter.carry_due():
            pass

    await asyncio.gather(*(work(porter) for porter in porters))

    assert sorted(acting.tried) == sorted(f"e-{n}" for n in range(40))
    assert set((await states(database)).values()) == {"done"}


async def test_told_to_stop_it_finishes_what_it_does_and_puts_the_rest_back(
    database: Database, clock: WoundClock
) -> None:
    await taken(database, *(incoming(f"e-{n}") for n in range(10)))
    acting, stop = Scripted(), asyncio.Event()

    def told(_: Due) -> Outcome:
        stop.set()
        return DONE

    acting.comes_to = told
    await Porter(database, acting, clock, Terms(at_once=1, sleep=clock.sleep)).run(stop)

    found = await listed(database)
    assert acting.tried == ["e-0"]
    assert [one.event_id for one in found if one.state == "waiting" and one.due_at <= clock()] == [
        f"e-{n}" for n in range(9, 0, -1)
    ]
