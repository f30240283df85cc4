"""What operators are answered with."""

from datetime import datetime
from typing import Any

from pydantic import Field

from api.http.shapes import Shape


class RunItem(Shape):
    """One run of an audit's workflow."""

    run_id: str
    started_at: datetime
    ended_at: datetime | None
    status: str


class StepItem(Shape):
    """One event of the engine, in plain words."""

    run_id: str
    number: int
    at: datetime
    what: str
    detail: str
    attempt: int
    failure: str


class PendingItem(Shape):
    """What the workflow waits for now."""

    kind: str = Field(description="effect, work or timer.")
    what: str
    since: datetime
    attempt: int
    failure: str
    next_at: datetime | None


class EngineHistory(Shape):
    """What the engine did for an audit, and what it waits for; all empty when its server has forgotten it."""

    runs: list[RunItem]
    items: list[StepItem]
    pending: list[PendingItem]
    next: str | None


class TroubleItem(Shape):
    """One thing that is wrong, and what helps."""

    kind: str
    audit_id: str
    since: datetime | None
    detail: str
    remedy: str


class Troubles(Shape):
    """All that is wrong; while the engine is away, as far as the tables know."""

    items: list[TroubleItem]
    restricted: int = Field(description="How many more are of audits that the caller may not know of.")
    engine_answers: bool


class Nudged(Shape):
    """An audit that tries again."""

    audit_id: str
    alarms_settled: int


class Resent(Shape):
    """Notices that leave again."""

    resent: int


class OperationItem(Shape):
    """Something an operator did."""

    number: int
    at: datetime
    person: str
    verb: str
    about: str
    reason: str
    outcome: dict[str, Any]
    request_id: str
