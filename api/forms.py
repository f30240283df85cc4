"""What one line of a start file says: an audit as people hand it in, in their own words."""

from datetime import date
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from domain.complaint import Answer
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


class PointForm(Form):
    """What the response to a complaint says of one point; without an id it gets `p-1`, `p-2` and so on."""

    point_id: Key | None = None
    answer: Answer
    standard: Name
    """Which practice standard it is about; one that is upheld in part or whole is unmet."""
    text: Words
    safety: bool = False
    owner: Key | None = None
    due: date | None = None
    outcome: Words | None = None


class Noted(NamedTuple):
    """A finding or a point, as the rules take both."""

    finding_id: Key
    said: FindingForm | PointForm
    is_met: bool
    answer: Answer | None = None

    @property
    def grade(self) -> str | None:
        """A point has none."""
        return self.said.grade if isinstance(self.said, FindingForm) else None


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
    received_on: date | None = None
    """Of a complaint: when it came, from which its days are counted; today if left out."""
    reference: Key | None = None
    """Of a complaint: what the complaints system calls it."""
    text: Words | None = None
    """Of a complaint: what was said."""
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
    points: tuple[PointForm, ...] = Field((), max_length=500)
    """Of a complaint: the answer to each of its points; those upheld become findings, with their actions."""
    re_audit_of: AuditId | None = None
    views: ViewsForm | None = None
    """A planned audit is not returned without; nor without the next."""
    worker_took_part: bool | None = None
    worker_absence: Words | None = None
    """Why the worker took no part."""
    by: Key | None = None
    restricted_to: tuple[Key, ...] | None = Field(None, min_length=1, max_length=100)
    """The only people who may know of it; without it, everybody near it."""

    @property
    def noted(self) -> tuple[Noted, ...]:
        """Its findings and its points, each with its id, in order."""
        return (
            *(Noted(one.finding_id or f"f-{n}", one, is_met=one.met) for n, one in enumerate(self.findings, 1)),
            *(
                Noted(one.point_id or f"p-{n}", one, is_met=one.answer == "not_upheld", answer=one.answer)
                for n, one in enumerate(self.points, 1)
            ),
        )
