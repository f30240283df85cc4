"""A notice that is stale by the time it would leave is withheld, with its reason, up to the last moment."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from typing_extensions import override

from activities.courier import Courier, Terms
from activities.letters.catalogue import CATALOGUE
from activities.mail import Mail
from activities.mailer import Mailer
from domain import commands as c
from domain.stale import STANDS_AS_LONG_AS
from storage.database import Database
from tests.activities.mails import LETTERHEAD, text_in
from tests.activities.post_office import PostOffice, SortingOffice
from tests.activities.records import Recording, a_recorder, rows
from tests.activities.wound_clock import WoundClock
from tests.builders import ASH, CAIRN, FELL, HERON, ROBIN, WREN, a_command, a_start, on, some_rules, words

STATES = "select notice, person, state, stale_because from outbox order by seq, person"
SOON, LATE = on("2026-11-02 11:00"), on("2026-11-16 09:30")
DIGESTS = {"digest_at": ["09:30"]}


async def begun(database: Database) -> Recording:
    """Heron's audit of visits, whose notices wait for half past nine; the first is a day away."""
    recording = Recording(await a_recorder(database))
    await recording.start(a_start(rules=some_rules(sending=DIGESTS)))
    return recording


def a_courier(database: Database, where: PostOffice, at: Any) -> Courier:
    return Courier(database, Mail(Mailer(*where), LETTERHEAD), WoundClock(at), "ann", terms=Terms())


async def walk(courier: Courier) -> None:
    while await courier.deliver_due():
        pass


CHANGES: list[tuple[c.Command, str]] = [
    (a_command(c.ClaimDone, WREN), "The action is claimed done."),
    (a_command(c.Reassign, ASH, owner=ROBIN), "It is somebody else's now."),
    (a_command(c.Cancel, FELL), "The action is finished."),
    (a_command(c.Withdraw, CAIRN), "The audit is over."),
]


@pytest.mark.parametrize(("command", "reason"), CHANGES, ids=[one.__class__.__name__ for one, _ in CHANGES])
async def test_what_an_actions_change_overtook_does_not_leave_and_operators_see_why(
    database: Database, office: SortingOffice, where: PostOffice, command: c.Command, reason: str
) -> None:
    recording = await begun(database)
    await recording.give(command, SOON)

    await walk(a_courier(database, where, LATE))

    first, *others = await rows(database, STATES)
    assert (first["notice"], first["state"], first["stale_because"]) == ("opened", "stale", reason)
    assert {one["state"] for one in others} <= {"sent"}
    assert all("An action is yours" not in f"{mail['Subject']}{text_in(mail)}" for mail in office.mails)


async def test_a_date_that_moved_leaves_as_a_notice_of_its_own_and_the_old_one_stays(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    recording = await begun(database)
    await recording.give(a_command(c.AskExtension, WREN), SOON)
    await recording.give(a_command(c.GrantExtension, ASH), SOON)

    await walk(a_courier(database, where, LATE))

    assert [(one["notice"], one["state"], one["stale_because"]) for one in await rows(database, STATES)] == [
        ("opened", "stale", "Its date has moved."),
        ("extension_asked", "stale", "It is decided."),
        ("extension_granted", "sent", None),
    ]
    assert [mail["Subject"] for mail in office.mails] == [
        "You have more time for an action (audit larkmoor-1, action a-1)"
    ]


def test_every_notice_that_has_words_has_its_line_in_the_table_of_what_is_stale() -> None:
    assert STANDS_AS_LONG_AS.keys() == CATALOGUE.keys()


class Meddlesome(Database):
    """Something happens in the audit between the claim and the last look."""

    def __init__(self, url: str, meanwhile: Callable[[], Awaitable[Any]]) -> None:
        super().__init__(url)
        self._meanwhile, self._begun = meanwhile, 0

    @override
    def transaction(self) -> Any:
        self._begun += 1
        return _After(self._meanwhile if self._begun == 2 else None, super().transaction())


class _After:
    def __init__(self, meanwhile: Callable[[], Awaitable[Any]] | None, transaction: Any) -> None:
        self._meanwhile, self._transaction = meanwhile, transaction

    async def __aenter__(self) -> Any:
        if self._meanwhile:
            await self._meanwhile()
        return await self._transaction.__aenter__()

    async def __aexit__(self, *failure: object) -> Any:
        return await self._transaction.__aexit__(*failure)


async def test_what_happens_after_a_letter_was_claimed_still_holds_it_back(
    database: Database, office: SortingOffice, where: PostOffice, migrated_database_url: str
) -> None:
    recording = await begun(database)
    meddlesome = Meddlesome(migrated_database_url, lambda: recording.give(a_command(c.ClaimDone, WREN), SOON))

    await walk(a_courier(meddlesome, where, on("2026-11-03 09:30")))
    await meddlesome.dispose()

    opened, claimed = await rows(database, STATES)
    assert (opened["state"], claimed["state"]) == ("stale", "sent")
    assert [mail["Subject"].partition(" (")[0] for mail in office.mails] == ["An action is claimed done"]


async def test_the_rest_of_a_digest_leaves_without_the_stale_one_that_it_was_packed_under(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    recording = await begun(database)
    await recording.give(a_command(c.AddAction, HERON, action_id="x-1"), SOON)
    await recording.give(a_command(c.AddAction, HERON, action_id="x-2", owner=WREN, outcome=words("another")), SOON)
    office.to_recipient["wren@larkmoor.example"] = "451 Try again later"
    courier = a_courier(database, where, on("2026-11-03 09:30"))
    await courier.deliver_due()
    [packed] = await rows(database, "select distinct parcel_id from outbox")
    await recording.give(a_command(c.Reassign, ASH, owner=ROBIN), SOON)
    office.to_recipient.clear()

    await walk(a_courier(database, where, on("2026-11-03 09:30") + timedelta(minutes=1)))

    [mail] = [one for one in office.mails if "wren" in one["To"]]
    assert mail["Subject"] == "2 notices from Auditloop"
    sent = await rows(database, "select distinct parcel_id from outbox where state = 'sent' and person = 'wren'")
    assert sent == [packed]


async def test_an_audit_that_a_later_version_wrote_is_left_to_it(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    await begun(database)
    async with database.transaction() as connection:
        await connection.execute(text("""update audits set value = '{"of": "a later version"}'"""))

    await walk(a_courier(database, where, LATE))

    assert len(office.mails) == 1
