"""The desk of the programme: what its commands ask, beside the engine or from afar, with the same answers."""

from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from api.programme_months import MonthShown
from domain.months import Month
from storage.programme import Exempted


class Asked(NamedTuple):
    """A month, a framework's name, who asks (None is whoever sits at the desk), and a seed."""

    month: Month
    framework: str
    by: str | None = None
    seed: int | None = None


class Exempt(NamedTuple):
    """Who need not audit until which day, who says so, why, and by which framework."""

    person: str
    until: date
    by: str | None
    reason: str
    framework: str


class ProgrammeDesk(Protocol):
    """Each answer is awaited; each raises DoorErrors."""

    async def caseload(self, file: Path) -> int:
        """Loads it; how many cases there are."""
        ...

    async def exempt(self, asked: Exempt) -> None: ...

    async def exempted(self) -> list[Exempted]:
        """Exemptions that have not run out."""
        ...

    async def preview(self, asked: Asked) -> MonthShown:
        """The draw as kept, or as it would be now."""
        ...

    async def carry_out(self, asked: Asked) -> MonthShown:
        """The draw, once every audit of it is recorded."""
        ...

    async def kept(self, month: Month) -> MonthShown: ...
