"""Every refusal there is can be met with, and says in one sentence what to fix."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from domain import commands as c
from domain import errors
from domain.decide import decide
from domain.errors import Refusal
from tests.builders import (
    ASH,
    CAIRN,
    FELL,
    HEALTH,
    HERON,
    MONDAY,
    PLANS,
    PLOVER,
    STOAT,
    TALKS,
    VISITS,
    WREN,
    a_command,
    a_finding,
    a_start,
    on,
    words,
)
from tests.life import Life

Slip = Callable[[Life], Any]


def giving(kind: type[c.Command], by: str, **fields: Any) -> Slip:
    return lambda life: life.give(kind, by, **fields)


def starting(*findings: c.FindingSeen, **fields: Any) -> Slip:
    return lambda _: decide(None, a_start(*findings, **fields), MONDAY)


def after(first: Slip, then: Slip) -> Slip:
    def both(life: Life) -> None:
        first(life)
        then(life)

    return both


def acknowledged_twice(life: Life) -> None:
    life.wait(on("2026-11-17 10:00"))
    life.give(c.Acknowledge, ASH)
    life.give(c.Acknowledge, ASH)


SAME = {"outcome": words("seen alone"), "standard": VISITS}
SLIPS: list[tuple[str, Slip, str]] = [
    (
        "UnknownAction",
        giving(c.Accept, WREN, action_id="a-9"),
        "This audit has no action a-9: name one of a-1, a-2.",
    ),
    (
        "UnknownStandard",
        giving(c.Judge, PLOVER, standard="supervision"),
        "This audit has no standard supervision: name one of visits, return_talks, plans.",
    ),
    (
        "UnknownFinding",
        giving(c.AddAction, HERON, finding_id="f-none"),
        "This audit has no finding f-none: name one of f-visits, f-talks.",
    ),
    (
        "ActionElsewhere",
        giving(c.Verify, HERON),
        "Action a-1 is open: this can be asked only while it is done claimed.",
    ),
    (
        "AuditOver",
        after(giving(c.Withdraw, CAIRN), giving(c.Accept, WREN)),
        "The audit is withdrawn: nothing about it can change unless it is reopened.",
    ),
    (
        "AlreadyMet",
        giving(c.Judge, PLOVER, standard=PLANS),
        "Standard plans has already been shown met: there is nothing left to judge.",
    ),
    (
        "NotMeasured",
        giving(c.Measure, STOAT, standard=VISITS),
        "Standard visits is judged by a person, not measured from counts: send a judge command.",
    ),
    (
        "AlreadyAcknowledged",
        acknowledged_twice,
        "Action a-1 was acknowledged since it was last chased: do it, or say why it is late.",
    ),
    (
        "AlreadyAccepted",
        after(giving(c.Accept, WREN), giving(c.Accept, WREN)),
        "Action a-1 has been accepted by its owner already: start it next.",
    ),
    ("NotAllowed", giving(c.Accept, ASH), "Only its owner (wren) may accept: ask them to do it."),
    (
        "NoOwner",
        giving(c.AddAction, HERON, action_id="x-1", owner=None),
        "Action x-1 has no owner: name the person who must do it.",
    ),
    (
        "NoDate",
        giving(c.AddAction, HERON, action_id="x-1", due=None),
        "Action x-1 has no due date: say by when it must be done.",
    ),
    (
        "NoOutcome",
        giving(c.AddAction, HERON, action_id="x-1", outcome=None),
        "Action x-1 has no expected outcome: say what will be different for the child.",
    ),
    (
        "NoEvidence",
        giving(c.ClaimDone, WREN, evidence=()),
        "Action a-1 is claimed done without evidence: give at least one reference and a note.",
    ),
    ("NoReason", giving(c.Cancel, FELL, reason=None), "To cancel needs a reason: give one."),
    (
        "DateInPast",
        giving(c.AddAction, HERON, action_id="x-1", due=date(2026, 11, 1)),
        "Action x-1 would be due by the end of Sunday 1 November 2026, which has passed: give a later date.",
    ),
    (
        "DateTooFar",
        giving(c.AddAction, HERON, action_id="x-1", due=date.max),
        "Action x-1 would be due in the year 9999: give a date within 20 years.",
    ),
    (
        "DateAfterLimit",
        giving(c.AddAction, HERON, action_id="x-1", standard=HEALTH, due=date(2026, 11, 24)),
        "Action x-1 must by law be done by the end of Monday 23 November 2026: give that date or an earlier one.",
    ),
    (
        "PeriodBackwards",
        giving(c.Measure, STOAT, period_to=date(2026, 9, 30)),
        "The period ends before it begins: swap its two dates.",
    ),
    (
        "PeriodCounted",
        after(giving(c.Measure, STOAT), giving(c.Measure, STOAT)),
        "Days up to Saturday 31 October 2026 are counted already: send a period that begins after that.",
    ),
    (
        "PeriodNotOver",
        giving(c.Measure, STOAT, period_to=date(2026, 11, 2)),
        "The period ends on Monday 2 November 2026, not over yet: send its counts after that day.",
    ),
    (
        "DuplicateAction",
        giving(c.AddAction, HERON, action_id="a-1"),
        "There is already an action a-1: give the new one another id.",
    ),
    (
        "DuplicateFinding",
        starting(a_finding(finding_id="f-1"), a_finding(finding_id="f-1")),
        "Finding f-1 is there twice: give each finding an id of its own.",
    ),
    (
        "DuplicateOutcome",
        after(giving(c.AddAction, HERON, action_id="x-1", **SAME), giving(c.AddAction, HERON, **SAME)),
        "Action x-1 already has this outcome for this standard: change that one, or say what differs.",
    ),
    ("TooManyMet", giving(c.Measure, STOAT, met=11), "11 of 10 cannot have met the standard: correct the counts."),
    (
        "SameOwner",
        giving(c.Reassign, ASH, owner=WREN),
        "Action a-1 belongs to that person already: name somebody else.",
    ),
    (
        "OtherStandard",
        giving(c.AddAction, HERON, standard=VISITS, finding_id="f-talks"),
        "Finding f-talks is about standard return_talks: name that one, or another finding.",
    ),
    (
        "NotStarted",
        lambda _: decide(None, a_command(c.Accept, WREN), MONDAY),
        "This audit has not been started: start it first.",
    ),
]


def refusals(root: type[Refusal] = Refusal) -> Iterator[str]:
    """The refusals at the ends of the rules' own tree: those that are raised."""
    children = [child for child in root.__subclasses__() if child.__module__ == errors.__name__]
    if not children:
        yield root.__name__
    for child in children:
        yield from refusals(child)


@pytest.mark.parametrize(("code", "slip", "says"), SLIPS, ids=[code for code, _, _ in SLIPS])
def test_a_slip_is_refused_by_name_and_sentence_and_changes_nothing(code: str, slip: Slip, says: str) -> None:
    findings = (a_finding(VISITS, finding_id="f-visits"), a_finding(TALKS, finding_id="f-talks"))
    life = Life(a_start(*findings, met_by_grade=(PLANS,)))

    with pytest.raises(Refusal) as refused:
        slip(life)

    assert (refused.value.code, str(refused.value)) == (code, says)


def test_every_refusal_of_the_tree_is_met_with_here() -> None:
    assert sorted(code for code, _, _ in SLIPS) == sorted(refusals())


def test_the_tree_at_the_top_of_the_page_names_every_refusal() -> None:
    page = inspect.getdoc(errors) or ""

    drawn = [name for name, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]

    assert [name for name in drawn if name not in page] == []
