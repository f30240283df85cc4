"""What comes to an audit is answered over HTTP and at a terminal, as far as that makes sense."""

from api.forecast import MOST, Forecast
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.visitors import Visitors


async def foreseen(visitors: Visitors, audit_id: str, by: str = "quinn", **query: int) -> Forecast:
    answer = await visitors.get(f"/audits/{audit_id}/forecast", by, None, **query)
    assert answer.status_code == 200
    return Forecast.model_validate(answer.json())


async def test_ninety_days_are_foreseen_unless_somebody_says(visitors: Visitors, house: House, audit_id: str) -> None:
    await house.start(audit_id)

    usual = await foreseen(visitors, audit_id)
    week = await foreseen(visitors, audit_id, days=7)

    assert (usual.until - week.until).days in (82, 83)
    assert week.items == [one for one in usual.items if one.at <= week.until]
    assert len(usual.items) > len(week.items)
    assert week.notes == ([] if week.items else ["Nothing happens by itself in that time."])
    assert usual == await foreseen(visitors, audit_id, days=90)
    assert all(one.at <= usual.until for one in usual.items)


async def test_the_same_answer_is_not_sent_twice(visitors: Visitors, house: House, audit_id: str) -> None:
    await house.start(audit_id)
    first = await visitors.get(f"/audits/{audit_id}/forecast", "quinn")

    again = await visitors.get(f"/audits/{audit_id}/forecast", "quinn", {"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


async def test_rules_that_count_in_seconds_are_foreseen_no_further_than_makes_sense(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await house.start(audit_id, framework="demo")

    long = await foreseen(visitors, audit_id, days=366)

    assert len(long.items) == MOST
    assert long.until == long.items[-1].at or long.until > long.items[-1].at
    assert long.notes[-1].startswith(f"Only the first {MOST} events are shown, up to ")


async def test_nothing_comes_to_an_audit_that_is_over(far: Far, house: House, audit_id: str) -> None:
    await house.start(audit_id)
    await house.give(audit_id, "dee", "withdraw", reason="It was the wrong case.")

    said = await far.beside("forecast", audit_id)

    assert said.status == 0
    assert "The audit is withdrawn: nothing comes.\n" in said.out


async def test_what_cannot_be_foreseen_is_one_sentence(far: Far) -> None:
    far.sign_in("quinn")
    unknown = await far.beside("forecast", "nowhere")
    afar = await far.type("forecast", "nowhere")
    misshapen = await far.type("forecast", "No Where")
    far_off = await far.beside("forecast", "nowhere", "--days", "9999")

    assert unknown.err.startswith("There is no audit nowhere: see `starter.py list`, or ")
    assert misshapen.err.startswith("There is no audit No Where: ")
    assert "--days" in far_off.err
    assert {(one.status != 0, one.out, one.err.count("\n")) for one in (unknown, afar, misshapen, far_off)} == {
        (True, "", 1)
    }
