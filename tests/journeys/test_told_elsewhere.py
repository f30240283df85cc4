"""An audit's life as others hear of it: cards in Teams, a chat, another system's webhook, and a calendar."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from icalendar import Calendar
from standardwebhooks.webhooks import Webhook as Verifier

from activities.channels.couriers import ChannelCouriers
from activities.channels.named import NamedChannel
from activities.channels.posting import Poster
from activities.channels.webhooks import WebhookCourier, WebhookTerms
from activities.courier import Courier, Terms
from domain.calendar import due_day
from domain.reach import Reach
from storage import webhooks
from storage.people import replace
from storage.webhooks import Webhook
from tests.activities.receiver import Receiver, open_receiver
from tests.activities.records import rows
from tests.activities.webhook_scenes import SECRET, until_all_may_read
from tests.api.http.visitors import Visitors
from tests.journeys.conftest import now
from tests.journeys.council import Council, GatedEffects
from tests.journeys.proof import Post, assert_all_is_well
from tests.journeys.scenes import JUDGED, OWNER, an_audit
from tests.workflows.scenes import claim, judge, people, verify

MANAGER = "p-2"
HERE = Reach(["127.0.0.0/8"])


class Outside(NamedTuple):
    """Who hears of the council beside those who read mail."""

    teams: Receiver
    chat: Receiver
    board: Receiver
    couriers: ChannelCouriers
    webhooks: WebhookCourier


@pytest.fixture
async def outside(council: Council, post: Post, effects: GatedEffects) -> AsyncIterator[Outside]:
    """The owner reads Teams, their manager a chat; a board wants to know everything. All walk after each page."""
    async with open_receiver() as teams, open_receiver() as chat, open_receiver() as board:
        teams.status = 202
        settings = {
            "CHANNEL_TEAMS_NORTH": teams.url,
            "CHANNEL_CHAT": chat.url.replace("http://", "json://"),
            "WEBHOOK_SECRET_BOARD": SECRET,
        }
        poster = Poster(HERE, limit=timedelta(seconds=10))

        def courier_of(name: str) -> Courier:
            channel = NamedChannel(name, poster, settings.get)
            return Courier(council.database, channel, post.clock, "courier", terms=Terms())

        others = WebhookCourier(
            council.database, poster, now, "courier", secret_of=settings.get, source="/auditloop", terms=WebhookTerms()
        )
        outside = Outside(teams, chat, board, ChannelCouriers(council.database, courier_of, Terms()), others)

        async def walk() -> None:
            await post.deliver()
            await outside.couriers.deliver_due()

        effects.afterwards = walk
        chosen = {OWNER: "teams-north", MANAGER: "chat"}
        everybody = [
            one.model_copy(update={"channel": chosen.get(key, "mail")}) for key, one in people().people.items()
        ]
        await replace(council.database, everybody, at=now())
        async with council.database.transaction() as connection:
            wanted = Webhook("board", board.url, "WEBHOOK_SECRET_BOARD", per_minute=6000)
            await webhooks.add(connection, wanted, "p-7", now())
        yield outside


async def test_everybody_hears_by_the_way_they_chose_and_nothing_twice(
    council: Council, post: Post, outside: Outside, visitors: Visitors
) -> None:
    feed = (await visitors.post("/me/feed", OWNER)).json()["path"]
    handle = await council.start(an_audit("heard"))
    action = (await council.value("heard")).actions["a-1"]
    [due] = await _dates(visitors, feed)
    await council.ring(handle, times=4)
    await council.give("heard", claim("a-1"))
    await council.give("heard", verify("a-1"))
    await council.give("heard", judge(JUDGED))
    assert await handle.result() == "closed"
    await until_all_may_read(council.database)
    await outside.webhooks.deliver_due()
    await outside.webhooks.deliver_due()

    assert (due["DTSTART"].dt, due["UID"]) == (due_day(action.due_at), "heard/a-1@auditloop")
    assert await _dates(visitors, feed) == []
    await _assert_told(council, outside.board)
    await _assert_heard(council, post, outside)
    await assert_all_is_well(council.database)


async def _dates(visitors: Visitors, feed: str) -> list[Any]:
    """As a calendar reads them: it cannot sign in."""
    answer = await visitors.client.get(feed)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.text).walk("VEVENT"))


async def _assert_told(council: Council, board: Receiver) -> None:
    """Each event of the log came once, in its order, signed, and says nothing of anybody."""
    log = await council.log("heard")
    assert board.ids == [f"heard/{event.seq}" for event in log]
    assert [one.told["data"]["kind"] for one in board.got] == [event.kind for event in log]
    for one in board.got:
        Verifier(SECRET).verify(one.body.decode(), one.headers)
        assert not [who for who in people().people if f'"{who}"' in one.body.decode()]
    assert {one["state"] for one in await rows(council.database, "select state from deliveries")} == {"sent"}


async def _assert_heard(council: Council, post: Post, outside: Outside) -> None:
    """Each notice left once, by its person's own way."""
    await post.deliver()
    await outside.couriers.deliver_due()
    left = await rows(council.database, "select person, channel, state from outbox")
    by_way = [(one["person"], one["channel"]) for one in left if one["state"] == "sent"]
    assert {one["state"] for one in left} <= {"sent", "stale"}
    assert len(outside.teams.got) == by_way.count((OWNER, "teams-north")) > 2
    assert len(outside.chat.got) == by_way.count((MANAGER, "chat")) > 0
    assert not {OWNER, MANAGER} & {*post.hearers()}
    written = [one.body.decode() for one in (*outside.teams.got, *outside.chat.got)]
    assert not [one for one in written if "Name p-" in one]
