"""What stands in figures: every team's numbers, how many planned audits are returned, and who was heard."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.values import Key
from storage.figures import figures
from storage.participation import participation
from storage.return_figures import return_figures


class _Counted(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class TeamItem(_Counted):
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


class ReturnItem(_Counted):
    """One team's planned audits that were to be returned in one month."""

    team: str | None
    month: str = Field(description="As 2026-12.")
    allocated: int
    in_time: int
    late: int
    still_out: int
    overdue: int = Field(description="Of those still out, past their date.")
    withdrawn: int = Field(description="Before they were returned.")


class ParticipationItem(_Counted):
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


class Figures(_Counted):
    """Every team's numbers."""

    teams: list[TeamItem]
    overdue_by_level: dict[int, int] = Field(description="Overdue actions by how far up the ladder they were told.")
    returns: list[ReturnItem] = Field(description="By month, oldest first, and team.")
    participation: list[ParticipationItem] = Field(description="By quarter, oldest first, and team.")


async def counted(connection: AsyncConnection, now: datetime, reader: Key) -> Figures:
    """As at that moment, for this person; no audit, no case and no person can be told from them."""
    found = await figures(connection, now, reader)
    back, heard = await return_figures(connection, now, reader), await participation(connection, reader)
    return Figures(
        teams=[TeamItem.model_validate(one) for one in found.teams],
        overdue_by_level=found.overdue_by_level,
        returns=[ReturnItem.model_validate(one) for one in back],
        participation=[ParticipationItem.model_validate(one) for one in heard],
    )
