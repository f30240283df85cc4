"""Other systems are told of what the log holds: signed, in order, once each unless they do not say yes."""

import asyncio

import pytest
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from storage import deliveries, deliveries_kept, restrictions, webhooks
from storage.database import Database
from storage.webhooks import NameTaken, Webhook
from tests.activities.receiver import Receiver, open_receiver
from tests.activities.records import rows
from tests.activities.webhook_scenes import MINUTE, SECRET, a_courier, deliver, start, states, subscribe
from tests.activities.wound_clock import WoundClock


async def test_every_event_from_then_on_is_told_once_in_order_and_signed(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    await start(database, "before")
    await subscribe(database, ticking, receiver.url)
    await start(database, "after-1")
    courier = a_courier(database, ticking)

    await deliver(courier, ticking, times=2)

    log = await rows(database, "select seq, kind from events where audit_id = 'after-1' order by seq")
    assert receiver.ids == [f"after-1/{one['seq']}" for one in log]
    for one in receiver.got:
        assert Verifier(SECRET).verify(one.body.decode(), one.headers) == one.told
    assert [one.told["type"] for one in receiver.got] == [f"auditloop.log.{one['kind']}.v1" for one in log]
    assert {one.headers["content-type"] for one in receiver.got} == {"application/cloudevents+json"}
    assert await states(database) == {("after-1", "sent")}


async def test_a_message_that_was_changed_or_is_old_does_not_verify(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    await subscribe(database, ticking, receiver.url, kinds=("audit_started",))
    await start(database, "x-1")
    await deliver(a_courier(database, ticking), ticking)
    [fresh] = receiver.got

    with pytest.raises(WebhookVerificationError):
        Verifier(SECRET).verify(fresh.body.decode() + " ", fresh.headers)
    old = {**fresh.headers, "webhook-timestamp": str(int(fresh.headers["webhook-timestamp"]) - 600)}
    with pytest.raises(WebhookVerificationError, match="too old"):
        Verifier(SECRET).verify(fresh.body.decode(), old)


async def test_only_the_kinds_and_teams_that_were_asked_for_are_told(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    await subscribe(database, ticking, receiver.url, kinds=("audit_started",))
    await subscribe(database, ticking, receiver.url, name="other", teams=("no-such-team",))
    await start(database, "x-1")

    await deliver(a_courier(database, ticking), ticking)

    assert [one.told["data"]["kind"] for one in receiver.got] == ["audit_started"]


async def test_an_audit_that_is_restricted_is_told_to_nobody(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    await subscribe(database, ticking, receiver.url, kinds=("audit_started",))
    await start(database, "hidden-1", "hidden-2", "open-1")
    courier = a_courier(database, ticking)
    async with database.transaction() as connection:
        await restrictions.restrict(connection, "hidden-1", ["p-1"])
        await deliveries.fan_out(connection, "board", now=ticking())
        await restrictions.restrict(connection, "hidden-2", ["p-1"])

    await deliver(courier, ticking)

    assert receiver.ids == ["open-1/1"]
    assert await states(database) == {("open-1", "sent"), ("hidden-2", "withheld")}


async def test_one_that_is_not_taken_holds_back_its_own_audit_alone_and_is_dead_in_the_end(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    receiver.by_subject["bad"] = 500
    await subscribe(database, ticking, receiver.url, kinds=("audit_started", "finding_noted"), per_minute=600)
    await start(database, "bad", "good")
    courier = a_courier(database, ticking)

    await deliver(courier, ticking)
    first = list(receiver.ids)
    await deliver(courier, ticking, times=2)
    receiver.by_subject.clear()
    await deliver(courier, ticking)

    assert [one for one in first if one.startswith("bad")] == ["bad/1"]
    assert ("good", "sent") in await states(database)
    async with database.transaction() as connection:
        [given_up] = await deliveries_kept.dead(connection)
    assert (given_up.notice_id, given_up.channel, given_up.attempts) == ("bad/1/webhook/board", "webhook", 3)
    assert given_up.failure == "It answered 500."
    assert receiver.ids[-1] == "bad/2"


async def test_a_dead_one_that_is_sent_again_keeps_its_id(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    receiver.status = 404
    await subscribe(database, ticking, receiver.url, kinds=("audit_started",))
    await start(database, "x-1")
    courier = a_courier(database, ticking, attempts=1)
    await deliver(courier, ticking)
    receiver.status = 200
    async with database.transaction() as connection:
        assert await deliveries_kept.resend(connection, ["x-1/1/webhook/board"], now=ticking()) == 1

    await deliver(courier, ticking)

    assert receiver.ids == ["x-1/1", "x-1/1"]
    assert await states(database) == {("x-1", "sent")}


async def test_a_webhook_that_hangs_keeps_no_other_waiting(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    async with open_receiver() as slow:
        slow.waits = True
        await subscribe(database, ticking, slow.url, kinds=("audit_started",), name="a-slow")
        await subscribe(database, ticking, receiver.url, kinds=("audit_started",), name="quick")
        await start(database, "x-1")

        walking = asyncio.create_task(a_courier(database, ticking, limit=60).deliver_due())
        async with asyncio.timeout(30):
            while not (receiver.got and slow.got):  # noqa: ASYNC110 - it is seen, not told of
                await asyncio.sleep(0.01)
        is_still_hanging = not walking.done()
        slow.go.set()
        await walking

    assert is_still_hanging
    assert receiver.ids == slow.ids == ["x-1/1"]


async def test_no_more_are_tried_in_a_minute_than_a_webhook_may_have(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    await subscribe(database, ticking, receiver.url, kinds=("audit_started",), per_minute=2)
    await start(database, *(f"x-{number}" for number in range(5)))
    courier, other = a_courier(database, ticking), a_courier(database, ticking)

    counts = []
    for _ in range(3):
        await courier.deliver_due()
        await other.deliver_due()
        counts.append(len(receiver.got))
        ticking.wind(MINUTE)

    assert counts == [2, 4, 5]
    assert sorted(receiver.ids) == [f"x-{number}/1" for number in range(5)]


async def test_what_a_courier_that_died_had_is_told_again_under_the_same_id_once_its_lease_is_over(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    await subscribe(database, ticking, receiver.url, kinds=("audit_started",))
    await start(database, "x-1")
    async with database.transaction() as connection:
        await deliveries.fan_out(connection, "board", now=ticking())
        held = await deliveries.claim(connection, "board", "dead", (ticking(), ticking() + MINUTE), limit=9)
    courier = a_courier(database, ticking)

    await deliver(courier, ticking)
    while_held = list(receiver.ids)
    await deliver(courier, ticking)
    async with database.transaction() as connection:
        is_lost = not await deliveries.settled(connection, held[0], "dead", deliveries.Became("sent", ticking()))

    assert (while_held, receiver.ids, is_lost) == ([], ["x-1/1"], True)


async def test_what_has_not_left_is_counted_with_how_long_it_has_waited_and_what_left_long_ago_is_forgotten(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    await subscribe(database, ticking, receiver.url, kinds=("audit_started",))
    await start(database, "x-1")
    async with database.transaction() as connection:
        await deliveries.fan_out(connection, "board", now=ticking())
        waiting = await deliveries_kept.counts(connection), await deliveries_kept.oldest(connection)
    await deliver(a_courier(database, ticking), ticking)
    async with database.transaction() as connection:
        sent = await deliveries_kept.counts(connection), await deliveries_kept.oldest(connection)
        forgotten = [await deliveries_kept.tidy(connection, ticking() + at) for at in (-MINUTE * 9, MINUTE)]

    assert waiting[0] == {"waiting": 1}
    assert waiting[1] is not None
    assert sent == ({}, None)
    assert forgotten == [0, 1]


async def test_a_name_is_one_webhooks_alone_and_adding_it_again_changes_nothing(
    database: Database, ticking: WoundClock
) -> None:
    webhook = Webhook("board", "https://one.invalid/x", "WEBHOOK_SECRET_X")
    async with database.transaction() as connection:
        added = [await webhooks.add(connection, webhook, "ops", ticking()) for _ in range(2)]
        with pytest.raises(NameTaken):
            await webhooks.add(connection, webhook._replace(url="https://two.invalid/x"), "ops", ticking())
        removed = [await webhooks.remove(connection, "board") for _ in range(2)]

    assert added == [True, False]
    assert removed == [True, False]


async def test_a_test_message_leaves_once_and_is_no_dead_letter(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    await subscribe(database, ticking, receiver.url)
    courier = a_courier(database, ticking)
    came = []
    for key, status in (("one", 202), ("two", 500)):
        receiver.status = status
        async with database.transaction() as connection:
            asked = [await deliveries_kept.test_id(connection, "board", key, ticking()) for _ in range(2)]
        await deliver(courier, ticking, times=2)
        async with database.transaction() as connection:
            asked.append(await deliveries_kept.test_id(connection, "board", key, ticking()))
            assert await deliveries_kept.test_id(connection, "none", key, ticking()) is None
        await deliver(courier, ticking)
        assert asked == [f"test/{key}/webhook/board"] * 3
        async with database.transaction() as connection:
            [board] = await webhooks.subscribed(connection)
            assert await deliveries_kept.dead(connection) == []
        came.append((board.test_id, board.test, board.test_failure, board.dead))

    assert receiver.ids == ["test/one", "test/two"]
    assert receiver.got[0].told["type"] == "auditloop.webhook.test.v1"
    assert came == [
        ("test/one/webhook/board", "sent", None, 0),
        ("test/two/webhook/board", "untaken", "It answered 500.", 0),
    ]
