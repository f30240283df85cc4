"""Whose date is it? An action's its owner's; a check's, a claim's and a return's the auditor's; or who was asked."""

from domain import commands as c
from domain.due_dates import Asked, DueDate, due_dates
from tests.builders import ASH, HERON, VISITS, WREN, a_plan, on, words
from tests.domain.moderated import SWIFT, a_moderated_life
from tests.life import Life


def dates(life: Life, person: str, *asked: Asked) -> list[tuple[str, str]]:
    return [(one.key, one.what) for one in due_dates(life.audit, person, asked)]


def test_an_open_action_is_its_owners_date_and_nobody_elses() -> None:
    life = Life()

    [mine] = due_dates(life.audit, WREN, ())

    assert isinstance(life.action.title, str)
    assert mine == DueDate("a-1", "Action due", life.action.title, life.action.due_at, "a-1")
    assert dates(life, ASH) == dates(life, HERON) == []


def test_what_a_person_worded_is_not_said() -> None:
    life = Life()
    life.give(c.AddAction, HERON, owner=WREN)

    assert [one.title for one in due_dates(life.audit, WREN, ())][1:] == [""]


def test_a_claim_is_the_auditors_to_verify_until_others_are_told_and_then_the_check_is() -> None:
    life = Life()
    life.give(c.ClaimDone, WREN)
    [claim] = due_dates(life.audit, HERON, ())
    owners = dates(life, WREN)
    life.give(c.Verify, HERON)

    assert owners == []
    assert (claim.key, claim.what, claim.due_at) == ("a-1/verify", "Claim to verify", on("2026-11-04 09:00"))
    assert life.audit.check
    assert due_dates(life.audit, HERON, ()) == [
        DueDate("check", "Check of practice due", VISITS.replace("_", " "), life.audit.check.due_at)
    ]


def test_a_return_is_its_auditors_date() -> None:
    life = Life(a_plan())

    [mine] = due_dates(life.audit, HERON, ())

    assert (mine.key, mine.what, mine.due_at) == ("return", "Return of the audit due", life.audit.return_by)


def test_more_time_is_a_date_of_whoever_was_asked_for_it_until_it_is_decided() -> None:
    life = Life()
    asked = Asked("extension", "a-1")
    before = dates(life, ASH, asked)
    life.give(c.AskExtension, WREN)
    waiting = dates(life, ASH, asked), dates(life, ASH)
    life.give(c.GrantExtension, ASH)

    assert before == dates(life, ASH, asked) == []
    assert waiting == ([("a-1/extension", "More time to decide")], [])


def test_a_paused_action_has_no_date_until_it_goes_on() -> None:
    life = Life()
    life.give(c.PauseAction, ASH)
    paused = dates(life, WREN)
    life.give(c.ResumeAction, ASH)

    assert paused == []
    assert dates(life, WREN) == [("a-1", "Action due")]


def test_a_second_grade_is_a_date_of_whoever_was_asked_for_it() -> None:
    life = a_moderated_life(is_drawn=True)

    assert ("moderation", "Second grade due") in dates(life, SWIFT, Asked("moderation"))
    assert dates(life, SWIFT) == []


def test_a_dispute_is_a_date_of_the_decider_until_it_is_decided() -> None:
    life = a_moderated_life()
    life.give(c.DisputeAction, WREN, reason=words())
    waiting = dates(life, "moss", Asked("dispute", "a-1"))

    assert ("a-1/dispute", "Dispute to decide") in waiting
    assert dates(life, "moss") == []


def test_an_audit_that_is_over_has_no_dates() -> None:
    life = Life()
    life.give(c.Withdraw, "cairn")

    assert dates(life, WREN) == dates(life, HERON) == []
