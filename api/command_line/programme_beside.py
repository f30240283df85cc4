"""The desk of the programme beside the engine."""

from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from api.caseload_file import read_caseload
from api.command_line.beside import OPERATOR
from api.command_line.doors import Doors
from api.command_line.programme_desk import Asked, Exempt, ProgrammeDesk
from api.errors import BadInput
from api.programme_exempting import Wanted, exempt, exempted
from api.programme_months import MonthShown, Progress, framework_of, kept, preview, seeds_of
from domain.calendar import local_day
from domain.months import Month
from domain.programme import Exemption
from storage import programme
from storage.programme import Exempted
from storage.programme_drawing import Wish, rules_of

if TYPE_CHECKING:
    from api.programme_schedule import When


class Beside(ProgrammeDesk):
    """On the machine of the record."""

    def __init__(self, doors: Doors, progress: Progress) -> None:
        self._doors, self._record, self._progress = doors, doors.record, progress
        self._clock, self._seeds = doors.surroundings.clock, seeds_of(doors.surroundings.ids)

    @override
    async def caseload(self, file: Path) -> int:
        teams = {one.team for one in (await self._record.directory()).people.values()}
        cases = read_caseload(file, teams, local_day(self._clock()))
        await programme.load_caseload(self._record.database, cases)
        return len(cases)

    @override
    async def exempt(self, asked: Exempt) -> None:
        if asked.by is None:
            raise BadInput("--by", "say which director exempts.")
        rules = rules_of(framework_of(self._doors.policies, asked.framework, "--framework"))
        exemption = Exemption(person=asked.person, by=asked.by, until=asked.until)
        await exempt(self._record, Wanted(exemption, asked.reason, rules), self._clock())

    @override
    async def exempted(self) -> list[Exempted]:
        return await exempted(self._record, self._clock())

    @override
    async def preview(self, asked: Asked) -> MonthShown:
        return await preview(self._record, self._wish(asked), self._seeds, self._clock())

    @override
    async def carry_out(self, asked: Asked) -> MonthShown:
        from api.programme import Programmes  # noqa: PLC0415 - loads the engine's library, which takes long

        wish = self._wish(asked)
        await preview(
            self._record, wish, self._seeds, self._clock()
        )  # what cannot be drawn is refused before the engine is asked
        programmes = Programmes(await self._doors.client(), self._record, self._clock, self._seeds)
        await programmes.carry_out(wish, self._progress)
        return await kept(self._record, asked.month)

    @override
    async def kept(self, month: Month) -> MonthShown:
        return await kept(self._record, month)

    async def schedule(self, framework: str, by: str, when: "When") -> bool:
        """Sets the schedule; True if it was set before."""
        from api.programme_schedule import set_schedule  # noqa: PLC0415 - loads the engine's library, which takes long
        from workflows.messages import Programme  # noqa: PLC0415 - the same

        await self._record.keep_framework(framework_of(self._doors.policies, framework, "--framework"), self._clock())
        return await set_schedule(await self._doors.client(), Programme(framework=framework, by=by), when)

    def _wish(self, asked: Asked) -> Wish:
        framework = framework_of(self._doors.policies, asked.framework, "--framework")
        return Wish(asked.month, framework, asked.by or OPERATOR, None if asked.seed is None else str(asked.seed))
