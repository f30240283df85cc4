"""Counts of a measured practice standard: what is handed in, for which audits, and what each of them said to it."""

from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import to_json

from api.forms import Count, Form, Name
from api.orders import Order
from domain.values import AuditId, Key

TARGETS = ("audit_id", "team", "subject")
COUNTS = {"standard", "period_from", "period_to", "met", "total"}


def _one_target(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [one]} for one in TARGETS]


class Measurement(Form):
    """Counts of one practice standard over one period, both days included.

    It counts in one audit, or in every open audit of a team or of a subject that has this standard unmet.
    """

    model_config = ConfigDict(json_schema_extra=_one_target)

    standard: Name
    period_from: date
    period_to: date
    met: Count
    total: Count
    audit_id: AuditId | None = None
    team: Key | None = None
    subject: Key | None = None

    @property
    def targets(self) -> dict[str, str | None]:
        """What it counts for: one of them is named."""
        return {"audit": self.audit_id, "team": self.team, "subject": self.subject}

    @model_validator(mode="after")
    def _is_about_one_thing(self) -> Self:
        if sum(name is not None for name in self.targets.values()) != 1:
            raise ValueError("say what it counts for: exactly one of audit_id, team and subject")
        return self


class MeasurementForm(Measurement):
    """Counts as a person or a program hands them in at a door, where what cannot be is refused at once."""

    framework: Name | None = Field(None, description="Only in audits by this framework; left out: by any.")

    @model_validator(mode="after")
    def _can_be(self) -> Self:
        if self.met > self.total:
            raise ValueError(f"{self.met} met of {self.total} cannot be: correct the counts")
        if self.period_to < self.period_from:
            raise ValueError("the period ends before it begins: swap its two days")
        return self

    def order(self, by: Key) -> Order:
        """The command that each audit is given; the same counts by the same person are one command, and count once."""
        fields = self.model_dump(include=COUNTS)
        digest = sha256(to_json([by, sorted(fields.items())])).hexdigest()
        return Order(f"counted/{digest}", by, "measure", fields)


class Said(NamedTuple):
    """What one audit said to the counts: the events of its log, or the rule that refused and why."""

    audit_id: AuditId
    first: int | None = None
    last: int | None = None
    rule: str | None = None
    detail: str | None = None
