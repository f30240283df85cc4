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
    by: Key | None = None
    restricted_to: tuple[Key, ...] | None = Field(None, min_length=1, max_length=100)
    """The only people who may know of it; without it, everybody near it."""

    def finding_id(self, number: int) -> Key:
        """The id of a finding by its place, 0 for the first."""
        return self.findings[number].finding_id or f"f-{number + 1}"
