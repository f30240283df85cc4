"""Starts and commands on the real servers happen once, whatever was lost in between."""

from uuid import uuid4

import pytest
from temporalio.worker import Worker

from activities.audit_effects import AuditEffects
from api.errors import BadInput, NoSuchAudit, NotKnown, OtherCommand, Refused
from api.open_workflows import OpenWorkflows
from storage import reading
from tests.api.conftest import now
from tests.api.house import House
from workflows.audit_workflow import AuditWorkflow
from workflows.sandbox import sandbox


def an_id() -> str:
    return f"north-{uuid4().hex[:8]}"


@pytest.mark.usefixtures("worker")
async def test_starting_twice_starts_one(house: House) -> None:
    audit_id = an_id()
    first = await house.start(audit_id)
    before = await house.record.logged([audit_id])

    again = await house.start(audit_id)

    assert (first.started, again.started, again.already) == ((audit_id,), (), (audit_id,))
    assert await house.record.logged([audit_id]) == before


@pytest.mark.usefixtures("worker")
async def test_a_command_given_twice_gets_its_first_answer(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)

    first = await house.give(audit_id, "pat", "accept", "once", action_id="a-1")
    again = await house.give(audit_id, "pat", "accept", "once", action_id="a-1")

    assert first == again


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("by", "kind", "action_id"), [("pat", "start", "a-1"), ("pat", "accept", "a-2"), ("sam", "accept", "a-1")]
)
async def test_the_id_of_another_command_is_refused_and_not_answered_as_if_it_had_happened(
    house: House, by: str, kind: str, action_id: str
) -> None:
    audit_id = an_id()
    await house.start(audit_id)
    await house.give(audit_id, "pat", "accept", "once", action_id="a-1")

    with pytest.raises(OtherCommand) as refused:
        await house.give(audit_id, by, kind, "once", action_id=action_id)

    assert str(refused.value) == "Command id once answered another command before: give this one an id of its own."


@pytest.mark.usefixtures("worker")
async def test_what_the_rules_refuse_comes_back_by_name_and_in_words(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)

    with pytest.raises(Refused) as refused:
        await house.give(audit_id, "dee", "accept", action_id="a-1")

    assert refused.value.code == "NotAllowed"
    assert str(refused.value) == "Only its owner (pat) may accept: ask them to do it."


@pytest.mark.usefixtures("worker")
async def test_somebody_whom_nobody_knows_cannot_become_an_owner(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)

    with pytest.raises(Refused) as refused:
        await house.give(audit_id, "tess", "reassign", action_id="a-1", owner="nobody")

    assert refused.value.code == "UnknownPerson"


async def test_a_command_to_an_audit_that_never_was_says_so(house: House) -> None:
    with pytest.raises(NoSuchAudit):
        await house.give("never-was", "pat", "accept", action_id="a-1")


async def test_a_command_without_what_it_needs_is_bad_input(house: House) -> None:
    with pytest.raises(BadInput):
        await house.give("never-was", "pat", "accept")


@pytest.mark.usefixtures("worker")
async def test_a_manager_above_the_owner_may_reassign_because_the_directory_says_so(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)

    await house.give(audit_id, "sam", "reassign", action_id="a-1", owner="tess")

    shown = await reading.audit(house.record.database, audit_id, now())
    assert shown is not None
    assert {one.owner for one in shown.actions if one.action_id == "a-1"} == {"tess"}


@pytest.mark.usefixtures("worker")
async def test_an_audit_whose_workflow_is_gone_goes_on_from_the_log(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)
    before = (await house.record.logged([audit_id]))[audit_id]
    await house.lose(audit_id)

    receipt = await house.give(audit_id, "pat", "accept", action_id="a-1")

    assert receipt.first == before + 1


@pytest.mark.usefixtures("worker")
async def test_verify_notices_an_open_audit_that_nothing_works_on(house: House) -> None:
    audit_id, whole = an_id(), an_id()
    await house.start(audit_id)
    await house.start(whole)
    await house.lose(audit_id)

    faults = await OpenWorkflows(house.client, house.record.database).faults([audit_id, whole])

    assert [one.audit_id for one in faults] == [audit_id]
    assert faults[0].sentence == "The audit is open and no workflow works on it: run nudge."


@pytest.mark.usefixtures("worker")
async def test_an_audit_that_is_over_answers_from_the_log_and_refuses_anything_new(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)
    first = await house.give(audit_id, "dee", "withdraw", "the-end", reason="Started by mistake")

    again = await house.give(audit_id, "dee", "withdraw", "the-end", reason="Started by mistake")
    with pytest.raises(Refused) as refused:
        await house.give(audit_id, "pat", "accept", action_id="a-1")
    started = await house.start(audit_id)

    assert first == again
    assert refused.value.code == "AuditOver"
    assert started.already == (audit_id,)


async def test_a_command_that_nobody_answers_may_be_given_again_and_happens_once(house: House) -> None:
    audit_id = an_id()
    effects = AuditEffects(house.record.database, now)
    async with _worker(house, effects):
        await house.start(audit_id)
    with pytest.raises(NotKnown) as unknown:
        await house.give(audit_id, "pat", "accept", "unheard", action_id="a-1")

    async with _worker(house, effects):
        receipt = await house.give(audit_id, "pat", "accept", unknown.value.command_id, action_id="a-1")

    events = [one.event for one in await reading.history(house.record.database, audit_id)]
    assert [one.seq for one in events if one.command_id == "unheard"] == [receipt.first]


def _worker(house: House, effects: AuditEffects) -> Worker:
    return Worker(
        house.client,
        task_queue=house.queue,
        workflows=[AuditWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation],
        workflow_runner=sandbox(),
    )
