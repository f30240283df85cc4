"""Nobody is shown what they may not know of: not in a kept answer, a taken id, a sum, or a list of what went wrong."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import httpx

from api.relations import About, circle
from domain.directory import Directory, Person
from storage import restrictions
from storage.people import replace
from tests.activities.records import rows
from tests.api.conftest import now
from tests.api.council import a_finding, handed_in, people
from tests.api.house import House
from tests.api.http.test_first_steps import an_audit
from tests.api.http.visitors import Visitors


def somebody(person: str, role: str, team: str, manager: str | None = None) -> Person:
    mail = f"{person}@example.invalid"
    return Person(person=person, name=person.title(), mail=mail, roles=(role,), team=team, manager=manager)


SOUTH = [somebody("mo", "team_manager", "south"), somebody("penn", "performance", "figures")]


async def restrict(house: House, audit_id: str, named: Sequence[str]) -> None:
    async with house.record.database.transaction() as connection:
        await restrictions.restrict(connection, audit_id, named)


async def test_a_kept_answer_is_not_given_to_somebody_who_may_not_know_of_the_audit_any_more(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    action = (await visitors.get("/actions", "quinn", audit_id=audit_id)).json()["items"][0]
    path = f"/audits/{audit_id}/actions/{action['action_id']}/accept"
    form = handed_in(audit_id=f"{audit_id}-b", framework="childrens_social_care", findings=[a_finding()])
    first = [
        await visitors.post(path, action["owner"], key="accept-1"),
        await visitors.post("/audits", "quinn", form, key="start-1"),
    ]

    for one in (audit_id, f"{audit_id}-b"):
        await restrict(house, one, ["dee"])
    again = await visitors.post(path, action["owner"], key="accept-1")
    started = await visitors.post("/audits", "quinn", form, key="start-1")
    nowhere = await visitors.post(path.replace(audit_id, "never-was"), action["owner"], key="accept-1")

    assert [one.status_code for one in first] == [200, 200]
    assert again.status_code == 404
    assert plain(again, audit_id) == plain(nowhere, "never-was")
    assert started.status_code == 422
    assert "is taken" in started.json()["detail"]


async def test_an_id_that_is_taken_does_not_tell_a_restricted_audit_from_one_of_others(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await house.record.add_people(SOUTH, now())
    await an_audit(visitors, audit_id)
    own = {"team": "south", "framework": "childrens_social_care", "findings": [a_finding()]}
    form = handed_in(audit_id=audit_id, **own)

    others = await visitors.post("/audits", "mo", form)
    not_near = await visitors.post("/audits", "mo", {**form, "team": "north"})
    await restrict(house, audit_id, ["dee"])
    hidden = await visitors.post("/audits", "mo", form)
    many = await visitors.post("/audit-batches", "mo", {"audits": [form], "skip_bad": True})
    rehearsed = await visitors.post("/audit-batches", "mo", {"audits": [form], "rehearsal": True})
    await restrict(house, "never-was", ["dee"])
    kept_free = await visitors.post("/audits", "mo", handed_in(**{**own, "audit_id": "never-was"}))

    assert others.status_code == hidden.status_code == 422
    assert plain(others, audit_id) == plain(hidden, audit_id) == plain(kept_free, "never-was")
    assert many.json()["skipped"][0]["detail"] == "the id ID is taken: give the audit another.".replace("ID", audit_id)
    assert rehearsed.json()["skipped"] == many.json()["skipped"]
    assert not_near.status_code == 403


async def test_somebody_who_may_send_counts_but_not_read_hears_only_that_they_are_in(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await house.record.add_people(SOUTH, now())
    measured = a_finding(standard="referral_decision")
    form = handed_in(audit_id=audit_id, framework="childrens_social_care", grades={}, findings=[measured])
    await visitors.post("/audits", "quinn", form)
    counts = {"standard": "referral_decision", "period_from": "2026-10-01", "period_to": "2026-10-31"}

    standards = (await visitors.get("/standards", "penn", check_by="measured")).json()["items"]
    answer = await visitors.post(f"/audits/{audit_id}/measure", "penn", {**counts, "met": 9, "total": 10})

    assert [one["standard"] for one in standards] == ["referral_decision"]
    assert answer.status_code == 200, answer.text
    assert answer.json()["audit"] is None
    assert (await visitors.get(f"/audits/{audit_id}", "penn")).status_code == 403


async def test_operators_are_told_how_much_is_wrong_with_audits_they_may_not_know_of_and_no_more(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    dead = await rows(house.record.database, "update outbox set state = 'dead', failure = 'x' returning notice_id")
    notice = dead[0]["notice_id"]
    await visitors.post("/notices/resend", "otto", {"notices": [notice], "reason": "seen"})

    await restrict(house, audit_id, ["dee"])
    stuck = (await visitors.get("/stuck", "otto")).json()
    resent = await visitors.post("/notices/resend", "otto", {"notices": [dead[-1]["notice_id"]], "reason": "try"})
    seen = (await visitors.get("/operations", "otto")).json()["items"]
    by_named = (await visitors.get("/operations", "dee", about=notice)).json()["items"]

    assert (stuck["items"], stuck["restricted"]) == ([], len(dead) - 1)
    assert resent.json() == {"resent": 0}
    assert seen == []
    assert [one["reason"] for one in by_named] == ["seen"]


async def test_figures_hold_restricted_audits_in_one_sum_without_a_team(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    await an_audit(visitors, f"{audit_id}-b")
    await restrict(house, audit_id, ["ada"])

    seen = [(one["team"], one["audits"]) for one in (await visitors.get("/figures", "dee")).json()["teams"]]
    by_named = [(one["team"], one["audits"]) for one in (await visitors.get("/figures", "ada")).json()["teams"]]

    assert seen == [("north", 1), (None, 1)]
    assert by_named == [("north", 2)]


async def test_somebody_who_leaves_is_not_told_of_changes_any_more(
    served: httpx.AsyncClient, visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    headers = {"Authorization": "Bearer person:tess"}
    told = []
    async with asyncio.timeout(30), served.stream("GET", "/v1/changes?after=0", headers=headers) as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data:") and "seq" not in line:
                told.append(json.loads(line.removeprefix("data:")))
                await leave(house, "tess")

    assert [one["audit_id"] for one in told] == [audit_id]


async def leave(house: House, person: str) -> None:
    stay = [one.model_copy(update={"manager": None}) for one in people() if one.person != person]
    await replace(house.record.database, stay, at=now())


def test_a_team_is_below_whoever_leads_its_leader_and_not_below_whoever_borrowed_one_of_it() -> None:
    lead, lent = somebody("lead", "team_manager", "south", "boss"), somebody("lent", "practitioner", "south", "mo")
    theirs = somebody("theirs", "practitioner", "south", "lead")
    directory = Directory(
        people={one.person: one for one in (*SOUTH, lead, lent, theirs, somebody("boss", "x", "top"))}
    )
    directory = directory.model_copy(
        update={"people": {**directory.people, "mo": somebody("mo", "x", "north", "boss")}}
    )
    about = About("south", "quinn", frozenset())

    assert circle(directory, "boss").relations(about) == {"below"}
    assert circle(directory, "mo").relations(about) == {"other"}
    assert circle(directory, "mo").relations(about._replace(owners=frozenset({"lent"}))) == {"below"}
    assert circle(directory, "lead").relations(about) == {"team"}


def plain(answer: httpx.Response, name: str) -> dict[str, Any]:
    """What an answer says, whatever the id and the request."""
    return {**json.loads(answer.text.replace(name, "ID")), "request_id": None}
