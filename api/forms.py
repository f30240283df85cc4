"""What one line of a start file says: an audit as people hand it in, in their own words."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from domain.values import AuditId, Key


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("it says nothing: write at least a word")
    if "\0" in text:
        raise ValueError("it holds a character that no text has: remove it")
    return text.strip()


Words = Annotated[str, Field(max_length=10_000), AfterValidator(_words)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
MOST = 1_000_000_000
Count = Annotated[int, Field(ge=0, le=MOST)]


class Form(BaseModel):
    """A line of a file: exactly these fields, exactly these types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FindingForm(Form):
    """One thing the audit saw about one standard; without an id it gets `f-1`, `f-2` and so on."""

    finding_id: Key | None = None
    standard: Name
    met: bool
    safety: bool = False
    grade: Name | None = None
    text: Words
    owner: Key | None = None
    due: date | None = None
    outcome: Words | None = None


class SoughtForm(Form):
    """How somebody's views were sought, one way or several, or why they were not."""

    how: tuple[Words, ...] = Field((), max_length=20)
    why_not: Words | None = None


class ViewsForm(Form):
    """Whose views were sought."""

    child: SoughtForm | None = None
    family: SoughtForm | None = None


class AbsenceForm(Form):
    """When somebody is away, and who stands in. Why is nobody's business here."""

    first_day: date
    last_day: date | None = Field(None, description="Left out: until further notice.")
    deputy: Key | None = Field(None, description="Left out: whoever always stands in for them.")


class PlanForm(Form):
    """One audit that is to be made."""

    audit_id: AuditId
    kind: Name
    framework: Name
    subject: Key
    team: Key
    auditor: Key | None = None
    """Who is to make it; without one, it is allocated later."""
    return_by: date | None = None
    month: Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")] | None = None
    by: Key | None = None
    """Who plans it, and hears when nobody makes it."""
    restricted_to: tuple[Key, ...] | None = Field(None, min_length=1, max_length=100)


class AuditForm(Form):
    """One returned audit."""

    audit_id: AuditId
    kind: Name
    framework: Name
    subject: Key
    team: Key
    auditor: Key
    worker: Key | None = None
    """Whose reporting line gives the owners of actions; without it, that of the team."""
    overall: Name
    grades: dict[Name, Name] = Field(default_factory=dict)
    findings: tuple[FindingForm, ...] = Field((), max_length=500)
    re_audit_of: AuditId | None = None
    views: ViewsForm | None = None
    """A planned audit is not returned without; nor without the next."""
    worker_took_part: bool | None = None
    worker_absence: Words | None = None
    """Why the worker took no part."""
    by: Key | None = None
    restricted_to: tuple[Key, ...] | None = Field(None, min_length=1, max_length=100)
    """The only people who may know of it; without it, everybody near it."""

    def finding_id(self, number: int) -> Key:
        """The id of a finding by its place, 0 for the first."""
        return self.findings[number].finding_id or f"f-{number + 1}"
