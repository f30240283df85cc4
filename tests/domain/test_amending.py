"""What was entered wrongly is put right: both versions stay, and all that follows is drawn anew."""

from datetime import date

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import AuditStatus
from domain.correction_errors import AmendsMore, NothingAmended, StartedBefore, UnknownGrade
from domain.errors import DateInPast, NoReason, NotAllowed, Refusal, UnknownAction, UnknownFinding, UnknownStandard
from domain.return_errors import NotReturned
from tests.builders import (
    FELL,
    HEALTH,
    HERON,
    MOSS,
    PLANS,
    VISITS,
    WREN,
    a_finding,
    a_plan,
    a_start,
    on,
    some_rules,
    words,
)
from tests.life import Life

GOOD = some_rules("good")


def audited() -> Life:
    unmet = a_finding(VISITS, finding_id="f-1", owner=WREN)
    return Life(a_start(unmet, a_finding(PLANS, finding_id="f-2", is_met=True), overall="good", rules=GOOD))


def kinds(events: list[e.AnyEvent]) -> list[str]:
    return [event.kind for event in events]


def test_the_words_of_a_finding_change_and_nothing_follows() -> None:
    life = audited()
    before = life.audit.seen["f-1"].text

    [amended] = life.give(c.Amend, FELL, subject=None, finding_id="f-1", text=words("what was really seen"))

    assert isinstance(amended, e.Amended)
    assert (amended.before.text, amended.after.text) == (before, words("what was really seen"))
    assert life.sent[-1] == ("audit_amended", HERON)


def test_a_finding_that_was_unmet_after_all_makes_its_standard_unmet_and_opens_an_action() -> None:
    life = audited()

    events = life.give(c.Amend, FELL, subject=None, finding_id="f-2", is_met=False)

    assert kinds(events) == ["amended", "standard_found", "action_opened"]
    assert (life.audit.actions["a-2"].standard, life.audit.actions["a-2"].finding_id) == (PLANS, "f-2")
    assert life.audit.standards[PLANS].is_met is False


def test_a_finding_that_was_met_after_all_overtakes_its_action_and_may_close_the_audit() -> None:
    life = Life(a_start(a_finding(PLANS, finding_id="f-1"), overall="good"))

    events = life.give(c.Amend, FELL, subject=None, finding_id="f-1", is_met=True)

    assert kinds(events) == ["amended", "standard_met", "action_overtaken", "audit_closed"]


def test_a_finding_about_another_standard_has_the_action_of_that_standard_from_then_on() -> None:
    life = Life(a_start(a_finding(VISITS, finding_id="f-1"), overall="good"))

    events = life.give(c.Amend, FELL, subject=None, finding_id="f-1", standard=PLANS)

    assert kinds(events) == ["amended", "standard_met", "action_overtaken", "standard_found", "action_opened"]
    assert [state.standard for state in life.audit.unmet] == [PLANS]
    assert life.audit.findings == {"f-1": PLANS}
    answers = [(one.standard, one.finding_id, one.is_finished) for one in life.audit.actions.values()]
    assert answers == [(VISITS, None, True), (PLANS, "f-1", False)]


def test_an_action_whose_standard_is_still_unmet_stays_with_it_and_what_is_there_covers_the_finding_that_moved() -> (
    None
):
    life = Life(a_start(a_finding(VISITS, finding_id="f-1"), a_finding(PLANS, finding_id="f-2"), overall="good"))

    events = life.give(c.Amend, FELL, subject=None, finding_id="f-2", standard=VISITS)

    left = events[-1]
    assert isinstance(left, e.FindingLeft)
    assert (left.because, left.action_id) == ("duplicate", "a-1")
    life.give(c.Amend, FELL, subject=None, finding_id="f-1", standard=PLANS)
    assert [(one.standard, one.finding_id) for one in life.audit.unfinished] == [(VISITS, None), (PLANS, "f-1")]


@pytest.mark.parametrize("news", [{"is_met": True}, {"standard": PLANS}], ids=["met", "another standard"])
def test_a_safety_concern_goes_on_whatever_its_finding_turns_out_to_be(news: dict[str, object]) -> None:
    life = Life(a_start(a_finding(VISITS, finding_id="f-1", is_safety=True), overall="good"))

    life.give(c.Amend, FELL, subject=None, finding_id="f-1", **news)

    assert (life.action.is_safety, life.action.is_finished, life.action.standard) == (True, False, VISITS)
    assert VISITS in [state.standard for state in life.audit.unmet]


def test_an_action_gets_another_date_within_its_rules_and_keeps_its_first() -> None:
    life = audited()
    first = life.action.due_at

    [amended] = life.give(c.Amend, FELL, subject=None, action_id="a-1", due=date(2026, 12, 17), title=words("all"))

    assert isinstance(amended, e.Amended)
    assert (amended.before.due_at, amended.after.due_at) == (first, on("2026-12-18 00:00"))
    assert (life.action.due_at, life.action.original_due_at) == (on("2026-12-18 00:00"), first)
    assert life.action.title == words("all")
    assert life.sent[-1] == ("action_amended", WREN)


def test_the_subject_is_another_before_the_return_too() -> None:
    for life in (audited(), Life(a_plan())):
        [amended] = life.give(c.Amend, FELL, subject="child-18")

        assert isinstance(amended, e.Amended)
        assert (amended.before.subject, life.audit.subject) == ("child-17", "child-18")


def test_a_grade_that_was_another_moves_dates_and_what_is_unmet() -> None:
    life = audited()

    events = life.give(c.Amend, FELL, subject=None, overall="inadequate")

    assert kinds(events) == ["amended", "audit_regraded", "action_replanned"]
    assert (life.audit.overall, life.action.due_at) == ("inadequate", on("2026-11-17 00:00"))


@pytest.mark.parametrize("news", [{"overall": "good"}, {"grades": {"overall": "good"}}], ids=["overall", "an area"])
def test_the_overall_grade_is_one_grade_however_it_is_given(news: dict[str, object]) -> None:
    rules = some_rules().model_copy(update={"areas": {"overall": HEALTH}})
    life = Life(a_start(unmet_by_grade=(HEALTH,), overall="inadequate", grades={"overall": "inadequate"}, rules=rules))

    life.give(c.Amend, FELL, subject=None, **news)

    assert (life.audit.overall, life.audit.grades, life.audit.standards[HEALTH].is_met) == (
        "good",
        {"overall": "good"},
        True,
    )


SLIPS: list[tuple[type[Refusal], dict[str, object]]] = [
    (NothingAmended, {"subject": "child-17"}),
    (NothingAmended, {"subject": None}),
    (NothingAmended, {"subject": None, "finding_id": "f-1", "is_met": False, "standard": VISITS}),
    (NothingAmended, {"subject": None, "overall": "good"}),
    (AmendsMore, {"overall": "inadequate"}),
    (NoReason, {"reason": None}),
    (UnknownFinding, {"subject": None, "finding_id": "f-9", "is_met": False}),
    (UnknownFinding, {"subject": None, "is_met": False}),
    (UnknownStandard, {"subject": None, "finding_id": "f-1", "standard": "supervision"}),
    (UnknownAction, {"subject": None, "action_id": "a-9", "title": words("all")}),
    (DateInPast, {"subject": None, "action_id": "a-1", "due": date(2026, 11, 1)}),
    (UnknownGrade, {"subject": None, "overall": "splendid"}),
]


@pytest.mark.parametrize(("refusal", "fields"), SLIPS, ids=[kind.__name__ for kind, _ in SLIPS])
def test_a_slip_is_refused_and_changes_nothing(refusal: type[Refusal], fields: dict[str, object]) -> None:
    life = audited()
    before = life.audit

    with pytest.raises(refusal):
        life.give(c.Amend, FELL, **fields)

    assert life.audit is before


def test_the_auditor_amends_nothing_and_before_the_return_only_the_subject_is_there() -> None:
    with pytest.raises(NotAllowed):
        audited().give(c.Amend, HERON)
    with pytest.raises(NotReturned):
        Life(a_plan()).give(c.Amend, FELL, subject=None, overall="good")
    with pytest.raises(NotAllowed):
        Life(a_plan()).give(c.Amend, MOSS)


def test_findings_and_grades_of_an_audit_of_before_cannot_be_amended() -> None:
    old = Life(a_start(rules=some_rules().model_copy(update={"timescales": {}})))

    for fields in ({"finding_id": "f-1", "is_met": True}, {"overall": "good"}):
        with pytest.raises(StartedBefore):
            old.give(c.Amend, FELL, subject=None, **fields)


def test_found_unmet_after_all_a_standard_is_not_watched_any_more() -> None:
    life = Life(a_start(a_finding(PLANS, finding_id="f-1"), overall="good", rules=some_rules("good", watch="60cd")))
    life.give(c.Amend, FELL, subject=None, finding_id="f-1", is_met=True)
    watched = [state.standard for state in life.audit.watched]

    life.give(c.Amend, FELL, subject=None, finding_id="f-1", is_met=False)

    assert (watched, life.audit.watched, life.audit.status) == ([PLANS], (), AuditStatus.ACTING)
