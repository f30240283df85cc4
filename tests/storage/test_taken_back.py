"""What must not leave any more does not, though a courier has it and its try fails."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.proposal import About, Proposal, ProposalStatus, Unmet
from storage import notes, outbox, proposals, restrictions
from storage.database import Database
from storage.note_tables import NOTES
from storage.pace import Room
from storage.parcel import Parcel
from storage.withholding import has_moved_on
from tests.activities.outbox_rows import NINE, a_notice, fill, rows

ABOUT = About(framework="demo", standard="plans", of="team", place="north")
DECLINED = Proposal(
    proposal_id="proposal-1",
    about=ABOUT,
    version=1,
    evidence=(Unmet(audit_id="x-2", team="north", found_at=NINE),),
    status=ProposalStatus.DECLINED,
    proposed_at=NINE,
    decided_at=NINE,
    decided_by="p-2",
)
NOTE = {"audit_id": "x-1", "number": 1, "command_id": "c-1", "follows": 7, "at": NINE, "by": "p-2", "words": "Look."}


async def withdraw(connection: AsyncConnection) -> None:
    await connection.execute(insert(NOTES), [{**NOTE, "mentioned": ["p-1"]}])
    line = await notes.note(connection, "x-1", 1)
    assert line
    assert await notes.take(connection, line, by="p-2", at=NINE)


async def restrict(connection: AsyncConnection) -> None:
    await restrictions.restrict(connection, "x-1", ["p-2"])


async def decide(connection: AsyncConnection) -> None:
    await proposals.keep(connection, "proposal-1", ABOUT, 1, NINE)
    await proposals.decide(connection, DECLINED)


@pytest.mark.parametrize(
    ("take_back", "notice", "about"),
    [(withdraw, "mentioned", "x-1"), (restrict, "mentioned", "x-1"), (decide, "theme_proposed", "proposal-1")],
)
async def test_a_letter_that_a_courier_has_is_taken_back_and_the_rest_of_its_digest_goes_on(
    database: Database, take_back: Callable[[AsyncConnection], Awaitable[None]], notice: str, about: str
) -> None:
    mine = a_notice(notice_id=f"{about}/n-1/{notice}/p-1", audit_id=about, notice=notice, is_digested=True)
    await fill(database, [mine, a_notice(2, is_digested=True)])
    async with database.transaction() as connection:
        [digest] = await _claimed(connection)
    assert len(digest.letters) == 2

    async with database.transaction() as connection:
        await take_back(connection)
        goes_back = await has_moved_on(connection, digest)
        await outbox.failed(connection, digest, "ann", reason="451", again_at=NINE)
        again = await _claimed(connection)

    assert goes_back
    assert [[letter.notice for letter in parcel.letters] for parcel in again] == [["overdue"]]
    [taken] = [row for row in await rows(database) if row["notice"] == notice]
    assert (taken["state"], taken["leased_by"], taken["leased_until"]) == ("stale", None, None)


async def _claimed(connection: AsyncConnection) -> list[Parcel]:
    return await outbox.claim(connection, "ann", now=NINE, until=NINE + timedelta(minutes=1), room=Room(50))
