"""Who hears of what is recorded: in the outbox, in the log, and when nobody does, in the alarms."""

from datetime import timedelta

import pytest

from domain import commands as c
from domain.decide import decide
from domain.evolve import fold
from domain.opening import open_audit
from domain.tick import tick
from storage.alarms import clear
from storage.database import Database
from storage.people import replace
from tests.activities.records import Recording, a_recorder, log_of, rows, value_of
from tests.builders import ASH, FELL, MONDAY, MOSS, ROBIN, WREN, a_command, a_directory, a_start, on, some_rules

LATE = on("2026-11-20 12:00")
WAITING = "select notice, person, state, is_urgent, due_at, seq from outbox order by seq"


async def test_a_notice_may_leave_when_its_event_happened(database: Database) -> None:
    recording = Recording(await a_recorder(database))
    await recording.start()
    await recording.wait(LATE)

    letters = await rows(database, WAITING)

    by_seq = {event.seq: event for event in await log_of(database)}
    assert [(one["notice"], one["person"]) for one in letters][-2:] == [("overdue", WREN), ("escalation_action", ASH)]
    assert all(one["due_at"] == by_seq[one["seq"]].at for one in letters)
    assert {one["state"] for one in letters} == {"waiting"}


async def test_a_notice_waits_for_the_digest_of_the_policy_or_of_its_person(database: Database) -> None:
    directory = a_directory()
    wren = directory.people[WREN].model_copy(update={"digest_at": "07:15"})
    chosen = directory.model_copy(update={"people": {**directory.people, WREN: wren}})
    recording = Recording(await a_recorder(database, chosen), chosen)
    await recording.start(a_start(rules=some_rules(sending={"digest_at": ["09:30"]})))
    await recording.wait(LATE)

    letters = await rows(database, "select notice, person, is_digested, due_at from outbox order by seq")

    assert [(one["notice"], one["due_at"]) for one in letters if one["person"] == WREN][:1] == [
        ("opened", on("2026-11-03 07:15"))
    ]
    [step] = [one for one in letters if one["person"] == ASH]
    assert (step["notice"], step["due_at"], step["is_digested"]) == ("escalation_action", on("2026-11-23 09:30"), True)


async def test_who_was_told_is_answered_and_chained(database: Database) -> None:
    recording = Recording(await a_recorder(database))

    answer = await recording.start()

    told = {event.seq: event.told for event in await log_of(database) if event.told}
    assert told == answer.told
    assert [person.person for one in told.values() for person in one.people] == [WREN]


async def test_when_nobody_holds_the_role_the_next_step_follows_and_operators_see_it(database: Database) -> None:
    alone = a_directory(without=(ASH,))
    recording = Recording(await a_recorder(database, alone), alone)
    await recording.start()
    await recording.wait(LATE)

    [alarm] = await rows(database, "select * from alarms")

    log = await log_of(database)
    kinds = [event.kind for event in log]
    place = kinds.index("step_unheard")
    assert (alarm["what"], alarm["seq"], alarm["cleared_at"]) == ("unheard", log[place].seq, None)
    assert alarm["detail"] == "action a-1: nobody above its owner is team manager."
    assert kinds[place - 1] == kinds[place + 1] == "escalated"
    assert fold(None, log) == await value_of(database) == recording.audit


async def test_a_lack_that_is_met_again_is_one_alarm_until_it_is_put_away(database: Database) -> None:
    alone = a_directory(without=(ASH, MOSS, FELL))
    recording = Recording(await a_recorder(database, alone), alone)
    await recording.start()
    await recording.wait(LATE)
    await recording.wait(LATE + timedelta(days=60))
    opened = await rows(database, "select detail from alarms where cleared_at is null")
    async with database.transaction() as connection:
        await clear(connection, "larkmoor-1", at=LATE)

    await recording.wait(LATE + timedelta(days=120))

    anew = await rows(database, "select detail from alarms where cleared_at is null")
    unheard = [event for event in await log_of(database) if event.kind == "step_unheard"]
    assert len(unheard) > len(opened) + len(anew)
    for alarms in (opened, anew):
        details = [one["detail"] for one in alarms]
        assert details
        assert len(set(details)) == len(details)


async def test_an_owner_who_is_not_in_the_directory_raises_an_alarm(database: Database) -> None:
    recording = Recording(await a_recorder(database, a_directory(without=(WREN,))))

    answer = await recording.start()

    [alarm] = await rows(database, "select * from alarms")
    assert WREN not in alarm["detail"]
    assert answer.told[alarm["seq"]].nobody
    assert await rows(database, WAITING) == []


async def test_people_who_came_since_are_found(database: Database) -> None:
    recording = Recording(await a_recorder(database, a_directory(without=(ASH,))))
    await recording.start()
    await replace(database, list(a_directory().people.values()), at=MONDAY)

    await recording.wait(LATE)

    assert (await rows(database, WAITING))[-1]["person"] == ASH


async def test_what_is_told_of_the_past_never_leaves_and_alarms_nobody(database: Database) -> None:
    recording = Recording(await a_recorder(database, a_directory(without=(ASH, MOSS, FELL))))
    opening = c.Opening(start=a_start(), since=MONDAY - timedelta(days=60))

    await recording.record(open_audit(opening, MONDAY))

    log = await log_of(database)
    assert {one["state"] for one in await rows(database, WAITING)} == {"past"}
    assert any(event.told and event.told.nobody for event in log)
    assert await rows(database, "select * from alarms") == []
    assert fold(None, log) == recording.audit


async def test_an_action_answered_in_the_same_page_is_not_chased(database: Database) -> None:
    recording = Recording(await a_recorder(database))
    await recording.start()
    assert recording.audit
    chased = tick(recording.audit, LATE)
    claim = decide(fold(recording.audit, chased), a_command(c.ClaimDone, WREN), LATE)

    await recording.record([*chased, *claim])

    assert [one["notice"] for one in await rows(database, WAITING)] == ["opened", "claimed"]


@pytest.mark.parametrize("again", [1, 3])
async def test_one_notice_is_put_out_once_however_often_its_page_is_sent(database: Database, again: int) -> None:
    recording = Recording(await a_recorder(database))
    await recording.start()
    await recording.give(a_command(c.Reassign, ASH), MONDAY)
    before = await rows(database, WAITING)

    for page in recording.pages * again:
        await recording.recorder.record(page)

    assert await rows(database, WAITING) == before
    assert [(one["notice"], one["person"]) for one in before] == [("opened", WREN), ("reassigned", ROBIN)]
