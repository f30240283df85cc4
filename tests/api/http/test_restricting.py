"""An audit is restricted by those who may, to people who are there, from its start if wished; who read it is told."""

from itertools import count

import pytest

from api.errors import BadInput, NotReachable
from api.starting import Starting
from storage import restrictions
from tests.activities.records import rows
from tests.api.council import a_finding, handed_in
from tests.api.house import House
from tests.api.http.test_first_steps import an_audit
from tests.api.http.visitors import Visitors

WHY = "A colleague is close to it."
OPERATIONS = "select person, verb, reason, outcome, request_id from operations where about = :audit_id order by number"


async def named(house: House, audit_id: str) -> set[str] | None:
    found = await rows(house.record.database, "select named from restrictions where audit_id = :id", id=audit_id)
    return set(found[0]["named"]) if found else None


async def test_an_audit_is_restricted_and_the_restriction_lifted_each_with_a_reason(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    path = f"/audits/{audit_id}/restriction"

    put = await visitors.send("PUT", path, "hal", {"named": ["hal", "dee"], "reason": WHY})
    by_auditor = await visitors.get(f"/audits/{audit_id}", "quinn")
    by_named = await visitors.get(f"/audits/{audit_id}", "dee")
    lifted = await visitors.send("DELETE", path, "dee", {"reason": WHY})
    again = await visitors.send("DELETE", path, "dee", {"reason": WHY})

    assert put.json() == {"audit_id": audit_id, "restricted_to": ["dee", "hal"]}
    assert (by_auditor.status_code, by_named.json()["restricted_to"]) == (404, ["dee", "hal"])
    assert (lifted.status_code, again.status_code) == (200, 404)
    assert (await visitors.get(f"/audits/{audit_id}", "quinn")).status_code == 200
    done = await rows(house.record.database, OPERATIONS, audit_id=audit_id)
    assert [(one["person"], one["verb"], one["reason"]) for one in done] == [
        ("hal", "restrict", WHY),
        ("dee", "lift restriction", WHY),
    ]
    assert done[0]["outcome"] == {"named": ["dee", "hal"]}


async def test_nobody_restricts_an_audit_to_others_alone_or_to_people_who_are_not_there(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    path = f"/audits/{audit_id}/restriction"

    others = await visitors.send("PUT", path, "hal", {"named": ["dee"], "reason": WHY})
    unknown = await visitors.send("PUT", path, "hal", {"named": ["hal", "nobody"], "reason": WHY})
    nobody = await visitors.send("PUT", path, "hal", {"named": [], "reason": WHY})
    for_nothing = await visitors.send("PUT", path, "hal", {"named": ["hal"]})
    not_theirs = await visitors.send("PUT", path, "tess", {"named": ["tess"], "reason": WHY})

    assert [one.status_code for one in (others, unknown, nobody, for_nothing)] == [422] * 4
    assert others.json()["errors"][0]["pointer"] == "/named"
    assert unknown.json()["errors"][0]["pointer"] == "/named/1"
    assert not_theirs.status_code == 403
    assert await named(house, audit_id) is None


async def test_an_audit_that_is_restricted_from_its_start_is_never_seen_by_others(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    fields = {"audit_id": audit_id, "framework": "childrens_social_care", "findings": [a_finding()]}

    others = await visitors.post("/audits", "quinn", handed_in(**fields, restricted_to=["hal"]))
    unknown = await visitors.post("/audits", "quinn", handed_in(**fields, restricted_to=["quinn", "nobody"]))
    started = await visitors.post("/audits", "quinn", handed_in(**fields, restricted_to=["hal", "quinn"]))

    assert (others.status_code, unknown.status_code, started.status_code) == (422, 422, 200)
    assert "name yourself, too" in others.json()["detail"]
    assert "nobody is not in the directory" in unknown.json()["detail"]
    assert await named(house, audit_id) == {"hal", "quinn"}
    assert (await visitors.get(f"/audits/{audit_id}", "dee")).status_code == 404
    assert audit_id not in (await visitors.get("/audits", "dee")).text
    [done] = await rows(house.record.database, OPERATIONS, audit_id=audit_id)
    assert (done["person"], done["verb"]) == ("quinn", "restrict")


async def test_the_restriction_is_there_before_anything_of_the_audit_is(house: House, audit_id: str) -> None:
    class Away:
        """An engine that nobody reaches."""

        async def start_and_hear(self, _: object) -> None:
            raise NotReachable("The Temporal server")

        start = resume = start_and_hear

    class Forgetful:
        """A record whose texts cannot be kept."""

        def __getattr__(self, name: str) -> object:
            return getattr(house.record, name)

        async def keep_texts(self, *_: object) -> None:
            assert await named(house, audit_id) == {"dee"}
            raise NotReachable("The database")

    whole = house.starting
    house = house._replace(
        starting=Starting(Away(), Forgetful(), whole._policies, whole._clock)  # type: ignore[arg-type]  # stand-ins
    )

    with pytest.raises(NotReachable, match="database"):
        await house.start(audit_id, restricted_to=["dee"])
    with pytest.raises(BadInput, match="nobody is not in the directory"):
        await house.start(f"{audit_id}-b", restricted_to=["nobody"])

    assert await named(house, audit_id) == {"dee"}
    assert await named(house, f"{audit_id}-b") is None


async def test_who_was_shown_what_is_told_to_whoever_watches_over_access(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    numbers = count()
    ids = [f"{audit_id}-{next(numbers)}" for _ in range(2)]
    for one in ids:
        await an_audit(visitors, one)
        await visitors.get(f"/audits/{one}/story", "tess")
    await visitors.get("/audits", "tess")

    of_one = (await visitors.get("/reads", "otto", audit_id=ids[0], person="tess")).json()["items"]
    page = (await visitors.get("/reads", "dee", limit=1)).json()
    rest = (await visitors.get("/reads", "dee", limit=200, cursor=page["next"])).json()
    async with house.record.database.transaction() as connection:
        await restrictions.restrict(connection, ids[0], ["dee"])
    hidden = await visitors.get("/reads", "otto")
    of_hidden = (await visitors.get("/reads", "otto", audit_id=ids[0])).json()

    assert [(one["route"], one["audits"]) for one in of_one] == [
        ("GET /v1/audits", ids),
        ("GET /v1/audits/{audit_id}/story", [ids[0]]),
    ]
    assert [one["number"] for one in page["items"] + rest["items"]] == [5, 4, 3, 2, 1]
    assert rest["next"] is None
    assert ids[0] not in hidden.text
    assert [one["audits"] for one in hidden.json()["items"]] == [[ids[1]]] * 3
    assert of_hidden["items"] == []
    assert (await visitors.get("/reads", "hal")).status_code == 403
