"""Whoever chose a channel is told there: a card in Teams, or any way that Apprise knows; what is not taken is kept."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from activities.channels.couriers import ChannelCouriers
from activities.channels.named import NamedChannel
from activities.channels.posting import Poster
from activities.courier import Courier, Terms
from activities.patience import Patience
from api.operating import dead
from domain.directory import Directory
from domain.reach import Reach
from storage import outbox, restrictions
from storage.database import Database
from storage.people_tables import PEOPLE
from storage.tables import EVENTS
from tests.activities.outbox_rows import DUE, EVENT_ROW, NINE, a_notice, fill, rows
from tests.activities.receiver import Receiver
from tests.activities.records import Recording, a_recorder
from tests.activities.records import rows as ask
from tests.activities.wound_clock import WoundClock
from tests.builders import WREN, a_directory, a_finding, a_start

MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(NINE)


def couriers(database: Database, clock: WoundClock, settings: dict[str, str], **how: int) -> ChannelCouriers:
    terms = Terms(patience=Patience(attempts=how.get("attempts", 3)), a_minute=how.get("a_minute"))
    poster = Poster(Reach(["127.0.0.0/8"]), limit=timedelta(seconds=5))

    def courier_of(name: str) -> Courier:
        channel = NamedChannel(name, poster, settings.get, "https://audits.council.example")
        return Courier(database, channel, clock, "ann", terms=terms)

    return ChannelCouriers(database, courier_of, terms)


async def failure(database: Database) -> tuple[str, str, str | None]:
    async with database.transaction() as connection:
        [one] = await dead(connection)
    return one.channel, one.person, one.failure


async def test_teams_gets_a_card_that_names_nobody_and_no_case(
    database: Database, receiver: Receiver, clock: WoundClock
) -> None:
    receiver.status = 202
    await fill(database, [a_notice(channel="teams-north")])

    await couriers(database, clock, {"CHANNEL_TEAMS_NORTH": f"{receiver.url}?sig=secret"}).deliver_due()

    [got] = receiver.got
    [attachment] = got.told["attachments"]
    card = attachment["content"]
    assert got.path == "/hook?sig=secret"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert card["body"][0]["text"] == "An action of yours is overdue (audit x-1, action a-1)"
    assert card["body"][1]["text"] == "For p-1"
    assert card["actions"][0]["url"].startswith("https://audits.council.example")
    facts = {one["title"]: one["value"] for one in _facts(card)}
    assert facts["Action"] == "a-1: Write the chronology up to date"
    assert not [one for one in ("Olwen", "Audley", "case-12", "requires improvement") if one in got.body.decode()]
    assert [one["state"] for one in await rows(database)] == ["sent"]


async def test_apprise_gets_the_title_and_the_text(database: Database, receiver: Receiver, clock: WoundClock) -> None:
    await fill(database, [a_notice(channel="chat")])
    address = receiver.url.replace("http://", "json://")

    await couriers(database, clock, {"CHANNEL_CHAT": address}).deliver_due()

    [got] = receiver.got
    assert got.told["title"] == "An action of yours is overdue (audit x-1, action a-1)"
    assert got.told["message"].startswith("Dear p-1")
    assert "Olwen" not in got.told["message"]
    assert [one["state"] for one in await rows(database)] == ["sent"]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "The address in CHANNEL_X is gone. It answered 404. Put another there, then resend."),
        (410, "The address in CHANNEL_X is gone. It answered 410: the address is gone for good."),
    ],
)
async def test_a_teams_address_that_is_gone_is_a_dead_letter_at_once(
    database: Database, receiver: Receiver, clock: WoundClock, status: int, sentence: str
) -> None:
    receiver.status = status
    await fill(database, [a_notice(channel="x")])

    await couriers(database, clock, {"CHANNEL_X": receiver.url}).deliver_due()

    channel, person, why = await failure(database)
    assert (channel, person) == ("x", "p-1")
    assert why
    assert why.startswith(sentence)


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({}, "CHANNEL_X is not set where couriers run: set it, or CHANNEL_X_FILE, then resend."),
        ({"CHANNEL_X": "{url}"}, "The address in CHANNEL_X did not take it. It answered 500."),
        ({"CHANNEL_X": "json{url}"}, "The address in CHANNEL_X did not take it. Apprise says no more."),
        ({"CHANNEL_X": "nonsense"}, "CHANNEL_X holds no address that can be sent to: correct it, then resend."),
    ],
)
async def test_what_a_channel_does_not_take_is_tried_again_and_then_dead_with_its_reason(
    database: Database, receiver: Receiver, clock: WoundClock, settings: dict[str, str], why: str
) -> None:
    receiver.status = 500
    await fill(database, [a_notice(channel="x")])
    urls = {"{url}": receiver.url, "json{url}": receiver.url.replace("http://", "json://")}
    carriers = couriers(database, clock, {name: urls.get(one, one) for name, one in settings.items()}, attempts=2)
    for _ in range(2):
        await carriers.deliver_due()
        clock.wind(MINUTE)

    assert await failure(database) == ("x", "p-1", why)


async def test_a_channel_is_handed_no_more_than_its_cap_within_a_minute(
    database: Database, receiver: Receiver, clock: WoundClock
) -> None:
    await fill(database, [a_notice(number, channel="x") for number in range(25)])
    carriers = couriers(database, clock, {"CHANNEL_X": receiver.url}, a_minute=10)

    counts = []
    for _ in range(4):
        await carriers.deliver_due()
        await carriers.deliver_due()
        counts.append(len(receiver.got))
        clock.wind(MINUTE)

    # One in ten of a minute's permits is for urgent letters alone.
    assert counts == [9, 18, 25, 25]


async def test_what_is_about_a_restricted_audit_goes_by_mail_alone(
    database: Database, receiver: Receiver, clock: WoundClock
) -> None:
    urgent = {"is_urgent": True, "notice_id": "x-1/7/overdue/p-1/by/x", "channel": "x"}
    packed = {"channel": "x", "is_digested": True, "parcel_id": "d-1"}
    await fill(
        database,
        [
            a_notice(1, channel="x"),
            a_notice(2) | urgent,
            a_notice(3, **packed),
            a_notice(4, **packed, is_enclosed=True, audit_id="x-2"),
        ],
    )
    async with database.transaction() as connection:
        await connection.execute(insert(EVENTS).values(EVENT_ROW | {"audit_id": "x-2"}))
        await restrictions.restrict(connection, "x-1", ["p-1"])

    await couriers(database, clock, {"CHANNEL_X": receiver.url}).deliver_due()

    left = {one["notice_id"]: (one["channel"], one["state"], one["is_enclosed"]) for one in await rows(database)}
    assert left == {
        "x-1/7/overdue/p-1/1": ("mail", "waiting", False),
        "x-1/7/overdue/p-1/by/x": ("x", "stale", False),
        "x-1/7/overdue/p-1/3": ("mail", "waiting", False),
        "x-1/7/overdue/p-1/4": ("x", "sent", False),
    }
    assert len(receiver.got) == 1


async def test_a_dead_letter_that_is_sent_again_goes_by_the_way_that_is_chosen_by_now(
    database: Database, clock: WoundClock
) -> None:
    await fill(database, [a_notice(channel="x", state="dead"), a_notice(2, channel="x", state="dead")])
    async with database.transaction() as connection:
        await outbox.resend(connection, ["x-1/7/overdue/p-1/1"], now=clock())
        await connection.execute(update(PEOPLE).where(PEOPLE.c.person == "p-1").values(channel="y"))
        await outbox.resend(connection, now=clock())

    assert [one["channel"] for one in await rows(database)] == ["mail", "y"]


async def test_a_person_is_told_by_the_channel_they_chose_and_of_a_safety_concern_by_mail_as_well(
    database: Database,
) -> None:
    everybody = a_directory().people
    wren = everybody[WREN].model_copy(update={"channel": "teams-north"})
    directory = Directory(people={**everybody, WREN: wren})
    recording = Recording(await a_recorder(database, directory), directory)

    await recording.start(a_start(a_finding(owner=WREN), a_finding(is_safety=True, owner=WREN)))

    told = await ask(
        database, "select notice, channel, is_urgent from outbox where person = :who order by 1, 2", who=WREN
    )
    assert [(one["notice"], one["channel"]) for one in told if one["is_urgent"]] == [
        ("safety", "mail"),
        ("safety", "teams-north"),
    ]
    assert {one["channel"] for one in told if not one["is_urgent"]} == {"teams-north"}
    assert DUE < NINE


def _facts(card: dict[str, Any]) -> list[dict[str, str]]:
    return [fact for one in card["body"] if one["type"] == "FactSet" for fact in one["facts"]]
