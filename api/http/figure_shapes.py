"""What the API says in figures: every team's numbers, and how many planned audits are returned."""

from pydantic import Field

from api.http.shapes import Shape


class TeamItem(Shape):
    """One team's numbers."""

    team: str | None = Field(
        description="Null: all audits that only people other than the caller may know of, whatever their team."
    )
    audits: int
    open: int
    closed: int
    handed_over: int
    actions: int
    actions_open: int
    actions_overdue: int
    safety_overdue: int
    standards: int
    standards_met: int


class ReturnItem(Shape):
    """One team's planned audits that were to be returned in one month."""

    team: str | None
    month: str = Field(description="As 2026-12.")
    allocated: int
    in_time: int
    late: int
    still_out: int
    overdue: int = Field(description="Of those still out, past their date.")
    withdrawn: int = Field(description="Before they were returned.")


class ParticipationItem(Shape):
    """Of one team's audits that were returned in one quarter, in how many each was heard."""

    team: str | None
    quarter: str = Field(description="Of the financial year, as 2026-27 Q1: April to June 2026.")
    returned: int
    child_heard: int = Field(description="Their views were sought, or they said something by themselves.")
    family_heard: int
    worker_took_part: int
    child_not_said: int = Field(description="Of these it is not known.")
    family_not_said: int
    worker_not_said: int


class Figures(Shape):
    """Every team's numbers."""

    teams: list[TeamItem]
    overdue_by_level: dict[int, int] = Field(description="Overdue actions by how far up the ladder they were told.")
    returns: list[ReturnItem] = Field(description="By month, oldest first, and team.")
    participation: list[ParticipationItem] = Field(description="By quarter, oldest first, and team.")
