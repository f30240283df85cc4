"""A month's programme as the doors answer with it."""

from datetime import date, datetime

from pydantic import Field

from api.http.shapes import Shape
from api.programme_months import HowFar, MonthShown
from domain.programme import Draw, DrawnAuditor, DrawnCase


class CaseItem(Shape):
    """What became of one case."""

    position: int = Field(description="Its place in the order of the draw, 1 first.")
    subject: str
    team: str
    last_audited: date | None
    outcome: str = Field(description="chosen, audited_lately, not_drawn, nobody_left.")
    auditor: str | None
    audit_id: str | None


class AuditorItem(Shape):
    """What became of one auditor."""

    person: str
    team: str
    outcome: str = Field(description="allocated, unavailable, exempt, own_team_only, no_case_left.")
    because: str = Field(description="Why they are not there, or by whom they are exempted until when.")
    audit_ids: list[str]


class TeamPart(Shape):
    """One team's part: how many cases it has, may be drawn, were to be drawn, and have an auditor."""

    team: str
    cases: int
    drawable: int
    quota: int
    chosen: int


class MonthItem(Shape):
    """A month's draw, kept or only rehearsed, each case with why it was chosen or passed over."""

    month: str
    seed: str
    digest: str = Field(description="SHA-256 of all that it was drawn from.")
    rehearsal: bool = Field(description="Nothing was written: it is not drawn yet.")
    audits: int = Field(0, description="How many audits it has, and how many of them are recorded.")
    recorded: int = 0
    stopped: str | None = Field(None, description="Why it does not go on, if it does not.")
    restricted: int = Field(0, description="How many of its audits are left out, for the caller may not know of them.")
    cases: list[CaseItem]
    auditors: list[AuditorItem]
    teams: list[TeamPart] = Field(description="Of the cases shown.")

    @classmethod
    def of(cls, found: MonthShown, hidden: frozenset[str] = frozenset()) -> "MonthItem":
        """Without the cases, and the auditors, of audits that are hidden from the caller."""
        cases = tuple(one for one in found.draw.cases if one.audit_id not in hidden)
        people = tuple(one for one in found.draw.auditors if not hidden & {*one.audit_ids})
        draw = found.draw.model_copy(update={"cases": cases, "auditors": people})
        return cls(
            month=draw.month,
            seed=draw.seed,
            digest=draw.digest,
            rehearsal=found.is_rehearsal,
            **found.far._asdict(),
            restricted=len(found.draw.cases) - len(cases),
            cases=[CaseItem.model_validate(one) for one in cases],
            auditors=[AuditorItem.model_validate({**dict(one), "audit_ids": [*one.audit_ids]}) for one in people],
            teams=[TeamPart.model_validate(one) for one in draw.strata],
        )

    @property
    def shown(self) -> MonthShown:
        """The same, as it is beside the engine."""
        draw = Draw(
            month=self.month,
            seed=self.seed,
            digest=self.digest,
            cases=tuple(DrawnCase.model_validate(one.model_dump()) for one in self.cases),
            auditors=tuple(DrawnAuditor.model_validate(one.model_dump()) for one in self.auditors),
        )
        return MonthShown(draw, self.rehearsal, HowFar(self.audits, self.recorded, self.stopped))


class MonthBegun(Shape):
    """A month that is drawn and whose audits begin; it shows none of them, for its answer is kept."""

    month: str
    seed: str
    digest: str
    audits: int
    recorded: int
    stopped: str | None


class ExemptionItem(Shape):
    """Somebody who need not audit until a day, that day included."""

    person: str
    by: str
    until: date
    at: datetime
    reason: str | None = Field(description="Null once it was erased.")


class Exemptions(Shape):
    """Those that have not run out."""

    items: list[ExemptionItem]


class CaseloadTaken(Shape):
    """How many records may be audited now."""

    cases: int
