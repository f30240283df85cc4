"""What each command says beside its name and who gives it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.forms import MOST, Count, Form, Name, Words
from domain.values import Key


class Nothing(Form):
    """A command that says no more than its name."""


class Because(Form):
    """A command that needs a reason."""

    reason: Words | None = None


class ReassignForm(Form):
    """The person who must do it from now on."""

    owner: Key


class EvidenceForm(Form):
    """What shows that it was done: where it is kept, and the digest of what was seen there."""

    reference: Words
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class ClaimForm(Form):
    """An owner says that it is done."""

    evidence: tuple[EvidenceForm, ...] = Field((), max_length=50)
    note: Words | None = None


class AddActionForm(Form):
    """One more action, about a standard of this audit."""

    action_id: Key
    standard: Name
    finding_id: Key | None = None
    owner: Key | None = None
    due: date | None = None
    title: Words
    outcome: Words | None = None
    is_safety: bool = False


class JudgeForm(Form):
    """What a re-audit found about one standard."""

    standard: Name
    is_met: bool
    note: Words | None = None


class MeasureForm(Form):
    """Counts of one standard over one period, both days included."""

    standard: Name
    period_from: date
    period_to: date
    met: Count
    total: Count


class ViewForm(Form):
    """What a child said, in their own words."""

    given_on: date
    way: Name = Field(description="How it came: visit, letter, advocate, mind_of_my_own, and so on.")
    text: Words


class AmendForm(Because):
    """What was entered wrongly, of one thing: a finding, an action, the subject, or the grades."""

    finding_id: Key | None = None
    text: Words | None = None
    standard: Name | None = None
    is_met: bool | None = None
    action_id: Key | None = None
    title: Words | None = None
    outcome: Words | None = None
    due: date | None = None
    subject: Key | None = None
    overall: Name | None = None
    grades: dict[Name, Name] = Field(default_factory=dict, max_length=MOST, description="By area, those that change.")


class ReopenForm(Because):
    """Why an audit that ended goes on, and which standard is not met after all."""

    standard: Name | None = None


class HandOverForm(Because):
    """The person who answers for the audit by name."""

    to: Key


class AllocateForm(Form):
    """Who is to make a planned audit, and until when; without a date, as the plan or else the framework says."""

    auditor: Key
    return_by: date | None = None


class ReallocateForm(Because):
    """Who is to make it instead."""

    auditor: Key


class ExtensionForm(Because):
    """The date that an owner asks for."""

    due: date | None = None


class PauseForm(Because):
    """The last day of a pause; left out, it lasts as long as the framework allows."""

    until: date | None = None


class WaitForm(Form):
    """The action that must be finished first."""

    other: Key


class ReplanForm(Because):
    """The version of its rules that an open audit is moved to."""

    version: Annotated[int, Field(ge=1, le=MOST)]


class ModerateForm(Form):
    """A second grade, overall and for any of the areas that were graded."""

    overall: Name
    grades: dict[Name, Name] = Field(default_factory=dict, max_length=50)
    note: Words | None = None


class DecideForm(Form):
    """How a dispute is decided, and why."""

    is_upheld: bool
    note: Words | None = None


class DecideGradeForm(DecideForm):
    """If it is upheld, with the grades it should be."""

    overall: Name | None = None
    grades: dict[Name, Name] = Field(default_factory=dict, max_length=50)
