"""People are found when a step fires: deputies of those away, managers of those who have left; a concern at once."""

from datetime import UTC, datetime, timedelta
from functools import partial

from domain import commands as c
from domain.directory import Absence
from domain.events import ActionOpened, Escalated
from domain.london import in_london
from storage.leaving import Leaving, leaving
from storage.people import away, replace
from storage.scope import Scope
from tests.activities.mails import text_in
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, JUDGED, OWNER, an_audit
from tests.workflows.scenes import NOTE, people

MANAGER, SERVICE, DEPUTY = "p-2", "p-3", "p-9"


async def test_a_step_for_a_manager_who_is_away_goes_to_the_deputy_and_names_both(council: Council, post: Post) -> None:
    absence = Absence(first_day=datetime(2020, 1, 1, tzinfo=UTC).date(), deputy=DEPUTY)
    await away(council.database, MANAGER, absence, at=datetime.now(UTC))
    handle = await council.start(an_audit("away"))

    await council.ring(handle, times=4)
    await council.give("away", c.Acknowledge(command_id="seen", by=DEPUTY, action_id="a-1"))

    await post.prove()
    assert MANAGER not in post.hearers()
    [mail] = [one for one in post.office.mails if one["To"].addresses[0].username == DEPUTY]
    assert "as team manager, for Name p-2, who is away" in " ".join(text_in(mail).split())


async def test_what_somebody_who_has_left_should_hear_goes_to_their_manager_who_gives_it_to_another(
    council: Council, post: Post
) -> None:
    everybody = people().people
    left = everybody[OWNER].model_copy(update={"leaves_on": datetime(2020, 1, 1, tzinfo=UTC).date()})
    await replace(council.database, [*({**everybody, OWNER: left}).values()], at=datetime.now(UTC))
    handle = await council.start(an_audit("left"))

    await council.ring(handle)
    before = await _left_behind(council)
    above = c.Standing(above_owner=True)
    moved = c.Reassign(command_id="moved", by=MANAGER, standing=above, action_id="a-1", owner=SERVICE)
    await council.give("left", moved)
    after = await _left_behind(council)

    await post.prove()
    assert set(post.hearers()) == {MANAGER, SERVICE}
    assert [(one.action_id, one.owner, one.manager) for one in before] == [("a-1", OWNER, MANAGER)]
    assert after == []


async def test_a_concern_of_a_saturday_night_is_mailed_at_once_and_again_until_acknowledged(
    council: Council, post: Post
) -> None:
    everybody = people().people
    deputised = everybody[SERVICE].model_copy(update={"deputy": DEPUTY})
    await replace(council.database, [*({**everybody, SERVICE: deputised}).values()], at=datetime.now(UTC))
    handle = await council.start(an_audit("concern"))
    clock = council.environment
    await clock.fast_forward(handle, _saturday_night(await clock.get_current_time(handle)))
    await council.give("concern", _found(await clock.get_current_time(handle)))
    await council.until(partial(_has_told, council, 1))
    await council.ring(handle)
    await council.give("concern", c.Acknowledge(command_id="seen", by=DEPUTY, action_id="x-1"))
    await council.ring(handle)

    log = await council.log("concern")
    first, again = [one for one in log if isinstance(one, Escalated) and one.matter == "concern"]
    assert in_london(first.at).strftime("%A %H") == "Saturday 23"
    assert [first.true_at] == [one.at for one in log if isinstance(one, ActionOpened) and one.action_id == "x-1"]
    assert again.true_at - first.true_at == timedelta(hours=2)
    await post.prove()
    urgent = [mail["To"].addresses[0].username for mail in post.office.mails if mail["Importance"] == "high"]
    assert (urgent.count(SERVICE), urgent.count(DEPUTY)) == (2, 2)


def _found(now: datetime) -> c.AddAction:
    return c.AddAction(
        command_id="found",
        by=AUDITOR,
        action_id="x-1",
        standard=JUDGED,
        owner=OWNER,
        due=(now + timedelta(days=5)).date(),
        title=NOTE,
        outcome=NOTE,
        is_safety=True,
    )


def _saturday_night(now: datetime) -> timedelta:
    """How long it is from now until the next Saturday at eleven in the evening, in London."""
    local = in_london(now)
    ahead = (5 - local.weekday()) % 7 or 7
    night = (local + timedelta(days=ahead)).replace(hour=23, minute=5, second=0, microsecond=0)
    return night - local


async def _left_behind(council: Council) -> list[Leaving]:
    async with council.database.reading() as connection:
        return await leaving(connection, datetime.now(UTC).date(), Scope(person=None, is_everything=True))


async def _has_told(council: Council, times: int) -> bool:
    return (await council.kinds("concern")).count("escalated") >= times
