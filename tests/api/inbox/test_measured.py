"""Counts that another system sends reach every open audit they are about, once."""

import asyncio
from uuid import uuid4

import pytest
from temporalio.worker import Worker

from domain import events as e
from storage import trying
from storage.people import replace
from tests.api.conftest import now
from tests.api.council import a_finding, people
from tests.api.inbox.conftest import Post
from tests.api.senders import CASE_SYSTEM, MEASURED, measured

ENOUGH = {"met": 20, "total": 20}


@pytest.fixture
async def audits(post: Post, worker: Worker) -> list[str]:  # noqa: ARG001 - works behind the doors
    """Three audits that found the measured standard unmet: two of the team, one of another; and one that met it."""
    ids = [f"{team}-{uuid4().hex[:8]}" for team in ("north", "north", "south", "north")]
    for audit_id, met in zip(ids, (False, False, False, True), strict=True):
        finding = a_finding(standard=MEASURED, met=met)
        await post.house.start(audit_id, team=audit_id[:5], overall="good", grades={}, findings=[finding])
    return ids


async def counts(post: Post, audit_id: str) -> list[tuple[int, int]]:
    return [(one.met, one.total) for one in await post.log(audit_id) if isinstance(one, e.StandardMeasured)]


async def test_counts_of_a_team_reach_each_of_its_open_audits_that_waits_for_them(
    post: Post, audits: list[str]
) -> None:
    [kept] = await post.deliver(measured("oct"))

    assert (kept.state, kept.outcome) == ("done", "It counts in 2 audits.")
    assert [await counts(post, one) for one in audits] == [[(9, 20)], [(9, 20)], [], []]


async def test_counts_of_one_audit_or_of_a_subject_reach_those(post: Post, audits: list[str]) -> None:
    kept = await post.deliver(
        measured("one", team=None, audit_id=audits[2]),
        measured("all", team=None, subject="record-17", period_from="2025-11-01", period_to="2025-11-30"),
    )

    assert [one.outcome for one in kept] == [f"It counts in audit {audits[2]}.", "It counts in 3 audits."]
    assert [len(await counts(post, one)) for one in audits] == [1, 1, 2, 0]


async def test_months_of_one_team_count_in_the_order_they_came(post: Post, audits: list[str]) -> None:
    months = [(f"2025-{month:02}-01", f"2025-{month:02}-28") for month in range(1, 7)]

    kept = await post.deliver(
        *(measured(f"e-{n}", period_from=first, period_to=last) for n, (first, last) in enumerate(months))
    )

    assert {one.state for one in kept} == {"done"}
    assert len(await counts(post, audits[0])) == 6


async def test_counts_whose_porter_died_before_it_could_say_so_count_once(post: Post, audits: list[str]) -> None:
    await post.send([measured("oct", **ENOUGH)])
    async with post.house.record.database.transaction() as connection:
        [due] = await trying.claim(connection, [measured("oct").get_type()], now=now(), until=now(), limit=1)
    await post.acting.act(due)

    while await post.porter().carry_due():
        pass

    [kept] = await post.kept()
    assert (kept.state, kept.outcome, kept.attempts) == ("done", "It counts in 2 audits.", 2)
    assert [await counts(post, one) for one in audits] == [[(20, 20)], [(20, 20)], [], []]


async def test_two_porters_at_once_count_nothing_twice(post: Post, audits: list[str]) -> None:
    await post.send(
        [measured(f"e-{n}", team=None, audit_id=one) for n, one in enumerate(audits[:3])]
        + [measured("none", team="nowhere")]
    )

    async def work() -> None:
        porter = post.porter()
        while await porter.carry_due():
            pass

    await asyncio.gather(work(), work(), work())

    assert {one.state for one in await post.kept()} == {"done"}
    assert [len(await counts(post, one)) for one in audits] == [1, 1, 1, 0]


async def test_an_audit_that_refuses_does_not_keep_the_counts_from_the_others(post: Post, audits: list[str]) -> None:
    kept = await post.deliver(measured("one", team=None, audit_id=audits[0]), measured("all"))

    assert kept[1].state == "refused"
    assert str(kept[1].outcome).startswith("It counts in 1 audit, and 1 refused it, the first because: Days up to")
    assert [len(await counts(post, one)) for one in audits[:2]] == [1, 1]


async def test_a_sender_who_may_not_measure_counts_nowhere(post: Post, audits: list[str]) -> None:
    service = CASE_SYSTEM.model_copy(update={"roles": ("service",)})
    await replace(post.house.record.database, [*people(), service], at=now())

    [kept] = await post.deliver(measured("oct"))

    assert kept.state == "refused"
    assert "Only a performance or a quality assurance may measure" in str(kept.outcome)
    assert await counts(post, audits[0]) == []


async def test_counts_that_nobody_waits_for_are_done_with(post: Post) -> None:
    [kept] = await post.deliver(measured("oct", team="nowhere"))

    assert kept.outcome == "No open audit waits for it: there is nothing to count it in."


async def test_counts_that_overtook_their_audit_wait_for_it_and_are_refused_after_a_day(post: Post) -> None:
    [kept] = await post.deliver(measured("oct", team=None, audit_id="not-yet"))

    assert kept.state == "waiting"
    assert kept.outcome == (
        "There is no audit not-yet: see `starter.py list`, or plan or start it first. It is tried again for a day."
    )
