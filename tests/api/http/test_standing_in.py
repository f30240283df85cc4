"""Over HTTP too, whoever has left is nobody, and a deputy acts in the place of somebody away, both named."""

from datetime import date, timedelta

import pytest

from api.access import DEPUTISED, Capability
from api.errors import Refused
from api.http.commands import ON_ACTION, ON_AUDIT
from domain.directory import Absence
from storage.people import replace
from tests.api.conftest import now
from tests.api.council import people
from tests.api.house import House
from tests.api.http.test_first_steps import an_audit
from tests.api.http.visitors import Visitors

CLAIM = {"evidence": [{"reference": "plan.pdf", "digest": f"sha256:{'a' * 64}"}], "note": "Done."}


def test_a_deputy_may_come_to_every_command_but_the_operators() -> None:
    asked = {route.capability for route in (*ON_ACTION, *ON_AUDIT)}

    assert asked - DEPUTISED == {Capability.OPERATE}


async def change(house: House, person: str, **fields: object) -> None:
    everybody = [one.model_copy(update=fields) if one.person == person else one for one in people()]
    await replace(house.record.database, everybody, at=now())


async def test_a_deputy_may_what_the_absent_owner_might_and_no_more_once_they_are_back(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await change(house, "pat", absences=(Absence(first_day=date(2020, 1, 1), deputy="otto"),))
    await an_audit(visitors, audit_id)
    [action] = (await visitors.get("/actions", "otto", audit_id=audit_id, owner="pat")).json()["items"]

    claimed = await visitors.post(f"/audits/{audit_id}/actions/{action['action_id']}/claim", "otto", CLAIM)

    assert claimed.status_code == 200, claimed.text
    told = (await visitors.get(f"/audits/{audit_id}/story", "quinn")).json()["items"]
    assert any("Otto claimed action" in one["text"] and "Otto stood in for Pat" in one["text"] for one in told)
    assert (await visitors.get("/me", "otto")).json()["stands_in_for"] == ["pat"]


async def test_a_deputy_sees_the_audits_of_whoever_is_away_and_restricted_ones_no_more_than_before(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    everybody = {one.person: one for one in people()}
    nan = everybody["pat"].model_copy(
        update={"person": "nan", "team": "south", "manager": "hal", "mail": "n@example.invalid"}
    )
    away = everybody["pat"].model_copy(update={"absences": (Absence(first_day=date(2020, 1, 1), deputy="nan"),)})
    await replace(house.record.database, [*({**everybody, "pat": away, "nan": nan}).values()], at=now())
    await an_audit(visitors, audit_id)

    seen = await visitors.get(f"/audits/{audit_id}", "nan")
    listed = (await visitors.get("/audits", "nan")).json()["items"]
    figures = await visitors.get("/figures", "nan")
    hidden = {"named": ["hal"], "reason": "It concerns somebody's kin."}
    await visitors.send("PUT", f"/audits/{audit_id}/restriction", "hal", hidden)

    assert (seen.status_code, figures.status_code) == (200, 403)
    assert audit_id in [one["audit_id"] for one in listed]
    assert (await visitors.get(f"/audits/{audit_id}", "nan")).status_code == 404


@pytest.mark.parametrize(("days", "status"), [(1, 401), (0, 200)])
async def test_after_their_last_day_somebody_is_let_in_no_more(
    visitors: Visitors, house: House, days: int, status: int
) -> None:
    await change(house, "pat", leaves_on=now().date() - timedelta(days=days))

    answer = await visitors.get("/me", "pat")

    assert answer.status_code == status
    assert days == 0 or "your last day in the directory is over" in answer.json()["detail"]


async def test_nobody_gives_an_action_to_somebody_who_has_left_nor_do_they_give_any_command(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    await change(house, "tess", leaves_on=date(2020, 1, 1))

    answer = await visitors.post(f"/audits/{audit_id}/actions/a-1/reassign", "sam", {"owner": "tess"})

    assert (answer.status_code, answer.json()["rule"]) == (409, "PersonHasLeft")
    with pytest.raises(Refused, match="tess has left, as the directory has it"):
        await house.give(audit_id, "tess", "reassign", action_id="a-1", owner="sam")
