"""What the doors answer about people: who they are, when they are away, and what those who leave still have to do."""

from datetime import date, datetime

from pydantic import Field

from api.http.shapes import Shape
from domain.london import local_day
from domain.people import Person


class AbsenceItem(Shape):
    """Days on which somebody is away, both included."""

    first_day: date
    last_day: date | None = Field(description="Null: until further notice.")
    deputy: str | None = Field(description="Who stands in; null: whoever always does.")


class PersonItem(Shape):
    """Somebody of the directory."""

    person: str
    name: str
    roles: list[str]
    team: str
    manager: str | None
    deputy: str | None = Field(None, description="Who always stands in for them.")
    absences: list[AbsenceItem] = Field([], description="Those that are not over.")

    @classmethod
    def of(cls, known: Person, now: datetime) -> "PersonItem":
        absences = [AbsenceItem.model_validate(one) for one in known.absences_from(local_day(now))]
        return cls(**{**dict(known), "roles": list(known.roles), "absences": absences})


class Away(AbsenceItem):
    """An absence that the directory knows."""

    person: str
    changed: bool = Field(description="False: it was known already.")


class LeavingItem(Shape):
    """An open action that must be given to somebody else, and the manager who can."""

    audit_id: str
    action_id: str
    owner: str
    leaves_on: date
    manager: str | None
    due_on: date


class Leavers(Shape):
    """By last day."""

    items: list[LeavingItem]
