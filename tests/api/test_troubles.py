"""What an operator must look at: each trouble has its kind, since when it is so, and what helps."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from temporalio import activity
from temporalio.worker import Worker
from typing_extensions import override

from activities.audit_effects import AuditEffects
from activities.interface import Page, Recorded
from api.errors import DoorError
from api.standstill import GRACE, MOST, Suspect, looked_into
from api.trouble import KINDS, REMEDIES, Trouble
from api.troubles import stuck_audits, troubles
from domain.chain import Head
from storage.requests import Asked, begin
from tests.activities.records import rows
from tests.api.conftest import now
from tests.api.house import House
from tests.api.test_engine_story import an_id, until
from tests.api.troubled import SECRET, TroubledEffects, a_worker

A_LITTLE = timedelta(seconds=1)


@pytest.fixture
async def effects(house: House) -> AsyncIterator[TroubledEffects]:
    effects = TroubledEffects(house.record.database, now)
    async with a_worker(house, effects):
        yield effects


async def found(house: House, audit_id: str, at: datetime | None = None) -> list[Trouble]:
    everything = await troubles(house.record.database, house.client, at or now())
    return [one for one in everything if one.audit_id == audit_id]


async def too_late(house: House, audit_id: str) -> datetime:
    """The instant from which an audit that has not noticed its moment stands still."""
    carried = await house.record.carried(audit_id)
    [row] = await rows(house.record.database, "select next_moment from audits where audit_id = :id", id=audit_id)
    assert carried
    return datetime.fromisoformat(str(row["next_moment"])) + carried.audit.rules.spread.elapsed + GRACE


async def asked(house: House, audit_id: str, ago: timedelta) -> None:
    """A program asked something of it so long ago, and has no answer."""
    async with house.record.database.transaction() as connection:
        await begin(connection, Asked("pat", audit_id, "key", "digest"), now() - ago)


async def test_an_effect_that_is_tried_again_is_a_trouble_of_an_audit_that_owes_an_answer(
    house: House, effects: TroubledEffects
) -> None:
    audit_id = an_id()
    await house.start(audit_id)
    effects.trouble = RuntimeError(SECRET)
    with suppress(DoorError):
        await house.give(audit_id, "pat", "accept", action_id="a-1")
    before = await found(house, audit_id)
    await asked(house, audit_id, timedelta(minutes=2))

    async def is_seen() -> bool:
        return [one.kind for one in await found(house, audit_id)] == ["retrying"]

    await until(is_seen)
    [trouble] = await found(house, audit_id)

    assert before == []
    assert "tries, the last one failed: RuntimeError went wrong: see the worker's log." in trouble.detail
    assert trouble.remedy == REMEDIES["retrying"]
    assert SECRET not in trouble.detail


async def test_an_audit_whose_moment_is_long_past_stands_still(house: House, worker: Worker) -> None:  # noqa: ARG001
    audit_id = an_id()
    await house.start(audit_id)
    stands_from = await too_late(house, audit_id)

    in_time = await found(house, audit_id, stands_from - A_LITTLE)
    [standing] = await found(house, audit_id, stands_from)

    assert in_time == []
    assert standing.kind == "standing"
    assert standing.since
    assert standing.since < stands_from
    assert standing.detail.endswith("and its timer has not rung")
    assert audit_id in await stuck_audits(house.record.database, house.client, stands_from)


async def test_an_audit_whose_work_nobody_takes_says_that_it_waits(house: House) -> None:
    audit_id = an_id()
    async with a_worker(house, AuditEffects(house.record.database, now)):
        await house.start(audit_id)
    await house.engine.nudge(audit_id)

    [standing] = await found(house, audit_id, await too_late(house, audit_id))

    assert standing.kind == "standing"
    assert "and its work has not been done since" in standing.detail


class LyingEffects(AuditEffects):
    """Says that the log ended elsewhere, once it is told to."""

    is_lying = False

    @override
    @activity.defn
    async def record(self, page: Page) -> Recorded:
        recorded = await super().record(page)
        other = Head(seq=recorded.head.seq, digest="f" * 64)
        return recorded.model_copy(update={"head": other}) if self.is_lying else recorded


async def test_a_workflow_that_cannot_go_on_is_failing_and_says_of_what(house: House) -> None:
    audit_id, effects = an_id(), LyingEffects(house.record.database, now)
    async with a_worker(house, effects):
        await house.start(audit_id)
        effects.is_lying = True
        with suppress(DoorError):
            await house.give(audit_id, "pat", "accept", action_id="a-1")
        late = await too_late(house, audit_id)

        async def is_seen() -> bool:
            return [one.kind for one in await found(house, audit_id, late)] == ["failing"]

        await until(is_seen)
        [failing] = await found(house, audit_id, late)

    assert "the log's digest differs from what the rules now come to" in failing.detail


@pytest.mark.usefixtures("worker")
async def test_a_letter_given_up_and_an_audit_left_alone_are_troubles_of_their_own_kinds(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)
    await rows(house.record.database, "update outbox set state = 'dead', failure = 'full' returning 1")
    await house.lose(audit_id)

    kinds = [one.kind for one in await found(house, audit_id)]

    assert kinds == ["dead_letter", "dead_letter", "left_alone"]


async def test_of_very_many_suspects_only_the_first_are_asked_about(house: House) -> None:
    crowd = [Suspect(f"crowd-{number}", now(), is_late=True) for number in range(MOST + 1)]

    kinds = [one.kind for one in await looked_into(house.client, [*crowd, crowd[0]])]

    assert kinds == [*["left_alone"] * MOST, "standing"]


def test_every_kind_of_trouble_says_what_helps() -> None:
    assert set(REMEDIES) == set(KINDS)
