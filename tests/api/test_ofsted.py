"""Published inspections become audits, and the next inspection judges what the one before found."""

from datetime import UTC, datetime
from typing import Any

import pytest

from api.form_slips import read_form
from api.ofsted.audits import audit_form
from api.ofsted.inspections import Inspection, later_ones
from api.ofsted.judging import Judging
from api.ofsted.placeholders import INSPECTOR, placeholders
from api.openings import Ground, start_of
from api.policies import Policies
from domain.allowing import check_authority
from domain.audit import Audit
from domain.commands import Judge, Opening
from domain.directory import Directory, find, standing
from domain.events import ActionOpened, FindingLeft
from domain.evolve import fold
from domain.opening import open_audit
from domain.values import TextRef
from tests.api.council import POLICIES, a_line

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
FRAMEWORK = Policies(POLICIES).framework("ofsted_ilacs")
BAD = "inadequate"
FIRST_GRADES = {
    "overall": BAD,
    "impact_of_leaders": BAD,
    "help_and_protection": BAD,
    "in_care_and_care_leavers": BAD,
}
NEXT_GRADES = {
    "overall": "requires improvement",
    "impact_of_leaders": "good",
    "help_and_protection": "requires improvement",
    "in_care": "good",
    "care_leavers": "requires improvement",
}


def an_inspection(**changes: Any) -> Inspection:
    said = {
        "inspection_id": "ilacs-7-2019-05-08",
        "urn": "7",
        "la_code": "900",
        "region": "SE",
        "authority": "Invented County",
        "inspection_start": "2019-02-25",
        "inspection_end": "2019-03-08",
        "published": "2019-05-08",
        "judgements": FIRST_GRADES,
        "areas_for_improvement": ["Supervision of staff.", "The offer to care leavers.", "Something unheard of."],
        **changes,
    }
    return read_form(Inspection, a_line(said))


def the_next(**changes: Any) -> Inspection:
    said: dict[str, Any] = {
        "inspection_id": "ilacs-7-2023-05-11",
        "published": "2023-05-11",
        "judgements": NEXT_GRADES,
        "areas_for_improvement": [],
    }
    return an_inspection(**said | changes)


def people() -> Directory:
    return Directory(people={one.person: one for one in placeholders([an_inspection()])})


def the_opening(inspection: Inspection, *later: Inspection, is_past: bool = False) -> Opening:
    at = inspection.published_at if is_past else NOW
    ground = Ground(Policies(POLICIES), people(), at)
    start = start_of(audit_form(inspection, FRAMEWORK), ground, lambda text: TextRef(id=text, digest="d"))
    judging = Judging(FRAMEWORK, standing(people(), INSPECTOR, None, NOW))
    past = judging.of(start, later, is_past=is_past)
    return Opening(start=start, past=past, since=at if is_past else None)


def lived(*inspections: Inspection, is_past: bool = False) -> Audit:
    audit = fold(None, open_audit(the_opening(*inspections, is_past=is_past), NOW))
    assert audit is not None
    return audit


def judged(*inspections: Inspection) -> dict[str, bool]:
    commands = [sent.command for sent in the_opening(*inspections).past]
    return {one.standard: one.is_met for one in commands if isinstance(one, Judge)}


def test_every_area_for_improvement_is_a_finding_about_its_theme_or_about_the_whole() -> None:
    form = audit_form(an_inspection(), FRAMEWORK)

    assert [one.standard for one in form.findings] == ["management_oversight", "care_leavers_theme", "overall"]
    assert (form.audit_id, form.subject, form.team) == ("ilacs-7-2019-05-08", "900", "region-se")


def test_findings_of_one_theme_get_an_action_each_in_their_own_words() -> None:
    inspection = an_inspection(areas_for_improvement=["Supervision of staff.", "Supervision of managers."])

    events = open_audit(the_opening(inspection), NOW)

    assert {one.finding_id for one in events if isinstance(one, ActionOpened)} >= {"f-1", "f-2"}
    assert not [one for one in events if isinstance(one, FindingLeft)]


def test_every_inspection_owes_a_plan() -> None:
    good = dict.fromkeys(FIRST_GRADES, "good")

    audit = lived(an_inspection(judgements=good, areas_for_improvement=[]))

    assert [action.standard for action in audit.actions.values()] == ["action_plan"]


@pytest.mark.parametrize("role", ["head_of_service", "assistant_director", "director"])
def test_a_placeholder_holds_each_role_of_the_line(role: str) -> None:
    for start in ("7-service-manager", "7-quality-assurance"):
        holder = find(people(), role, start, NOW)

        assert holder is not None
        assert holder.person == f"7-{role.replace('_', '-')}"
        assert holder.mail.endswith("@example.invalid")


def test_the_inspector_may_judge() -> None:
    audit = lived(an_inspection())
    sent = the_opening(an_inspection(), the_next()).past[0]

    check_authority(audit, sent.command, None)


def test_an_area_is_met_when_it_is_good_at_the_next_inspection() -> None:
    assert judged(an_inspection(), the_next())["impact_of_leaders"] is True
    assert judged(an_inspection(), the_next())["help_and_protection"] is False


def test_care_judged_as_one_is_met_only_if_both_its_successors_are() -> None:
    both = {**NEXT_GRADES, "care_leavers": "good"}

    assert judged(an_inspection(), the_next())["in_care_and_care_leavers"] is False
    assert judged(an_inspection(), the_next(judgements=both))["in_care_and_care_leavers"] is True


def test_a_theme_named_again_is_not_met_however_good_its_area() -> None:
    again = the_next(areas_for_improvement=["Supervision of new staff."])

    assert judged(an_inspection(), the_next())["management_oversight"] is True
    assert judged(an_inspection(), again)["management_oversight"] is False


def test_a_theme_of_care_leavers_is_judged_by_care_as_one_in_an_older_report() -> None:
    older = the_next(judgements={**FIRST_GRADES, "in_care_and_care_leavers": "good"})

    assert judged(an_inspection(), older)["care_leavers_theme"] is True


def test_a_finding_about_the_whole_is_judged_by_the_overall_grade() -> None:
    good = the_next(judgements={**NEXT_GRADES, "overall": "good"})

    assert judged(an_inspection(), the_next())["overall"] is False
    assert judged(an_inspection(), good)["overall"] is True


def test_the_plan_counts_as_answered_when_the_next_inspection_came() -> None:
    assert judged(an_inspection(), the_next())["action_plan"] is True


def test_what_one_inspection_found_met_the_one_after_does_not_judge_again() -> None:
    third = the_next(inspection_id="ilacs-7-2025-01-10", published="2025-01-10")

    commands = [sent.command for sent in the_opening(an_inspection(), the_next(), third).past]

    by_third = {one.standard for one in commands if isinstance(one, Judge) and one.source == third.inspection_id}
    assert "impact_of_leaders" not in by_third
    assert "help_and_protection" in by_third


def test_only_later_inspections_of_the_same_authority_judge() -> None:
    other = the_next(urn="8", inspection_id="ilacs-8-2023-05-11")

    assert later_ones(an_inspection(), [the_next(), other, an_inspection()]) == [the_next()]


@pytest.mark.parametrize("is_past", [True, False])
def test_west_sussex_2019_leaders_met_protection_and_care_in_their_second_cycle(*, is_past: bool) -> None:
    audit = lived(an_inspection(), the_next(), is_past=is_past)

    assert audit.standards["impact_of_leaders"].is_met
    second = {state.standard for state in audit.unmet if state.cycle == 2}
    assert {"help_and_protection", "in_care_and_care_leavers"} <= second


def test_with_the_published_clock_each_judgement_stands_at_its_own_moment() -> None:
    sent = the_opening(an_inspection(), the_next(), is_past=True).past

    assert {one.at for one in sent} == {datetime(2023, 5, 11, 8, tzinfo=UTC)}
    assert sent[0].command.command_id == "ilacs-7-2023-05-11/judge/management_oversight"
