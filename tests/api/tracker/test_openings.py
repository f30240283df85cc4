"""An audit of a tracker begins in the past, with the tracker's own dates and owners; nobody hears of what is over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.tracker.importing import refused
from api.tracker.openings import Openings
from domain import events as e
from domain.action import ActionStatus
from domain.tick import tick
from tests.api.council import ground
from tests.api.tracker.trackers import MAPPING, NOW, a_row, begun, read

CLOSED = {"Status": "Closed", "Done": "02/10/2026", "Signed": "Quinn"}


def test_an_open_row_keeps_its_date_and_its_owner_and_is_overdue_at_once_in_silence(tmp_path: Path) -> None:
    log, audit = begun(read(tmp_path, a_row()))

    [action] = audit.actions.values()
    assert (action.owner, action.status) == ("pat", ActionStatus.OPEN)
    assert action.due_at == action.original_due_at == datetime(2026, 10, 15, 23, tzinfo=UTC)
    assert action.due_at < NOW
    assert isinstance(log[-1], e.CaughtUp)
    assert all(event.is_past for event in log[:-1])
    assert log[0].at == datetime(2026, 9, 1, 8, tzinfo=UTC)
    assert any(isinstance(event, e.ActionOverdue) for event in log)


def test_no_action_is_added_for_a_grade_and_no_second_grade_is_asked_for(tmp_path: Path) -> None:
    mapping = {**MAPPING, "audit": {**MAPPING["audit"], "kind": {"always": "case_file"}}}
    _, audit = begun(read(tmp_path, a_row(Grade="inadequate"), mapping=mapping))

    assert list(audit.actions) == ["a-1"]
    assert audit.overall == "inadequate"
    assert audit.rules.moderation is None


def test_finished_rows_are_actions_that_were_claimed_and_verified_on_their_days(tmp_path: Path) -> None:
    rows = (
        a_row(**CLOSED),
        a_row(Change="Names.", Status="Done", Done="03/10/2026"),
        a_row(Change="Signs.", Status="Doing"),
    )
    log, audit = begun(read(tmp_path, *rows))

    assert [one.status for one in audit.actions.values()] == [
        ActionStatus.VERIFIED,
        ActionStatus.DONE_CLAIMED,
        ActionStatus.IN_PROGRESS,
    ]
    [verified] = [event for event in log if isinstance(event, e.ActionVerified)]
    claimed = [event for event in log if isinstance(event, e.ActionClaimed)]
    assert (verified.by, verified.at, verified.is_late) == ("quinn", datetime(2026, 10, 2, 12, tzinfo=UTC), False)
    assert [(event.by, event.at.day) for event in claimed] == [("pat", 2), ("pat", 3)]
    assert all(event.evidence for event in claimed)


def test_what_the_rules_refuse_is_said_at_the_row_whose_action_they_name(tmp_path: Path) -> None:
    found = read(tmp_path, a_row(), a_row(Change="Names.", **{**CLOSED, "Signed": "tess"}))
    [audit] = found.grouped.audits
    slip = refused(audit, Openings(found.tracker, ground(), found.framework.framework), NOW)

    assert slip is not None
    assert (slip.row, slip.audit_id) == (3, "t-n-1")
    assert slip.sentence.startswith("Only the auditor (quinn) or a quality assurance")


def test_a_date_that_the_rules_refuse_is_said_at_its_row(tmp_path: Path) -> None:
    found = read(tmp_path, a_row(), a_row(Change="Names.", Due="01/10/2090"))
    [audit] = found.grouped.audits
    slip = refused(audit, Openings(found.tracker, ground(), found.framework.framework), NOW)

    assert slip is not None
    assert slip.row == 3
    assert "Action a-2" in slip.sentence


def test_what_is_late_goes_up_its_ladder_from_now_and_an_urgent_concern_is_told_at_once(tmp_path: Path) -> None:
    _, late = begun(read(tmp_path, a_row()))
    mapping = {**MAPPING, "action": {**MAPPING["action"], "safety": {"always": "yes"}}}
    _, urgent = begun(read(tmp_path, a_row(), mapping=mapping))

    assert tick(late, NOW) == []
    told = [one for one in tick(late, NOW + timedelta(days=2)) if isinstance(one, e.Escalated)]
    assert [(one.role, one.level) for one in told] == [("team_manager", 1)]
    at_once = [one for one in tick(urgent, NOW) if isinstance(one, e.Escalated)]
    assert {one.matter for one in at_once} <= {"safety", "concern"}
    assert at_once
