"""The whole play, rehearsed without servers: every audit comes to the end that its part says."""

from datetime import timedelta

import pytest

from domain import events as e
from domain.event import Event
from samples.driver import Driver
from samples.orders import SAID
from samples.script import has_ended
from tests.samples.rehearsal import MORNING, Rehearsal, rehearse, the_forms, the_script

SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
async def played() -> Rehearsal:
    return await rehearse(100, SECOND)


def first(stage: Rehearsal, kind: type[Event]) -> timedelta:
    """How long after the start something happened first."""
    return min(event.at for log in stage.logs.values() for event in log if isinstance(event, kind)) - MORNING


def test_every_sample_audit_comes_to_its_planned_end_within_a_minute(played: Rehearsal) -> None:
    unended = [
        form.audit_id
        for form in the_forms()
        if not has_ended(played.audits[form.audit_id], the_script().of(form.audit_id))
    ]

    assert unended == []
    assert played.now - MORNING < timedelta(minutes=1)


def test_audits_end_closed_unless_their_part_says_otherwise(played: Rehearsal) -> None:
    planned = {form.audit_id: the_script().of(form.audit_id).ends for form in the_forms()}
    meant = {audit_id: end for audit_id, end in planned.items() if end != "chased"}

    assert {audit_id: str(played.audits[audit_id].status) for audit_id in meant} == meant


def test_somebody_is_escalated_within_thirty_seconds_and_something_closed_within_sixty(played: Rehearsal) -> None:
    assert first(played, e.Escalated) < timedelta(seconds=30)
    assert first(played, e.AuditClosed) < timedelta(seconds=60)


def test_the_rules_refuse_nothing_that_the_sample_people_ask(played: Rehearsal) -> None:
    assert played.refused == []


def test_the_play_shows_all_that_can_happen_to_an_audit(played: Rehearsal) -> None:
    seen = {type(event) for log in played.logs.values() for event in log}

    assert {*e.__all__} - {kind.__name__ for kind in seen} == NEVER_SEEN


NO_EVENTS = {"Entered", "ENGINE", "EVENT", "KINDS", "AnyEvent", "Event", "Hearer", "Matter", "OfAction", "Told"}
BY_OPERATORS = {
    "PeopleFoundAgain",
    "AuditReplanned",
    "ActionReplanned",
    "CheckReplanned",
    "CalendarUpdated",
    "DateReplanned",
}
BEFORE_RETURN = {
    "AuditPlanned",
    "AuditAllocated",
    "AuditReallocated",
    "ReturnReminded",
    "ReturnOverdue",
    "AuditReturned",
    "ResponseExtended",
}
UNDER_WATCH = {"ChildsViewHeard", "StandardSlipped"}
OF_CLOCKS = {
    "ExtensionRequested",
    "ExtensionGranted",
    "ExtensionRefused",
    "ActionPaused",
    "ActionResumed",
    "WaitBegun",
    "ClockStarted",
}
QUESTIONED = {"ModerationDrawn", "GradeModerated", "DisputeOpened", "DisputeDecided"}
CORRECTED = {"Amended", "AuditRegraded", "AuditReopened", "VerificationUndone"}
OTHERS = QUESTIONED | BEFORE_RETURN | UNDER_WATCH | OF_CLOCKS | CORRECTED
NEVER_SEEN = NO_EVENTS | BY_OPERATORS | OTHERS | {"CaughtUp", "ActionCarried"}
"""Beside what is no event: what needs an operator, an import of the past, or a judgement with open actions."""


def test_each_command_of_the_demo_shows_that_it_is_the_demo(played: Rehearsal) -> None:
    events = [event for log in played.logs.values() for event in log if event.by != "engine" and event.command_id]
    ids = {event.command_id or "" for event in events if not (event.command_id or "").endswith("/start")}
    words = [event.note.id for event in events if isinstance(event, e.ActionClaimed)]

    assert len(ids) > 100
    assert all(one.startswith("demo/") for one in ids), ids
    assert all(one.startswith(SAID) for one in words)


async def test_a_second_driver_finds_nothing_to_do_where_the_first_ended(played: Rehearsal) -> None:
    before = {audit_id: len(log) for audit_id, log in played.logs.items()}

    again = await rehearse_on(played)

    assert again == 0
    assert {audit_id: len(log) for audit_id, log in played.logs.items()} == before


async def rehearse_on(stage: Rehearsal) -> int:
    """Commands that a new driver gives in one round on a stage where others have played."""
    return (await Driver(stage, the_script(), the_forms()).round()).given


async def test_the_same_script_runs_under_a_policy_in_working_days() -> None:
    stage = await rehearse(80, timedelta(days=2), "childrens_social_care")

    endings = {str(stage.audits[form.audit_id].status) for form in the_forms()}
    assert stage.refused == []
    assert {"closed", "handed over", "withdrawn"} <= endings
