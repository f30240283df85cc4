"""A form becomes an opening with its standards, its owners and its words, or a sentence that says why not."""

from typing import Any

import pytest

from api.drafts import Rehearsal, rehearse
from api.errors import BadInput
from api.openings import opening, start_of
from api.start_files import Handed, draft
from domain.commands import StartAudit
from domain.events import ActionOpened
from domain.opening import open_audit
from domain.values import TextRef
from tests.api.council import NOW, a_finding, a_form, a_line, ground


def kept(text: str) -> TextRef:
    return TextRef(id=f"kept:{text}", digest="d")


def rehearsed(**changes: Any) -> Rehearsal:
    place = a_line({}).place
    return rehearse(draft(Handed(place, a_form(**changes)), ground(), None), NOW)


def start(**changes: Any) -> StartAudit:
    return start_of(a_form(**changes), ground(), kept)


def test_areas_are_met_or_not_by_their_grade() -> None:
    asked = start(grades={"planning": "inadequate", "family": "good", "recording": "outstanding"})

    assert asked.met_by_grade == ("fathers_involved", "chronology_current")
    assert asked.unmet_by_grade == ("practice_overall", "plan_is_smart")


def test_an_audit_carries_only_the_standards_it_speaks_of() -> None:
    asked = start(findings=[a_finding(standard="safety_plan")], grades={}, overall="good")

    assert set(asked.rules.standards) == {"safety_plan", "practice_overall"}


def test_owners_are_found_up_the_workers_line_and_the_worker_may_be_one() -> None:
    asked = start(findings=[a_finding(), a_finding(standard="management_oversight")])

    assert asked.owners == {"practitioner": "pat", "team_manager": "tess"}


def test_without_a_worker_owners_are_found_from_the_team() -> None:
    asked = start(worker=None, findings=[a_finding(standard="management_oversight")])

    assert asked.owners["team_manager"] == "tess"


def test_words_travel_by_reference_only() -> None:
    asked = start(findings=[a_finding(text="Sam is afraid", outcome="Sam is safe")])

    finding = asked.findings[0]
    assert (finding.text.id, finding.outcome and finding.outcome.id) == ("kept:Sam is afraid", "kept:Sam is safe")


def test_checking_says_which_words_will_be_kept() -> None:
    findings = [a_finding(), a_finding(finding_id="x", standard="safety_plan", outcome="Safe tonight.")]

    assert set(rehearsed(findings=findings).words) == {"No dates in the plan.", "Safe tonight."}


def test_the_same_file_makes_the_same_opening() -> None:
    assert opening(a_form(), ground(), kept) == opening(a_form(), ground(), kept)


def test_an_inspection_acts_on_the_standing_standards_of_its_kind() -> None:
    asked = start(
        kind="inspection",
        framework="ofsted_ilacs",
        worker="sam",
        grades={},
        findings=[a_finding(standard="workforce")],
    )

    assert asked.unmet_by_grade == ("overall", "action_plan")


def test_the_one_who_starts_it_is_named_or_the_auditor() -> None:
    assert start().by == "quinn"
    assert opening(a_form(), ground(), kept, by="hal").start.by == "hal"


def test_what_is_checked_can_be_opened() -> None:
    events = open_audit(opening(a_form(), ground(), kept), NOW)

    actions = [event for event in events if isinstance(event, ActionOpened)]
    assert [(one.standard, one.owner) for one in actions] == [("plan_is_smart", "pat"), ("practice_overall", "tess")]


NOBODY = "nobody is not in the directory: load them with `starter.py people load`, or name somebody else."
REFUSALS: list[tuple[dict[str, Any], str]] = [
    (
        {"framework": "nowhere"},
        "There is no framework nowhere: write one of childrens_social_care, demo, ofsted_ilacs.",
    ),
    (
        {"findings": [a_finding(standard="plan_is_smrt")]},
        "plan_is_smrt is not a standard of demo: write plan_is_smart.",
    ),
    (
        {"overall": "splendid"},
        "splendid is not a grade of demo: write one of outstanding, good, requires_improvement, inadequate.",
    ),
    ({"grades": {"famly": "good"}}, "famly is not an area of demo: write family."),
    (
        {"findings": [a_finding(owner="nobody")]},
        f"The owner of f-1 {NOBODY}",
    ),
    (
        {"auditor": "nobody"},
        f"The auditor {NOBODY}",
    ),
    (
        {"findings": [a_finding(due="2026-11-02")]},
        "Action a-1 would be due by the end of Monday 2 November 2026, which has passed: give a later date.",
    ),
    (
        {"findings": [a_finding(finding_id="x"), a_finding(finding_id="x")]},
        "Finding x is there twice: give each finding an id of its own.",
    ),
    (
        {"worker": "dee"},
        "The action for f-1 has no owner: name the person who must do it.",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSALS, ids=[one[1][:30] for one in REFUSALS])
def test_what_cannot_be_opened_is_refused_with_its_place(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        rehearsed(**changes)

    assert str(refused.value) == f"audits.jsonl line 3: {sentence}"
