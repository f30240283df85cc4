"""Whoever does not take what they are told is asked again, then left, with the reason; who is gone is asked no more."""

import socket
from pathlib import Path
from typing import Any

import pytest

from domain.reach import Reach
from storage.database import Database
from tests.activities.receiver import Receiver, open_receiver, serving
from tests.activities.records import rows
from tests.activities.webhook_scenes import a_courier, deliver, failures, start, states, subscribe
from tests.activities.wound_clock import WoundClock
from tests.runtime.certificates import Authority

REFUSED = "No connection came about (ConnectError): see that it listens there."


async def test_an_address_that_is_gone_ends_its_webhook_and_raises_the_alarm(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    receiver.status = 410
    await subscribe(database, ticking, receiver.url)
    await start(database, "x-1")
    courier = a_courier(database, ticking)

    await deliver(courier, ticking, times=2)

    assert receiver.ids == ["x-1/1"]
    assert await states(database) == {("x-1", "dead")}
    assert all("410" in failure for failure in await failures(database))
    [alarm] = await rows(database, "select audit_id, what from alarms")
    assert alarm == {"audit_id": "webhook/board", "what": "webhook"}
    receiver.status = 204
    await subscribe(database, ticking, receiver.url)
    await start(database, "x-2")
    await deliver(courier, ticking)
    assert receiver.ids[1] == "x-2/1"


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"status": 302}, "It answered 302, a redirect, which is never followed: name the address it leads to."),
        ({"waits": True}, "It did not answer within 0.2 s."),
    ],
)
async def test_whoever_redirects_or_answers_too_late_has_not_taken_it(
    database: Database, receiver: Receiver, ticking: WoundClock, how: dict[str, Any], sentence: str
) -> None:
    vars(receiver).update(how)
    await subscribe(database, ticking, receiver.url, kinds=("audit_started",))
    await start(database, "x-1")
    courier = a_courier(database, ticking, limit=0.2 if "waits" in how else 5, attempts=2)

    await deliver(courier, ticking)
    receiver.go.set()
    waiting = await states(database)
    await deliver(courier, ticking)

    assert {one.path for one in receiver.got} == {"/hook"}
    assert waiting == {("x-1", "waiting")}
    if not receiver.waits:
        assert await states(database) == {("x-1", "dead")}
    assert await failures(database) == {sentence}


async def test_whoever_cannot_be_asked_is_a_dead_letter_that_says_why(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    await subscribe(database, ticking, f"http://127.0.0.1:{port}/x", kinds=("audit_started",), name="closed")
    await start(database, "x-1")

    await deliver(a_courier(database, ticking, attempts=1), ticking)
    assert await failures(database) == {REFUSED}

    await subscribe(database, ticking, receiver.url, kinds=("audit_started",), name="unnamed")
    await start(database, "x-2")
    await deliver(a_courier(database, ticking, attempts=1, secrets={}), ticking)
    await start(database, "x-3")
    await deliver(a_courier(database, ticking, attempts=1, reach=Reach()), ticking)

    assert receiver.got == []
    said = await failures(database)
    assert "WEBHOOK_SECRET_X is not set where couriers run: set it, or WEBHOOK_SECRET_X_FILE." in said
    assert any("CHANNELS_MAY_REACH" in one for one in said)


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    database: Database, ticking: WoundClock, tmp_path: Path
) -> None:
    async with open_receiver(serving(Authority(tmp_path))) as receiver:
        await subscribe(database, ticking, receiver.url, kinds=("audit_started",))
        await start(database, "x-1")

        await deliver(a_courier(database, ticking, attempts=1), ticking)

        assert receiver.got == []
    [failure] = await failures(database)
    assert failure.startswith("Its certificate is not good")


async def test_a_certificate_of_an_authority_that_this_machine_trusts_is_good_by_its_hosts_name(
    database: Database, ticking: WoundClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.pair.certificate))
    reach = Reach(["127.0.0.0/8", "::1/128"])
    async with open_receiver(serving(authority)) as receiver:
        named = receiver.url.replace("127.0.0.1", "localhost")
        await subscribe(database, ticking, named, kinds=("audit_started",))
        await start(database, "x-1")

        await deliver(a_courier(database, ticking, reach=reach), ticking)

    [got] = receiver.got
    assert got.headers["host"] == named.split("/")[2]
