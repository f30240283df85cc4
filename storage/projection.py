"""What the tables say of an audit, made from the audit itself and the events that brought it there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from domain import events as e
from domain.audit import Action, Audit
from domain.moments import next_moment
from domain.returned import Sought, Views
from domain.values import TextRef, Wording
from storage.projected_grades import second_look

Row = dict[str, Any]


class Rows(NamedTuple):
    """The rows that changed, by table; column names are keys."""

    audit: Row
    standards: list[Row]
    actions: list[Row]
    findings: list[Row]
    calls: list[Row]
    """What became of findings of an earlier page: the actions that answer them, and what was put right."""


def rows_of(before: Audit | None, after: Audit, events: Iterable[e.AnyEvent]) -> Rows:
    """The rows that these events changed; `before` None makes every row of the audit anew."""
    page = list(events)
    findings, calls = _findings(after, page)
    return Rows(_audit(after, page), _standards(before, after), _actions(before, after), findings, calls)


def _audit(audit: Audit, page: list[e.AnyEvent]) -> Row:
    return {
        "audit_id": audit.audit_id,
        "kind": audit.audit_kind,
        "subject": audit.subject,
        "team": audit.team,
        "auditor": audit.auditor,
        "overall": audit.overall,
        "framework": audit.rules.framework,
        "version": audit.rules.version,
        "status": audit.status,
        "cycle": audit.cycle,
        "level": audit.level,
        "actions_open": len(audit.unfinished),
        "started_at": audit.started_at,
        "next_moment": next_moment(audit),
        "check_due_at": audit.check.due_at if audit.check else None,
        "ended_at": _ended_at(audit, page),
        "return_by": audit.return_by,
        "first_return_by": audit.first_return_by,
        "returned_at": audit.returned_at,
        **_participation(audit),
        **second_look(audit),
        "seq": audit.seq,
        "value": audit.model_dump_json(),
    }


def _participation(audit: Audit) -> Row:
    """Who was heard in it; None: not said."""
    views = audit.views or Views()
    return {
        "child_sought": _is_sought(views.child),
        "family_sought": _is_sought(views.family),
        "worker_took_part": audit.worker_took_part,
    }


def _is_sought(views: Sought | None) -> bool | None:
    return bool(views.how) if views and views.is_said else None


def _ended_at(audit: Audit, page: list[e.AnyEvent]) -> datetime | None:
    ends = (event.at for event in reversed(page) if isinstance(event, e.AuditClosed | e.AuditWithdrawn))
    return next(ends, None) if audit.is_over else None


def _standards(before: Audit | None, after: Audit) -> list[Row]:
    # Other rules may call a standard by another name.
    known = before.standards if before and before.rules is after.rules else {}
    return [
        {
            "audit_id": after.audit_id,
            "standard": key,
            "title": after.rules.standards[key].title,
            "check_by": after.rules.standards[key].check_by,
            "is_met": state.is_met,
            "cycle": state.cycle,
        }
        for key, state in after.standards.items()
        if known.get(key) is not state
    ]


def _actions(before: Audit | None, after: Audit) -> list[Row]:
    known = before.actions if before else {}
    # An audit that ends ends the waiting of all its actions, whether an event named them or not.
    is_same = before is not None and before.is_over == after.is_over and before.rules is after.rules
    return [_action(after, one) for key, one in after.actions.items() if not (is_same and known.get(key) is one)]


def _action(audit: Audit, action: Action) -> Row:
    return {
        "audit_id": audit.audit_id,
        "action_id": action.action_id,
        **_worded("title", action.title),
        **_worded("outcome", action.outcome),
        "standard": action.standard,
        "finding_id": action.finding_id,
        "owner": action.owner,
        "status": action.status,
        "is_finished": action.is_finished,
        "is_waiting": action.has_clock and not audit.is_over,
        "due_at": action.due_at,
        "original_due_at": action.original_due_at,
        "level": action.level(audit.rules),
        "cycle": action.cycle,
        "is_safety": action.is_safety,
        **_clock(audit, action),
    }


def _clock(audit: Audit, action: Action) -> Row:
    """What holds its clock, and what is asked of it: nothing any more once there is nothing left to do."""
    is_left = not (action.is_finished or audit.is_over)
    return {
        "paused_until": action.pause.until if is_left and action.pause else None,
        "waits_for": action.waits_for if is_left else None,
        "extension_asked_for": action.extension.due_at if is_left and action.extension else None,
        "extensions": action.extensions,
    }


def _worded(column: str, wording: Wording) -> Row:
    is_own = isinstance(wording, TextRef)
    return {column: None if is_own else wording, f"{column}_text": wording.id if isinstance(wording, TextRef) else None}


def _findings(audit: Audit, page: list[e.AnyEvent]) -> tuple[list[Row], list[Row]]:
    """Rows of new findings, and what became of those noted on an earlier page. The first action of each counts."""
    noted = {one.finding_id: _finding(audit, one) for one in page if isinstance(one, e.FindingNoted)}
    calls: dict[str, Row] = {}
    for event in page:
        if not isinstance(event, e.Amended | e.ActionOpened | e.FindingLeft) or not event.finding_id:
            continue
        row = noted.get(event.finding_id) or calls.setdefault(event.finding_id, _called_later(event.finding_id))
        row.update(_put_right(event) if isinstance(event, e.Amended) else _called(row, event))
    return list(noted.values()), list(calls.values())


def _called_later(finding_id: str) -> Row:
    columns = ("action_id", "left_because", "standard", "is_met", "text_id")
    return {"finding_id": finding_id, "is_anew": False, **dict.fromkeys(columns)}


def _put_right(event: e.Amended) -> Row:
    after = event.after
    said = {"standard": after.standard, "is_met": after.is_met, "text_id": after.text.id if after.text else None}
    anew = {"is_anew": True, "action_id": None, "left_because": None} if event.is_called_anew else {}
    return {column: value for column, value in said.items() if value is not None} | anew


def _called(row: Row, event: e.ActionOpened | e.FindingLeft) -> Row:
    because = event.because if isinstance(event, e.FindingLeft) else None
    return {
        "action_id": row["action_id"] or event.action_id,
        "left_because": row["left_because"] or because,
    }


def _finding(audit: Audit, event: e.FindingNoted) -> Row:
    return {
        "audit_id": audit.audit_id,
        "finding_id": event.finding_id,
        "standard": event.standard,
        "is_met": event.is_met,
        "is_safety": event.is_safety,
        "grade": event.grade,
        "answer": event.answer,
        "text_id": event.text.id,
        "action_id": None,
        "left_because": None,
    }
