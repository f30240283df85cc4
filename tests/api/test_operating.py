"""What operators do beside commands has a reason, and who did it is noted with what came of it."""

from uuid import uuid4

import pytest

from api.engine import Engine
from api.errors import NoSuchAudit
from api.operating import EVERY, Why, nudge, resend
from storage.database import Database
from storage.operations import operations
from tests.activities.records import rows
from tests.api.conftest import now
from tests.api.house import House

WHY = Why("op-1", "The disk was full.", "r-1")


def an_id() -> str:
    return f"north-{uuid4().hex[:8]}"


async def give_up(database: Database) -> list[str]:
    """Every letter is dead; their ids."""
    return [one["notice_id"] for one in await rows(database, "update outbox set state = 'dead' returning notice_id")]


async def done(house: House) -> list[tuple[str, str, object]]:
    """What operators did, oldest first."""
    return [(one.verb, one.about, one.outcome) for one in reversed(await operations(house.record.database))]


@pytest.mark.usefixtures("worker")
async def test_a_nudge_is_noted_with_its_reason(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)

    settled = await nudge(house.engine, house.record, audit_id, WHY, now())

    [noted] = await operations(house.record.database, audit_id)
    assert settled == 0
    assert (noted.person, noted.reason, noted.request_id) == WHY
    assert (noted.verb, noted.outcome) == ("nudge", {"alarms_settled": 0})


async def test_a_nudge_that_could_not_be_is_not_noted(house: House) -> None:
    engine: Engine = house.engine

    with pytest.raises(NoSuchAudit):
        await nudge(engine, house.record, "never-was", WHY, now())

    assert await done(house) == []


@pytest.mark.usefixtures("worker")
async def test_letters_sent_again_are_noted_each_by_its_id_or_all_at_once(house: House) -> None:
    await house.start(an_id())
    first, second = await give_up(house.record.database)

    named = await resend(house.record, [first, first, "no-such-letter"], WHY, now())
    rest = await resend(house.record, None, WHY, now())

    assert (named, rest) == (1, 1)
    assert second != first
    assert await done(house) == [
        ("resend", first, {"resent": 1}),
        ("resend", "no-such-letter", {"resent": 0}),
        ("resend", EVERY, {"resent": 1}),
    ]


@pytest.mark.usefixtures("worker")
async def test_a_hand_over_is_noted_once_and_its_words_stay_in_the_log(house: House) -> None:
    audit_id = an_id()
    await house.start(audit_id)

    receipt = await house.give(audit_id, "dee", "hand_over", "over", to="dee", reason="The family moved.")
    again = await house.give(audit_id, "dee", "hand_over", "over", to="dee", reason="The family moved.")

    assert again == receipt
    assert await done(house) == [("hand_over", audit_id, {"first": receipt.first, "last": receipt.last})]
    assert "moved" not in (await operations(house.record.database))[0].reason
