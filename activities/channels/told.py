"""What other systems are told of an event: CloudEvents 1.0 in one piece of JSON, with nothing personal and no words."""

from datetime import datetime
from typing import Any

from pydantic_core import to_json

from domain.event import Event
from storage.deliveries import Delivery

TYPE, TEST = "auditloop.log.{}.v1", "auditloop.webhook.test.v1"
STRUCTURED = "application/cloudevents+json"
HEAD = frozenset({"seq", "at", "moment", "kind", "audit_id", "audit_kind", "team", "is_past"})
"""Fields that every message has in a place of its own."""
TOLD = frozenset(
    {
        *("action_id", "finding_id", "other", "standard", "standards", "re_audit_of", "version", "cycle", "month"),
        *("due_at", "decide_by", "allocate_by", "return_by", "until", "latest", "watched_until"),
        *("matter", "role", "level", "repeats", "number", "step_seq", "because", "what", "answer"),
        *("is_met", "is_late", "is_safety", "is_statutory", "is_superseded", "is_confirmed", "is_upheld"),
        *("is_by_calendar", "begins_anew", "proposal", "added", "dropped"),
        *("met", "total", "period_from", "period_to"),
    }
)
"""Fields of events that may leave: ids of the rules and of things, dates, counts and plain facts."""
KEPT = frozenset(
    {
        *("by", "in_place_of", "told", "owner", "owners", "auditor", "to", "line_of", "asked_by", "disputed_by"),
        *("command_id", "outside", "subject", "complaint", "views", "way", "given_on", "source"),
        *("worker_took_part", "worker_absence", "title", "outcome", "text", "note", "reason", "evidence"),
        *("overall", "grade", "grades", "grades_before", "before", "after", "rules", "is_chosen", "calendar"),
    }
)
"""Fields that stay: people, cases, words, grades, and what may hold one of them."""


def event_id(audit_id: str, seq: int) -> str:
    """The same for every try and every webhook."""
    return f"{audit_id}/{seq}"


def type_of(kind: str) -> str:
    """The CloudEvents type of an event of the log."""
    return TYPE.format(kind)


def written(delivery: Delivery, source: str, now: datetime) -> tuple[str, bytes]:
    """The id and the message of a delivery; a test's is dated `now`. Raises BodyUnreadable."""
    if delivery.is_test:
        id_ = delivery.delivery_id.rpartition("/webhook/")[0]
        return id_, message(id_, TEST, source, (delivery.webhook, now, {"webhook": delivery.webhook}))
    audit = {name: getattr(delivery, name) for name in ("audit_id", "audit_kind", "team", "framework")}
    return event_id(delivery.audit_id, delivery.seq), cloud_event(delivery.event, audit, source)


def cloud_event(event: Event, audit: dict[str, str], source: str) -> bytes:
    """The message about an event; `audit` holds `audit_id`, `audit_kind`, `team` and `framework` of its audit."""
    fields = event.model_dump(exclude_none=True)
    facts = {name: fact for name, fact in fields.items() if name in TOLD}
    audit_id, kind = audit["audit_id"], str(fields["kind"])
    about = {**audit, "seq": event.seq, "kind": kind, "moment": event.true_at, "is_past": event.is_past}
    return message(event_id(audit_id, event.seq), type_of(kind), source, (audit_id, event.at, {**about, **facts}))


def message(id_: str, type_: str, source: str, rest: tuple[str, Any, dict[str, Any]]) -> bytes:
    """One CloudEvent; `rest` is its subject, its time and its data."""
    subject, time, data = rest
    head = {"specversion": "1.0", "id": id_, "source": source, "type": type_, "subject": subject, "time": time}
    return to_json({**head, "datacontenttype": "application/json", "data": data})
