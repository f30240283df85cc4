"""What the doors answer about events."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.http.shapes import Shape
from api.inbox.envelope import Envelope
from storage.inbox import Kept

State = Literal["waiting", "unknown", "done", "refused"]
HIDDEN = "It is about an audit that is restricted to others."


class TakenItem(Shape):
    """An event that is in."""

    source: str
    id: str
    state: State = Field(description="Where it is now; unknown: kept until a version that knows its type.")
    was_there: bool = Field(description="It came before, and counts once.")


class TakenIn(Shape):
    """Every event of a request, in its order."""

    events: list[TakenItem]


class Names(BaseModel):
    """What events are known by, and the digests of what they say."""

    events: list[tuple[str, str, str]]


class EventItem(Shape):
    """An event, and what became of it. Its data is not shown: once acted on, it is in the audit alone."""

    number: int = Field(description="In the order they came.")
    source: str
    id: str
    type: str
    subject: str | None
    time: datetime | None = Field(description="When it happened, as its source says.")
    sender: str
    received_at: datetime
    state: State
    due_at: datetime = Field(description="Not tried before then.")
    attempts: int
    audit_id: str | None
    outcome: str | None = Field(description="What became of it, or why nothing has yet.")
    settled_at: datetime | None
    request_id: str

    @classmethod
    def of(cls, kept: Kept, hidden: set[str]) -> "EventItem":
        """What somebody may see of it who may not know of the audits that are hidden."""
        fields = {**kept._asdict(), "id": kept.event_id}
        if kept.audit_id in hidden:
            fields |= {"audit_id": None, "subject": None, "outcome": HIDDEN}
        return cls(**fields)


class EventTypeItem(Shape):
    """A type of event that is known."""

    type: str
    summary: str
    waits_for: str | None = Field(description="The version that acts on it; null: this one does.")
    schema_address: str = Field(description="Where the JSON Schema of its data is.")


class EventTypes(Shape):
    """Every type that is known."""

    items: list[EventTypeItem]


class Retried(Shape):
    """Refused events that are tried again."""

    retried: int


def bodies() -> dict[str, Any]:
    """The three ways in which events are sent, for whoever describes the route."""
    event = Envelope.model_json_schema()
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/cloudevents+json": {"schema": event},
                "application/cloudevents-batch+json": {"schema": {"type": "array", "items": event, "maxItems": 500}},
                "application/json": {"schema": {"description": "The data; attributes are headers, as `ce-id`."}},
            },
        }
    }
