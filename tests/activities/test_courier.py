"""The courier hands in each due letter once, waits and tries again as promised, and gives up where it must."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from activities.courier import Courier, Terms
from activities.mail import Letterhead, Mail
from activities.mailer import Mailer
from activities.undelivered import LeaseTooShort
from storage import outbox
from storage.database import Database
from storage.people_tables import PEOPLE
from tests.activities.outbox_rows import NINE, a_notice, fill, rows
from tests.activities.post_office import PostOffice, SortingOffice
from tests.activities.wound_clock import WoundClock

LETTERHEAD = Letterhead("auditloop@council.example")
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(NINE)


@pytest.fixture
def courier(database: Database, where: PostOffice, clock: WoundClock) -> Courier:
    return Courier(database, Mail(Mailer(*where), LETTERHEAD), clock, "ann", terms=Terms())


async def test_a_due_letter_is_delivered_once(database: Database, courier: Courier, office: SortingOffice) -> None:
    await fill(database, [a_notice()])

    claimed = [await courier.deliver_due(), await courier.deliver_due()]

    [mail] = office.mails
    assert claimed == [1, 0]
    assert mail["Subject"] == "An action of yours is overdue (audit x-1, action a-1)"
    assert "olwen@council.example" in mail["To"]
    assert [(row["state"], row["sent_at"]) for row in await rows(database)] == [("sent", NINE)]


async def test_a_letter_does_not_leave_before_it_is_due(
    database: Database, courier: Courier, office: SortingOffice, clock: WoundClock
) -> None:
    await fill(database, [a_notice(due_at=NINE + SECOND)])

    early = await courier.deliver_due()
    clock.wind(SECOND)
    in_time = await courier.deliver_due()

    assert (early, in_time, len(office.mails)) == (0, 1, 1)


async def test_letters_of_the_past_never_leave(
    database: Database, courier: Courier, office: SortingOffice, clock: WoundClock
) -> None:
    await fill(database, [a_notice(number, state="past") for number in range(3)])

    clock.wind(timedelta(days=400))
    await courier.deliver_due()

    assert office.mails == []
    assert {row["state"] for row in await rows(database)} == {"past"}


async def test_letters_on_one_line_share_a_connection(
    database: Database, courier: Courier, office: SortingOffice
) -> None:
    await fill(database, [a_notice(number) for number in range(50)])

    await courier.deliver_due()

    assert len(office.mails) == 50
    assert office.connections <= Terms().lines


async def test_a_refusal_for_now_is_tried_again_after_ever_longer_waits_and_then_given_up(
    database: Database, courier: Courier, office: SortingOffice, clock: WoundClock
) -> None:
    office.to_recipient["olwen@council.example"] = "451 Try again later"
    await fill(database, [a_notice()])

    waits = []
    while await courier.deliver_due():
        due_at = (await rows(database))[0]["due_at"]
        waits.append((due_at - clock.now) // SECOND)
        clock.now = due_at

    [row] = await rows(database)
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 0]
    assert (row["state"], row["attempts"]) == ("dead", 12)
    assert row["failure"] == "The mail server refused it for now: 451 Try again later"


async def test_a_refusal_for_good_is_dead_at_once_with_its_reason(
    database: Database, courier: Courier, office: SortingOffice
) -> None:
    office.to_recipient["olwen@council.example"] = "550 No such mailbox"
    await fill(database, [a_notice()])

    await courier.deliver_due()

    [row] = await rows(database)
    assert (row["state"], row["attempts"]) == ("dead", 1)
    assert row["failure"] == "The mail server refused it for good: 550 No such mailbox"


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"person": "p-gone"}, "nobody of this id"), ({"mail": ""}, "no usable mail"), ({"mail": "a b"}, "no usable")],
)
async def test_a_letter_to_nobody_that_can_be_reached_is_dead_at_once(
    database: Database, courier: Courier, change: dict[str, str], reason: str
) -> None:
    await fill(database, [a_notice()])
    async with database.transaction() as connection:
        await connection.execute(update(PEOPLE).where(PEOPLE.c.person == "p-1").values(change))

    await courier.deliver_due()

    [row] = await rows(database)
    assert row["state"] == "dead"
    assert reason in row["failure"]


async def test_one_failing_letter_does_not_hold_up_the_others(
    database: Database, courier: Courier, office: SortingOffice
) -> None:
    office.to_recipient["olwen@council.example"] = "550 No such mailbox"
    unknown = a_notice(2, notice="nobody_wrote_words_for_this", person="p-2")
    unread = a_notice(3, seq=99, person="p-2")
    others = [a_notice(number, person="p-2") for number in range(4, 9)]
    await fill(database, [a_notice(1), unknown, unread, *others])

    await courier.deliver_due()

    assert len(office.mails) == 5
    states = {row["notice_id"][-1]: row["state"] for row in await rows(database)}
    assert [states["1"], states["2"], states["3"]] == ["dead", "waiting", "waiting"]


async def test_dead_letters_leave_once_they_are_resent(
    database: Database, courier: Courier, office: SortingOffice
) -> None:
    office.to_recipient["olwen@council.example"] = "550 No such mailbox"
    await fill(database, [a_notice()])
    await courier.deliver_due()
    office.to_recipient.clear()

    async with database.transaction() as connection:
        resent = await outbox.resend(connection, now=NINE)
    await courier.deliver_due()

    assert (resent, len(office.mails)) == (1, 1)
    assert [row["state"] for row in await rows(database)] == ["sent"]


async def test_a_lease_that_a_slow_letter_could_outlive_is_refused(database: Database) -> None:
    mailer = Mail(Mailer("127.0.0.1", 25, limit=60 * SECOND), LETTERHEAD)

    with pytest.raises(LeaseTooShort, match="60 s must be longer than the 60 s"):
        Courier(database, mailer, WoundClock(NINE), "ann", terms=Terms())
