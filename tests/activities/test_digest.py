"""Letters that may wait for one another leave as one mail, and stay together whatever happens on the way."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from activities.courier import Courier, Terms
from activities.mail import Mail
from activities.mailer import Mailer
from activities.undelivered import DatabaseAway
from domain import events as e
from storage import outbox
from storage.database import Database
from storage.pace import Room
from tests.activities.letters_of_each_kind import a_letter
from tests.activities.mails import LETTERHEAD, mail_of, page_in, text_in
from tests.activities.outbox_rows import NINE, a_notice, fill, rows
from tests.activities.post_office import PostOffice, SortingOffice
from tests.activities.test_courier_crashes import ForgetfulDatabase
from tests.activities.wound_clock import WoundClock

LEASE = Terms().lease


def waiting(numbers: range, **facts: object) -> list[dict[str, object]]:
    return [a_notice(number, is_digested=True, **facts) for number in numbers]


def courier(database: Database, where: PostOffice, clock: WoundClock, name: str = "ann") -> Courier:
    return Courier(database, Mail(Mailer(*where), LETTERHEAD), clock, name, terms=Terms())


async def test_what_is_due_for_one_person_leaves_as_one_mail_and_what_is_urgent_by_itself(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    others = [*waiting(range(4, 6), person="p-2"), a_notice(6), *waiting(range(7, 8), due_at=NINE + LEASE)]
    await fill(database, [*waiting(range(1, 4)), *others])

    await courier(database, where, WoundClock(NINE)).deliver_due()

    subjects = sorted((mail["To"].addresses[0].username, mail["Subject"]) for mail in office.mails)
    assert subjects == [
        ("audley", "2 notices from Auditloop"),
        ("olwen", "3 notices from Auditloop"),
        ("olwen", "An action of yours is overdue (audit x-1, action a-1)"),
    ]


async def test_one_letter_alone_reads_as_a_letter(database: Database, office: SortingOffice, where: PostOffice) -> None:
    await fill(database, waiting(range(1, 2)))

    await courier(database, where, WoundClock(NINE)).deliver_due()

    assert [mail["Subject"] for mail in office.mails] == ["An action of yours is overdue (audit x-1, action a-1)"]


async def test_a_digest_that_is_repeated_after_a_crash_is_the_same_whatever_came_meanwhile(
    database: Database, office: SortingOffice, where: PostOffice, migrated_database_url: str
) -> None:
    await fill(database, waiting(range(1, 4)) + waiting(range(4, 6), due_at=NINE + LEASE))
    clock, forgetful = WoundClock(NINE), ForgetfulDatabase(migrated_database_url)
    with pytest.raises(DatabaseAway):
        await courier(forgetful, where, clock).deliver_due()
    await forgetful.dispose()

    clock.wind(LEASE)
    await courier(database, where, clock, "bob").deliver_due()

    first, *rest = sorted(office.mails, key=lambda mail: mail["Subject"], reverse=True)
    assert [mail["Subject"] for mail in (first, *rest)] == [f"{n} notices from Auditloop" for n in (3, 3, 2)]
    assert first["Message-ID"] == rest[0]["Message-ID"] != rest[1]["Message-ID"]
    assert text_in(first) == text_in(rest[0])
    assert {row["state"] for row in await rows(database)} == {"sent"}


async def test_a_digest_that_is_refused_for_now_stays_together(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    office.to_recipient["olwen@council.example"] = "451 Try again later"
    await fill(database, waiting(range(1, 4)))
    clock = WoundClock(NINE)
    ann = courier(database, where, clock)
    await ann.deliver_due()
    put_off = await rows(database)
    office.to_recipient.clear()
    clock.wind(timedelta(seconds=10))
    await ann.deliver_due()

    assert {(row["state"], row["attempts"], row["due_at"]) for row in put_off} == {("waiting", 1, clock.now)}
    assert [mail["Subject"] for mail in office.mails] == ["3 notices from Auditloop"]


async def test_a_dead_digest_leaves_under_the_same_id_when_all_of_it_is_resent(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    office.to_recipient["olwen@council.example"] = "550 No such mailbox"
    await fill(database, waiting(range(1, 4)))
    ann = courier(database, where, WoundClock(NINE))
    await ann.deliver_due()
    before = {row["parcel_id"] for row in await rows(database)}
    office.to_recipient.clear()
    async with database.transaction() as connection:
        dead = await outbox.dead(connection)
        await outbox.resend(connection, now=NINE)
    await ann.deliver_due()

    assert len(dead) == 3
    assert {row["parcel_id"] for row in await rows(database)} == before
    assert [mail["Subject"] for mail in office.mails] == ["3 notices from Auditloop"]


async def test_a_letter_that_cannot_be_written_does_not_hold_up_the_digest_it_is_the_first_of(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    await fill(database, [*waiting(range(1, 2), notice="nobody_wrote_words_for_this"), *waiting(range(2, 5))])

    with capture_logs() as lines:
        await courier(database, where, WoundClock(NINE)).deliver_due()

    assert [mail["Subject"] for mail in office.mails] == ["3 notices from Auditloop"]
    assert [row["state"] for row in await rows(database)] == ["waiting", "sent", "sent", "sent"]
    assert [line["event"] for line in lines] == ["letter_put_off"] + ["letter_sent"] * 3


async def test_several_couriers_pack_each_letter_once(database: Database) -> None:
    await fill(database, waiting(range(1, 30)))
    async with database.transaction() as connection:
        first = await outbox.claim(connection, "ann", now=NINE, until=NINE + LEASE, room=Room(5))
        async with database.transaction() as other:
            second = await outbox.claim(other, "bob", now=NINE, until=NINE + LEASE, room=Room(5))

    assert [len(parcel.letters) for parcel in first] == [29]
    assert second == []


def test_a_digest_has_each_notice_by_audit_with_its_date_what_is_asked_and_how_to_answer() -> None:
    late = a_letter("check_overdue", audit_id="x-2", notice_id="2", action_id=None)
    text = text_in(mail_of(a_letter("escalation_action", notice_id="1"), late, pages="https://audits.council.example"))

    assert text.count("\nAudit x-") == 2
    assert "An overdue action comes to you\n------" in text
    assert "  .venv/bin/python starter.py act x-1 acknowledge a-1 --by p-1\n" in text
    assert "You as  team manager\n" in text
    assert "Date    by the end of Friday 6 November 2026" in text
    assert "The audit's page: https://audits.council.example/audits/x-2\n" in text


def test_a_mention_has_no_date_of_an_event_that_it_merely_follows() -> None:
    follows = e.ActionOverdue(seq=7, at=NINE, action_id="a-2", owner="p-1", due_at=NINE)
    mention = a_letter("mentioned", notice_id="2", action_id=None, due_at=None, body=follows.model_dump_json())
    text = text_in(mail_of(a_letter(notice_id="1"), mention))

    assert "A note mentions you" in text
    assert "Date  " not in text


def test_a_page_fetches_nothing_and_what_people_wrote_is_text_in_it() -> None:
    nasty = '<img src="https://elsewhere.example/a.png" onerror="x">'
    page = page_in(mail_of(a_letter(title=nasty, name="<b>Olwen</b>"), pages="https://audits.council.example"))

    assert ("<img" in page, "<b>" in page) == (False, False)
    assert "&lt;img" in page
    assert '<a href="https://audits.council.example/audits/x-1">The audit&#x27;s page</a>' in page
    assert '<html lang="en-GB">' in page
