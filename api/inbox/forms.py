"""What the data of each type of event says: exactly these fields, exactly these types."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from api.forms import AuditForm, Count, Form, Name, Words
from domain.values import AuditId, Key

TARGETS = ("audit_id", "team", "subject")


def _nobody(given: object) -> object:
    if given is not None:
        raise ValueError("an event counts as its sender's: remove it")
    return given


class AuditReturned(AuditForm):
    """An audit that an auditor has returned in another system."""

    by: Annotated[None, BeforeValidator(_nobody)] = Field(None, description="Never given: an event is its sender's.")


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


class Complaint(Form):
    """A complaint about a child's case."""

    complaint_id: Key
    subject: Key
    team: Key
    stage: Literal[1, 2, 3] = Field(description="The stage of the statutory procedure (Children Act 1989).")
    received_on: date
    text: Words


class ChildsView(Form):
    """What a child said, at any time and by whichever way."""

    subject: Key
    audit_id: AuditId | None = Field(None, description="The audit it is about, when it was asked for in one.")
    given_on: date
    way: Name = Field(description="How it came: visit, letter, advocate, mind_of_my_own, and so on.")
    text: Words


class Absence(Form):
    """Somebody is away, and who stands in. Why is nobody's business here."""

    person: Key
    first_day: date
    last_day: date | None = Field(None, description="Left out: until further notice.")
    deputy: Key | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.last_day and self.last_day < self.first_day:
            raise ValueError("the absence ends before it begins: swap its two days")
        return self
