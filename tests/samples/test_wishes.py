"""What the sample people want to do next, from plain values."""

from datetime import timedelta
from typing import Any

from api.orders import Order
from domain.audit import ActionStatus, Audit, AuditStatus
from domain.evolve import fold
from samples.driver import played_out, to_start
from samples.script import Play, has_come, has_ended
from samples.wishes import wishes
from tests.samples.rehearsal import MORNING, started, the_forms, the_people, the_script

ALONE = "case-107"
"""An audit with two actions and two unmet standards, both judged."""


def an_audit(audit_id: str = ALONE, **action: Any) -> Audit:
    """A sample audit as it starts, its first action changed."""
    audit = fold(None, started(audit_id))
    assert audit is not None
    first = next(iter(audit.actions.values()))
    return audit.model_copy(update={"actions": {**audit.actions, first.action_id: first.model_copy(update=action)}})


def climbed(audit: Audit, step: int, *told: str) -> Audit:
    """The same audit once the ladder of its first action has come to this step."""
    first = next(iter(audit.actions.values()))
    chase = first.chase.model_copy(update={"is_overdue": True, "step": step, "told": told, "reminders": 2})
    return audit.model_copy(
        update={"actions": {**audit.actions, first.action_id: first.model_copy(update={"chase": chase})}}
    )


def being_checked(audit_id: str = ALONE) -> Audit:
    """The same audit with its actions done."""
    audit = an_audit(audit_id)
    check = audit.actions["a-1"].chase
    return audit.model_copy(update={"status": AuditStatus.CHECKING, "check": check, "actions": {}})


def answered(audit: Audit, *command_ids: str) -> Audit:
    return audit.model_copy(update={"answered": dict.fromkeys(command_ids, (1, 1))})


def wanted(audit: Audit, *others: Audit, **play: Any) -> list[Order]:
    started_too = {other.audit_id: other for other in others}
    return wishes(audit, Play(says="What people do in a test.", **play), the_people(), started_too)


def kinds(found: list[Order]) -> list[str]:
    return [one.kind for one in found]


def test_a_prompt_owner_accepts_first_then_starts_then_claims() -> None:
    audit = an_audit()
    accepted = answered(audit, f"demo/{ALONE}/a-1/accept/1", f"demo/{ALONE}/a-2/accept/1")
    begun = an_audit(status=ActionStatus.IN_PROGRESS)

    assert kinds(wanted(audit)) == ["accept", "accept"]
    assert kinds(wanted(accepted)) == ["start", "start"]
    assert kinds(wanted(begun))[0] == "claim"


def test_an_owner_who_waits_for_a_step_does_nothing_before_it() -> None:
    audit = an_audit(status=ActionStatus.IN_PROGRESS)

    before = wanted(climbed(audit, 1), claims=("step 2",), starts="never")
    after = wanted(climbed(audit, 2), claims=("step 2", "never"), starts="never")

    assert before == []
    assert kinds(after) == ["claim"]


def test_a_claim_carries_evidence_and_says_that_it_is_the_demo() -> None:
    (claim, *_) = wanted(an_audit(status=ActionStatus.IN_PROGRESS))

    assert claim.command_id == f"demo/{ALONE}/a-1/claim/1"
    assert claim.fields["note"].startswith("The demo says:")
    assert claim.fields["evidence"][0]["digest"].startswith("sha256:")


def test_a_claim_sent_back_is_claimed_again_under_another_id() -> None:
    audit = an_audit(status=ActionStatus.IN_PROGRESS)

    (claim, *_) = wanted(answered(audit, f"demo/{ALONE}/a-1/claim/1", f"demo/{ALONE}/a-1/send_back/1"))

    assert claim.command_id == f"demo/{ALONE}/a-1/claim/2"


def test_the_first_claim_is_sent_back_as_often_as_the_play_says() -> None:
    claimed = an_audit(status=ActionStatus.DONE_CLAIMED)
    action = claimed.actions["a-1"]
    waiting = claimed.model_copy(update={"actions": {"a-1": action.model_copy(update={"verification": action.chase})}})

    first = wanted(waiting, sends_back=1)
    second = wanted(answered(waiting, f"demo/{ALONE}/a-1/send_back/1"), sends_back=1)

    assert [(one.kind, one.by) for one in first] == [("send_back", claimed.auditor)]
    assert kinds(second) == ["verify"]


def test_whoever_was_told_acknowledges_once() -> None:
    told = climbed(an_audit(), 1, "p-017")

    found = wanted(told, starts="never", claims=("never",), acknowledges="step 1")
    again = wanted(answered(told, found[0].command_id), starts="never", claims=("never",), acknowledges="step 1")

    assert [(one.kind, one.by) for one in found] == [("acknowledge", "p-017")]
    assert again == []


def test_an_audit_at_its_planned_end_wants_nothing_more() -> None:
    late = climbed(an_audit(), 5)

    assert has_ended(late, Play(says="Nobody answers it.", ends="chased"))
    assert wanted(late, ends="chased") == []


def test_standards_are_judged_only_once_they_are_being_checked() -> None:
    checking = being_checked()

    found = wanted(checking, judged=("not met", "met"))

    assert [(one.kind, one.fields["is_met"]) for one in found] == [("judge", False), ("judge", True)]
    assert all(one.by != checking.auditor for one in found)


def test_a_measured_standard_gets_counts_that_are_just_enough_or_far_too_few() -> None:
    checking = being_checked("dip-301")

    (met, *_), (unmet, *_) = wanted(checking), wanted(checking, judged=("not met",))

    assert (met.kind, met.fields["met"], met.fields["total"]) == ("measure", 18, 20)
    assert unmet.fields["met"] == 9


def test_counts_are_of_weeks_that_were_over_when_the_audit_began_one_after_the_other() -> None:
    checking = being_checked("dip-301")
    first_id = wanted(checking)[0].command_id

    first, second = wanted(checking)[0].fields, wanted(answered(checking, first_id))[0].fields

    assert first["period_from"] < first["period_to"] < second["period_from"] < second["period_to"]
    assert second["period_from"] - first["period_to"] == timedelta(days=1)
    assert second["period_to"] < MORNING.date()


def test_a_standard_that_a_re_audit_judges_waits_for_it_and_names_it() -> None:
    checking = being_checked()

    again = an_audit("again-402")

    before = wanted(checking, judged_by="again-402")
    after = wanted(checking, again, judged_by="again-402")

    assert before == []
    assert {(one.by, one.fields["source"]) for one in after} == {(again.auditor, "again-402")}


def test_a_re_audit_starts_only_when_its_first_audit_is_being_checked() -> None:
    acting = {"case-102": an_audit("case-102")}
    checking = {"case-102": acting["case-102"].model_copy(update={"status": AuditStatus.CHECKING})}

    early = {form.audit_id for form in to_start(the_forms(), acting)}
    later = {form.audit_id for form in to_start(the_forms(), checking)}

    assert later - early == {"again-401"}
    assert len(early) == 35


def test_the_play_is_over_only_when_every_audit_has_been_started_and_ended() -> None:
    closed = fold(None, started("case-104"))
    assert closed is not None

    assert played_out(["case-104"], {"case-104": closed}, the_script())
    assert not played_out(["case-104", "case-101"], {"case-104": closed}, the_script())


def test_what_people_wait_for_comes_in_the_order_of_a_chase() -> None:
    audit = an_audit()
    chase, rules = audit.actions["a-1"].chase, audit.rules
    reminded = chase.model_copy(update={"reminders": 1})
    late = chase.model_copy(update={"is_overdue": True, "reminders": 2, "step": 2})

    assert chase.due_at - MORNING == timedelta(seconds=13)
    assert [has_come(when, reminded, rules) for when in ("at once", "first reminder", "last reminder")] == [
        True,
        True,
        False,
    ]
    assert [has_come(when, late, rules) for when in ("overdue", "step 2", "step 3", "never")] == [
        True,
        True,
        False,
        False,
    ]
