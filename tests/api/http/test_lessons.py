"""Proposals are seen and decided over HTTP by those who may; good practice is found with words only for those near."""

from datetime import UTC, datetime
from typing import Any

import pytest
from temporalio.worker import Worker

from api.policies import Policies
from domain.directory import Person
from domain.proposal import About, Unmet, proposal_id
from storage import frameworks, proposals, restrictions
from storage.people import replace
from tests.api.council import POLICIES, a_finding, people
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.visitors import Visitors

RULES = "childrens_social_care"
STANDARD = "plan_is_smart"
MET = {"met": True, "text": "The plan has dates, and Joe knows them."}
NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)


def _stranger(person: str, role: str) -> Person:
    return Person(person=person, name=person, mail=f"{person}@example.invalid", roles=(role,), team="south")


@pytest.fixture
def ids(audit_id: str) -> list[str]:
    """Of two audits of the north team, and of one that only Dee may know of."""
    return [f"{audit_id}-{n}" for n in (1, 2, 3)]


@pytest.fixture
async def proposal(house: House, worker: Worker, ids: list[str]) -> str:  # noqa: ARG001 - works behind the doors
    """Of these three audits, in each of which the plan was good."""
    database, framework = house.record.database, Policies(POLICIES).framework(RULES)
    others = [_stranger("hazel", "head_of_service"), _stranger("paul", "practitioner")]
    await replace(database, [*people(), *others], at=NOW)
    await frameworks.keep(database, framework, at=NOW)
    for name in ids:
        await house.start(name, findings=[a_finding(**MET)], grades={})
    about = About(framework=RULES, standard=STANDARD, of="team", place="north")
    evidence = [Unmet(audit_id=one, team="north", found_at=NOW) for one in ids]
    made = proposal_id(about, evidence)
    async with database.transaction() as connection:
        await proposals.keep(connection, made, about, framework.version, NOW)
        await proposals.add(connection, made, evidence, NOW)
        await restrictions.restrict(connection, ids[2], ["dee"])
    return made


async def test_it_is_shown_to_those_near_its_team_with_the_audits_that_they_may_see(
    visitors: Visitors, proposal: str
) -> None:
    seen = {by: (await visitors.get("/proposals", by)).json() for by in ("hal", "dee", "otto", "hazel")}
    found = {by: [(len(one["evidence"]), one["evidence_hidden"]) for one in said["items"]] for by, said in seen.items()}

    assert found == {"hal": [(2, 1)], "dee": [(3, 0)], "otto": [(2, 1)], "hazel": []}
    assert (await visitors.get("/proposals", "pat")).status_code == 403
    for by in ("hazel", "tess"):
        status = {"hazel": 404, "tess": 200}[by]
        assert (await visitors.get(f"/proposals/{proposal}", by)).status_code == status
    nowhere = await visitors.get("/proposals/proposal-0", "hal")
    assert (nowhere.status_code, nowhere.json()["detail"]) == (
        404,
        "There is no proposal proposal-0: see `starter.py proposals`.",
    )
    assert (await visitors.get("/proposals", "hal", status="declined")).json() == {"items": []}


async def test_the_decider_opens_it_once_and_whoever_looks_sees_what_asked_for_it(
    visitors: Visitors, house: House, proposal: str, ids: list[str]
) -> None:
    said = {"auditor": "quinn"}
    refused = await visitors.post(f"/proposals/{proposal}/open", "sam", said)
    opened = [await visitors.post(f"/proposals/{proposal}/open", "hal", said) for _ in range(2)]
    other = await visitors.post(f"/proposals/{proposal}/open", "dee", said)
    declined = await visitors.post(f"/proposals/{proposal}/decline", "hal", {"reason": "Too late."})

    assert (refused.status_code, refused.json()["rule"]) == (409, "NotADecider")
    assert [one.json()["was_there"] for one in opened] == [False, True]
    audit_id = opened[0].json()["audit_id"]
    assert {(one.status_code, one.json()["rule"]) for one in (other, declined)} == {(409, "ProposalDecided")}
    audit = (await visitors.get(f"/audits/{audit_id}", "hal")).json()
    assert (audit["kind"], audit["auditor"], audit["status"]) == ("thematic", "quinn", "allocated")
    assert [one["audit_id"] for one in audit["proposal"]["evidence"]] == ids[:2]
    assert audit["proposal"]["evidence_hidden"] == 1
    assert (await visitors.get(f"/audits/{ids[0]}", "hal")).json()["proposal"] is None
    carried = await house.record.carried(audit_id)
    assert carried
    assert carried.audit.planned_by == "hal"


async def test_an_auditor_of_the_same_team_is_refused_and_nothing_is_decided(visitors: Visitors, proposal: str) -> None:
    refused = await visitors.post(f"/proposals/{proposal}/open", "hal", {"auditor": "pat"})

    assert refused.status_code in {409, 422}
    assert (await visitors.get(f"/proposals/{proposal}", "hal")).json()["status"] == "undecided"


async def test_from_afar_it_is_decided_as_beside(far: Far, proposal: str) -> None:
    far.sign_in("hal")
    listed = await far.answer("proposals")
    shown = await far.answer("proposals", "show", proposal)
    twice = [await far.type("proposals", "decline", proposal, "--reason", "One worker.") for _ in range(2)]
    as_another = await far.type("proposals", "open", proposal, "--by", "dee")

    assert listed == [shown]
    assert [one.out for one in twice] == [f"{proposal} is declined.\n"] * 2
    assert (await far.answer("proposals", "show", proposal))["reason"] == "One worker."
    assert "you are signed in as hal" in as_another.err
    late = await far.type("proposals", "open", proposal)
    assert late.err == f"{proposal} was declined by hal already: nothing is left to decide.\n"
    assert (await far.answer_beside("proposals"))[0]["evidence_hidden"] == 0


def _practice(answer: Any) -> list[tuple[str | None, str | None]]:
    return [(one["audit_id"], one["text"]) for one in answer.json()["items"]]


@pytest.mark.usefixtures("proposal")
async def test_words_of_good_practice_are_for_those_who_may_see_where_they_come_from(
    visitors: Visitors, ids: list[str]
) -> None:
    about = {"standard": STANDARD, "framework": RULES}
    kept = [
        await visitors.post("/compliments", "tess", {**about, "text": "Well planned.", **one})
        for one in ({"audit_id": ids[0]}, {"team": "north"}, {"audit_id": ids[2]}, {"team": "south"}, {})
    ]
    found = {
        by: _practice(await visitors.get("/good-practice", by, standard=STANDARD)) for by in ("tess", "dee", "paul")
    }

    assert [one.status_code for one in kept] == [200, 200, 404, 403, 422]
    nothing, joe, well = (None, None), MET["text"], "Well planned."
    assert sorted(found["tess"], key=str) == sorted(
        [(ids[0], well), (None, well), (ids[0], joe), (ids[1], joe)], key=str
    )
    assert sorted(found["dee"], key=str) == sorted([*found["tess"], (ids[2], joe)], key=str)
    assert found["paul"] == [nothing] * 4
    assert (await visitors.get("/good-practice", "paul", standard=STANDARD, team="south")).json() == {"items": []}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"standard": "unheard_of"}, "unheard_of is not a standard of childrens_social_care"),
        ({"framework": "nowhere"}, "There is no framework nowhere"),
        ({"received_on": "2999-01-01"}, "2999-01-01 is a day to come"),
        ({"text": " "}, "it says nothing"),
    ],
)
async def test_a_compliment_that_cannot_be_kept_says_what_to_put_right(
    visitors: Visitors, said: dict[str, str], sentence: str
) -> None:
    given = {"standard": STANDARD, "framework": RULES, "team": "north", "text": "Well done.", **said}

    refused = await visitors.post("/compliments", "tess", given)

    assert refused.status_code == 422
    assert sentence in refused.json()["detail"]


async def test_from_afar_a_compliment_is_found_again(far: Far, proposal: str) -> None:
    assert proposal
    far.sign_in("tess")
    said = ("compliment", "--standard", STANDARD, "--text", "Well planned.", "--on", "2026-10-01")
    for _ in range(2):
        assert (await far.type(*said, "--team", "north", "--command-id", "well")).out == "The compliment is kept.\n"
    unsaid = await far.type("compliment", "--standard", STANDARD, "--text", "Well planned.")

    assert "say which team or which audit it is about" in unsaid.err
    found = await far.answer("practice", "--standard", STANDARD)
    assert [one["kind"] for one in found] == ["strength", "strength", "compliment"]
    assert (found[-1]["seen_on"], found[-1]["text"]) == ("2026-10-01", "Well planned.")
    assert len(await far.answer_beside("practice", "--standard", STANDARD)) == 4
