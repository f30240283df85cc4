"""The outbox lets one courier at a time have a letter, and remembers what became of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, insert, update

from storage import outbox
from storage.database import Database
from storage.letter import Letter
from storage.outbox_tables import OUTBOX
from storage.pace import Room
from storage.parcel import Parcel
from storage.people_tables import PEOPLE
from storage.tables import ACTIONS, STANDARDS
from tests.activities.outbox_rows import DUE, NINE, OVERDUE, a_notice, fill, rows

MINUTE = timedelta(minutes=1)


async def parcels(database: Database, courier: str, *, now: datetime = NINE, limit: int = 50) -> list[Parcel]:
    async with database.transaction() as connection:
        return await outbox.claim(connection, courier, now=now, until=now + MINUTE, room=Room(limit))


async def claimed(database: Database, courier: str, *, now: datetime = NINE, limit: int = 50) -> list[Letter]:
    return [one for parcel in await parcels(database, courier, now=now, limit=limit) for one in parcel.letters]


async def test_a_claimed_letter_brings_what_its_mail_needs(database: Database) -> None:
    await fill(database, [a_notice()])

    [letter] = await claimed(database, "ann")

    assert (letter.name, letter.mail) == ("Olwen Example", "olwen@council.example")
    assert (letter.title, letter.owner_name) == ("Write the chronology up to date", "Olwen Example")
    assert (letter.due_at, letter.original_due_at) == (DUE, DUE - timedelta(days=7))
    assert letter.event == OVERDUE
    assert letter.leased_until == NINE + MINUTE


async def test_a_claimed_letter_names_the_standards_that_are_still_unmet(database: Database) -> None:
    kept = [("talked", "judged", False), ("met", "judged", True), ("counted", "measured", False)]
    rest = {"audit_id": "x-1", "title": "T", "cycle": 1}
    await fill(database, [a_notice()])
    async with database.transaction() as connection:
        made = [rest | {"standard": one, "check_by": by, "is_met": is_met} for one, by, is_met in kept]
        await connection.execute(insert(STANDARDS), made)

    [letter] = await claimed(database, "ann")

    assert (letter.unmet, letter.measured) == (("counted", "talked"), ("counted",))


async def test_a_letter_whose_person_and_action_are_gone_is_still_claimed(database: Database) -> None:
    await fill(database, [a_notice()])
    async with database.transaction() as connection:
        await connection.execute(delete(ACTIONS))
        await connection.execute(delete(PEOPLE))

    [letter] = await claimed(database, "ann")

    assert (letter.name, letter.mail, letter.title, letter.owner_name) == (None, None, None, None)


async def test_a_leased_letter_is_nobody_elses_until_its_lease_runs_out(database: Database) -> None:
    await fill(database, [a_notice()])
    await claimed(database, "ann")

    early = await claimed(database, "bob", now=NINE + MINUTE - timedelta.resolution)
    later = await claimed(database, "bob", now=NINE + MINUTE)

    assert early == []
    assert [row["leased_by"] for row in await rows(database)] == ["bob"]
    assert len(later) == 1


async def test_letters_claimed_in_an_open_transaction_are_passed_over_not_waited_for(database: Database) -> None:
    await fill(database, [a_notice(number) for number in range(4)])

    async with database.transaction() as connection:
        first = await outbox.claim(connection, "ann", now=NINE, until=NINE + MINUTE, room=Room(2))
        second = await claimed(database, "bob")

    assert {one.parcel_id for one in first}.isdisjoint({one.notice_id for one in second})
    assert len(first) + len(second) == 4


async def test_urgent_letters_go_first_and_then_the_longest_due(database: Database) -> None:
    await fill(
        database,
        [
            a_notice(1, due_at=NINE - MINUTE),
            a_notice(2, due_at=NINE - 2 * MINUTE),
            a_notice(3, is_urgent=True),
            a_notice(4, due_at=NINE + MINUTE, is_urgent=True),
        ],
    )

    letters = await claimed(database, "ann", limit=2)

    assert [letter.notice_id[-1] for letter in letters] == ["3", "2"]


async def test_letters_of_the_past_sent_and_dead_ones_are_never_claimed(database: Database) -> None:
    await fill(database, [a_notice(n, state=state) for n, state in enumerate(("past", "sent", "dead"))])

    assert await claimed(database, "ann", now=NINE + timedelta(days=9)) == []


async def test_only_the_holder_of_the_lease_says_what_became_of_a_letter(database: Database) -> None:
    await fill(database, [a_notice()])
    [anns] = await parcels(database, "ann")
    [bobs] = await parcels(database, "bob", now=NINE + MINUTE)

    async with database.transaction() as connection:
        too_late = [
            await outbox.sent(connection, anns, "ann", at=NINE),
            await outbox.failed(connection, anns, "ann", reason="no", again_at=None),
            await outbox.put_back(connection, anns, "ann"),
        ]
        in_time = await outbox.sent(connection, bobs, "bob", at=NINE + MINUTE)

    assert (too_late, in_time) == ([False, False, False], True)
    assert [(row["state"], row["sent_at"]) for row in await rows(database)] == [("sent", NINE + MINUTE)]


async def test_a_failed_letter_waits_with_its_reason_and_a_hopeless_one_is_dead(database: Database) -> None:
    await fill(database, [a_notice(1), a_notice(2)])
    first, second = sorted(await parcels(database, "ann"))

    async with database.transaction() as connection:
        await outbox.failed(connection, first, "ann", reason="x" * 900, again_at=NINE + MINUTE)
        await outbox.failed(connection, second, "ann", reason="550 nobody", again_at=None)
        counts = await outbox.counts(connection)
        oldest = await outbox.oldest_waiting(connection)
        dead = await outbox.dead(connection)

    waiting = (await rows(database))[0]
    assert (waiting["attempts"], waiting["due_at"], waiting["failure"]) == (1, NINE + MINUTE, "x" * 500)
    assert (counts, oldest) == ({"dead": 1, "waiting": 1}, NINE + MINUTE)
    assert [(one.notice_id, one.attempts, one.failure) for one in dead] == [(second.parcel_id, 1, "550 nobody")]


@pytest.mark.parametrize(("named", "back"), [(None, 2), (["x-1/7/overdue/p-1/1"], 1), ([], 0), (["sent/one"], 0)])
async def test_dead_letters_are_sent_again_all_or_by_name(
    database: Database, named: list[str] | None, back: int
) -> None:
    sent = a_notice(3, state="sent", notice_id="sent/one")
    await fill(database, [a_notice(1, state="dead", attempts=12), a_notice(2, state="dead"), sent])

    async with database.transaction() as connection:
        resent = await outbox.resend(connection, named, now=NINE)

    letters = await claimed(database, "ann")
    assert (resent, len(letters)) == (back, back)
    assert all(letter.attempts == 0 for letter in letters)


async def test_what_is_urgent_keeps_its_way_when_sent_again_and_all_else_goes_by_the_way_chosen_by_now(
    database: Database,
) -> None:
    by_teams = a_notice(2, is_urgent=True, notice_id="x-1/7/safety/p-1/by/teams-north", channel="teams-north")
    await fill(database, [a_notice(1, is_urgent=True) | {"channel": "mail"}, a_notice(3) | {"channel": "mail"}])
    async with database.transaction() as connection:
        await connection.execute(insert(OUTBOX), [by_teams])
        await connection.execute(update(OUTBOX).values(state="dead"))
        await connection.execute(update(PEOPLE).values(channel="teams-south"))
        await outbox.resend(connection, now=NINE)

    kept = {row["notice_id"]: row["channel"] for row in await rows(database)}
    assert kept == {
        "x-1/7/overdue/p-1/1": "mail",
        "x-1/7/overdue/p-1/3": "teams-south",
        "x-1/7/safety/p-1/by/teams-north": "teams-north",
    }
