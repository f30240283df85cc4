"""Operators keep webhooks over HTTP and from afar, and see and resend what other systems did not take."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from tests.activities.receiver import open_receiver
from tests.activities.records import rows
from tests.activities.webhook_scenes import a_courier as courier_of
from tests.activities.webhook_scenes import until_all_may_read
from tests.activities.wound_clock import WoundClock
from tests.api.conftest import now
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.test_first_steps import an_audit
from tests.api.http.visitors import Visitors

WHY = {"reason": "The board asked."}
BOARD = {"name": "board", "url": "https://nowhere.invalid/x", "secret": "WEBHOOK_SECRET_X", "kinds": ["audit_started"]}


async def walk(database: Database) -> None:
    """A courier tries what is due, once; its secret is not there."""
    await until_all_may_read(database)
    await courier_of(database, WoundClock(datetime.now(UTC)), attempts=1, secrets={}).deliver_due()


async def test_an_operator_adds_lists_and_removes_one_and_nobody_else_may(visitors: Visitors, house: House) -> None:
    added = await visitors.post("/webhooks", "otto", {**BOARD, **WHY}, key="add")
    again = await visitors.post("/webhooks", "otto", {**BOARD, **WHY}, key="add-again")
    other = await visitors.post("/webhooks", "otto", {**BOARD, "kinds": [], **WHY})
    private = await visitors.post("/webhooks", "otto", {**BOARD, "name": "own", "url": "https://10.0.0.1/", **WHY})
    [listed] = (await visitors.get("/webhooks", "otto")).json()["items"]
    hidden = await visitors.get("/webhooks", "dee")
    removed = [await visitors.post("/webhooks/board/remove", "otto", WHY) for _ in range(2)]

    assert [one.json()["added"] for one in (added, again)] == [True, False]
    assert (other.status_code, other.json()["rule"]) == (409, "NameTaken")
    assert (private.status_code, "CHANNELS_MAY_REACH" in private.text) == (422, True)
    assert (listed["name"], listed["kinds"], listed["waiting"]) == ("board", ["audit_started"], 0)
    assert hidden.status_code == 403
    assert [one.status_code for one in removed] == [200, 409]
    noted = await rows(house.record.database, "select verb, person from operations order by number")
    assert [(one["verb"], one["person"]) for one in noted] == [("webhook added", "otto"), ("webhook removed", "otto")]


async def test_what_was_not_taken_is_listed_with_its_reason_and_resent_like_a_letter(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await visitors.post("/webhooks", "otto", {**BOARD, **WHY})
    await an_audit(visitors, audit_id)
    await walk(house.record.database)

    [dead] = (await visitors.get("/deliveries/dead", "otto")).json()["items"]
    resent = await visitors.post("/notices/resend", "otto", {"notices": [dead["notice_id"]], **WHY})
    after = (await visitors.get("/deliveries/dead", "otto")).json()["items"]

    assert (dead["audit_id"], dead["kind"], dead["webhook"]) == (audit_id, "audit_started", "board")
    assert dead["failure"] == "WEBHOOK_SECRET_X is not set where couriers run: set it, or WEBHOOK_SECRET_X_FILE."
    assert (resent.json()["resent"], after) == (1, [])


async def test_a_dead_delivery_of_an_audit_restricted_since_is_not_shown_to_others(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await visitors.post("/webhooks", "otto", {**BOARD, **WHY})
    await an_audit(visitors, audit_id)
    await walk(house.record.database)
    await visitors.send("PUT", f"/audits/{audit_id}/restriction", "dee", {"named": ["dee"], **WHY})

    assert (await visitors.get("/deliveries/dead", "otto")).json()["items"] == []


async def test_dead_deliveries_are_shown_a_page_at_a_time(visitors: Visitors, house: House, audit_id: str) -> None:
    await visitors.post("/webhooks", "otto", {**BOARD, "kinds": [], **WHY})
    await an_audit(visitors, audit_id)
    for _ in range(3):
        await walk(house.record.database)

    seqs: list[int] = []
    page = (await visitors.get("/deliveries/dead", "otto", limit=1)).json()
    while page["items"]:
        seqs += [one["seq"] for one in page["items"]]
        if page["next"] is None:
            break
        page = (await visitors.get("/deliveries/dead", "otto", limit=1, cursor=page["next"])).json()
    unread = await visitors.get("/deliveries/dead", "otto", cursor="nonsense")

    assert sorted(seqs) == list(range(1, len(seqs) + 1))
    assert len(seqs) > 1
    assert unread.status_code == 422


async def test_from_afar_it_is_as_beside(far: Far) -> None:
    far.sign_in("otto")
    words = ("board", "https://nowhere.invalid/x", "--secret", "WEBHOOK_SECRET_X", "--reason", "The board asked.")
    added = await far.type("webhooks", "add", *words)
    listed = await far.answer("webhooks", "list")
    beside = await far.answer_beside("webhooks", "list")
    removed = await far.type("webhooks", "remove", "board", "--reason", "It is gone.")
    dead = await far.answer("notices", "--dead")

    assert added.out == "board is told from now on.\n"
    assert [one["name"] for one in listed] == [one["name"] for one in beside] == ["board"]
    assert removed.out == "board is told no more.\n"
    assert dead == await far.answer_beside("notices", "--dead")


async def test_a_test_message_leaves_at_once_and_says_what_came_of_it(
    far: Far, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHANNELS_MAY_REACH", "127.0.0.0/8")
    far.sign_in("otto")
    courier = courier_of(house.record.database, now, pause=timedelta(milliseconds=50))
    stop = asyncio.Event()
    async with open_receiver() as receiver, asyncio.TaskGroup() as group:
        words = ("board", receiver.url, "--secret", "WEBHOOK_SECRET_X", "--reason", "The board asked.")
        added = await far.beside("webhooks", "add", *words)
        group.create_task(courier.run(stop))
        taken = await far.beside("webhooks", "test", "board")
        receiver.status = 500
        untaken = await far.type("webhooks", "test", "board")
        stop.set()

    assert added.status == 0, added.err
    assert taken.out == "board took the test message.\n"
    assert (untaken.status, untaken.err) == (1, "board did not take the test message. It answered 500.\n")
    assert len({one.headers["webhook-id"] for one in receiver.got}) == 2
    assert "otto" not in "".join(receiver.ids)
