"""What the data of each type of event says: exactly these fields, exactly these types."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from api.forms import AuditForm, Form, Name, Words
from domain.values import AuditId, Key


def _nobody(given: object) -> object:
    if given is not None:
        raise ValueError("an event counts as its sender's: remove it")
    return given


class AuditReturned(AuditForm):
    """An audit that an auditor has returned in another system."""

    by: Annotated[None, BeforeValidator(_nobody)] = Field(None, description="Never given: an event is its sender's.")


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
