"""Whoever may be asked for a second grade is shown nothing of the first, until theirs is given."""

import asyncio
from datetime import UTC, datetime

import pytest

from api.story import WITHHELD
from domain import commands as c
from storage.people import replace
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.visitors import Visitors
from tests.builders import ASH, FELL, HERON, MOSS, VISITS, WREN, a_finding, a_start, words
from tests.domain.moderated import SWIFT, moderated_people, moderated_rules
from workflows.messages import Receipt

GRADE = "inadequate"
FOUND = (a_finding(VISITS, finding_id="f-1", owner=WREN, grade=GRADE), a_finding("plans", finding_id="f-2", owner=ASH))


@pytest.fixture
async def audit_id(house: House, visitors: Visitors, audit_id: str) -> str:
    """Heron's inadequate audit, of which a second grade is awaited; visits are an immediate concern."""
    await replace(house.record.database, list(moderated_people().people.values()), at=datetime.now(UTC))
    findings = (FOUND[0].model_copy(update={"is_safety": True}), FOUND[1])
    start = a_start(*findings, audit_id=audit_id, command_id=f"{audit_id}/start", rules=moderated_rules(GRADE))
    await house.engine.start(c.Opening(start=start))
    async with asyncio.timeout(30):
        while (await visitors.get(f"/audits/{audit_id}", ASH)).json().get("moderation") != "awaited":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await house.engine.act(audit_id, c.Amend(command_id="slip", by=FELL, subject="child-18", reason=words("a slip")))
    return audit_id


async def moderate(house: House, audit_id: str) -> Receipt:
    note = words("seen again")
    return await house.engine.act(
        audit_id, c.Moderate(command_id="second", by=SWIFT, overall="good", grades={}, note=note)
    )


async def test_whoever_may_be_asked_is_shown_no_grade_anywhere(audit_id: str, visitors: Visitors) -> None:
    paths = (f"/audits/{audit_id}", "/audits", f"/audits/{audit_id}/story", "/actions", "/standards", "/notices")
    answers = {path: await visitors.get(path, SWIFT) for path in (*paths, "/figures")}
    whole = answers[f"/audits/{audit_id}"].json()

    assert {one.status_code for one in answers.values()} == {200}
    assert [path for path, one in answers.items() if GRADE in one.text] == []
    assert (whole["overall"], whole["is_blind"], whole["findings"], whole["standards"]) == ("", True, [], [])
    assert whole["corrections"] == []
    assert {one["text"] for one in answers[f"/audits/{audit_id}/story"].json()["items"]} == {WITHHELD}
    foreseen = (await visitors.get(f"/audits/{audit_id}/forecast", SWIFT)).json()
    assert {one["action_id"] for one in foreseen["items"]} == {whole["actions"][0]["action_id"]}
    assert (await visitors.get("/audits", SWIFT, overall=GRADE)).json()["items"] == []

    # An immediate concern is shown to everybody near it all the same.
    assert [one["is_safety"] for one in whole["actions"]] == [True]
    assert [one["is_safety"] for one in answers["/actions"].json()["items"]] == [True]
    assert (await visitors.get(f"/audits/{audit_id}/actions/a-2", SWIFT)).status_code == 404


async def test_everybody_else_is_shown_it_as_before(audit_id: str, visitors: Visitors) -> None:
    for by in (HERON, WREN, ASH, MOSS, FELL):
        whole = (await visitors.get(f"/audits/{audit_id}", by)).json()
        listed = (await visitors.get("/audits", by, overall=GRADE)).json()["items"]
        story = await visitors.get(f"/audits/{audit_id}/story", by)

        assert (whole["overall"], whole["is_blind"], len(whole["actions"])) == (GRADE, False, 2)
        assert len(whole["corrections"]) == 1
        assert [one["audit_id"] for one in listed] == [audit_id]
        assert GRADE in story.text


async def test_once_it_is_given_both_grades_are_shown_and_who_gave_each(
    audit_id: str, house: House, visitors: Visitors
) -> None:
    await moderate(house, audit_id)

    whole = (await visitors.get(f"/audits/{audit_id}", SWIFT)).json()
    story = (await visitors.get(f"/audits/{audit_id}/story", SWIFT)).text

    assert (whole["overall"], whole["first_overall"], whole["second_overall"]) == ("good", GRADE, "good")
    assert (whole["auditor"], whole["moderator"], whole["moderation"]) == (HERON, SWIFT, "given")
    assert (whole["is_blind"], len(whole["findings"]), len(whole["actions"])) == (False, 2, 2)
    assert f"did not confirm the grade ({GRADE})" in story


async def test_a_terminal_shows_them_as_little_and_then_both(audit_id: str, far: Far, house: House) -> None:
    far.sign_in(SWIFT)
    blind = [await far.type(*asked) for asked in (("show", audit_id), ("history", audit_id), ("list",))]
    awaited = await far.answer("list", "--moderation", "awaited")

    await moderate(house, audit_id)
    shown = await far.type("show", audit_id)
    beside = await far.beside("show", audit_id)

    assert {one.status for one in blind} == {0}
    assert all(GRADE not in one.out for one in blind)
    assert "its grade not shown to you before a second one is given" in blind[0].out
    assert [one["audit_id"] for one in awaited] == [audit_id]
    assert f"Graded {GRADE} by {HERON}, then good by {SWIFT}, who did not know the first." in shown.out
    assert beside.out == shown.out


async def test_audits_are_listed_of_which_something_is_disputed(audit_id: str, far: Far, visitors: Visitors) -> None:
    before = await far.answer_beside("list", "--disputed")
    far.sign_in(ASH)
    said = await far.type("act", audit_id, "dispute-grade", "--reason", "It was seen on a bad day.")

    listed = (await visitors.get("/audits", ASH, disputed=True)).json()["items"]
    assert (said.status, said.err, before) == (0, "", [])
    assert [(one["audit_id"], one["disputes_open"]) for one in listed] == [(audit_id, 1)]
    assert [one["audit_id"] for one in await far.answer_beside("list", "--disputed")] == [audit_id]
    assert "Disputed: 1." in (await far.beside("show", audit_id)).out
