"""An owner asks for more time: somebody above decides, in time or the request goes up, and the first date stays."""

from datetime import date, datetime
from typing import Any

import pytest

from domain import commands as c
from domain import events as e
from domain.errors import ActionElsewhere, DateInPast, NotAllowed, Refusal
from domain.extension_errors import AlreadyAsked, NoExtensionLeft, NothingAsked, NotLater, SafetyRuns, TooMuchTime
from tests.builders import ASH, FELL, HEALTH, HERON, WREN, a_finding, a_start, on
from tests.life import Life

TENTH = on("2026-11-17 00:00")
LATER = on("2026-11-21 00:00")


def asked(**fields: Any) -> Life:
    life = Life()
    life.give(c.AskExtension, WREN, **fields)
    return life


def test_whoever_is_next_up_the_line_is_told_at_once_and_grants_it() -> None:
    life = asked()

    assert life.sent[-1] == ("extension_asked", ASH)
    life.give(c.GrantExtension, ASH)

    assert (life.action.due_at, life.action.original_due_at) == (LATER, TENTH)
    assert life.sent[-1] == ("extension_granted", WREN)
    life.wait(on("2026-11-18 10:00"))
    assert life.kinds("action_overdue") == []
    life.give(c.ClaimDone, WREN)
    life.give(c.Verify, HERON)
    assert life.of(e.ActionVerified)[-1].is_late


def test_refused_the_date_stays() -> None:
    life = asked()

    life.give(c.RefuseExtension, ASH)

    assert (life.action.due_at, life.action.extension) == (TENTH, None)
    assert life.sent[-1] == ("extension_refused", WREN)


def test_undecided_it_goes_up_the_line_and_the_action_is_chased_as_before() -> None:
    life = asked().wait(on("2026-12-01 10:00"))

    steps = [one for one in life.of(e.Escalated) if one.matter == "extension"]

    assert [(one.role, one.true_at) for one in steps[:2]] == [
        ("service_manager", on("2026-11-06 09:00")),
        ("head_of_service", on("2026-11-12 09:00")),
    ]
    assert life.kinds("action_overdue") == ["action_overdue"]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"due": date(2026, 11, 16)}, NotLater),
        ({"due": date(2026, 12, 15)}, TooMuchTime),
        ({"due": date(2026, 11, 1)}, DateInPast),
    ],
    ids=["not later", "too much", "past"],
)
def test_a_date_that_cannot_be_is_refused(fields: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        asked(**fields)


def test_it_is_asked_once_at_a_time_and_no_more_often_than_the_framework_allows() -> None:
    life = asked()

    with pytest.raises(AlreadyAsked):
        life.give(c.AskExtension, WREN)
    life.give(c.GrantExtension, ASH)
    life.give(c.AskExtension, WREN, due=date(2026, 11, 27))
    life.give(c.GrantExtension, FELL)

    with pytest.raises(NoExtensionLeft):
        life.give(c.AskExtension, WREN, due=date(2026, 12, 2))
    with pytest.raises(NothingAsked):
        life.give(c.GrantExtension, ASH)


def test_whoever_asked_never_decides_even_when_the_action_is_moved_below_them() -> None:
    life = Life()
    life.give(c.Reassign, ASH, owner=ASH)
    life.give(c.AskExtension, ASH)
    life.give(c.Reassign, FELL, owner=WREN)

    with pytest.raises(NotAllowed):
        life.give(c.GrantExtension, ASH)


def test_a_date_that_passed_while_nobody_decided_is_not_granted_any_more() -> None:
    life = asked().wait(datetime(2026, 11, 24, tzinfo=LATER.tzinfo))

    with pytest.raises(DateInPast):
        life.give(c.GrantExtension, ASH)


def test_safety_concerns_and_finished_actions_get_no_more_time_and_the_law_allows_none() -> None:
    safety = Life(a_start(a_finding(is_safety=True)))
    lawful = Life(a_start(a_finding(HEALTH)))
    done = asked()
    done.give(c.ClaimDone, WREN)

    with pytest.raises(SafetyRuns):
        safety.give(c.AskExtension, WREN)
    with pytest.raises(Refusal, match="by law"):
        lawful.give(c.AskExtension, WREN, due=date(2026, 11, 27))
    with pytest.raises(ActionElsewhere):
        done.give(c.GrantExtension, ASH)
