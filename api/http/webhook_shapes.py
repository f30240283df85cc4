"""What operators are answered with about webhooks."""

from datetime import datetime

from pydantic import Field

from api.http.shapes import Shape


class WebhookItem(Shape):
    """Another system that is told, and how its deliveries go."""

    name: str
    url: str
    secret: str = Field(description="The name of the setting that holds it.")
    kinds: list[str] = Field(description="The events that it is told of; none: all.")
    teams: list[str] = Field(description="Whose audits; none: all.")
    per_minute: int
    created_at: datetime
    ended_at: datetime | None
    ended_because: str | None
    waiting: int
    dead: int
    last_sent_at: datetime | None
    test_id: str | None = Field(description="Of the last test message.")
    test: str | None = Field(description="waiting, leased, sent, untaken.")
    test_failure: str | None


class Webhooks(Shape):
    """Every webhook, by name."""

    items: list[WebhookItem]


class Added(Shape):
    """Is it told from now on that was not before?"""

    name: str
    added: bool


class Removed(Shape):
    """It is told no more."""

    name: str


class Tried(Shape):
    """A test message that leaves as soon as a courier works."""

    test_id: str


class DeliveryItem(Shape):
    """An event that another system did not take, and why."""

    notice_id: str = Field(description="By which it is resent, as a notice is.")
    audit_id: str
    seq: int
    kind: str
    webhook: str
    due_at: datetime
    attempts: int
    failure: str | None
