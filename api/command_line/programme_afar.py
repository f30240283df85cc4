"""The desk of the programme from afar: it asks the API, as whoever is signed in."""

from pathlib import Path

from typing_extensions import override

from api.caseload_file import read_caseload
from api.command_line.caller import Caller
from api.command_line.calling import Line, Sent
from api.command_line.programme_desk import Asked, Exempt, ProgrammeDesk
from api.command_line.surroundings import Surroundings
from api.http.people_shapes import PersonItem
from api.http.programme_shapes import CaseloadTaken, ExemptionItem, Exemptions, MonthBegun, MonthItem
from api.http.shapes import Paged
from api.programme_months import HowFar, MonthShown, Progress, until_recorded
from domain.calendar import local_day
from domain.months import Month
from storage.programme import Exempted


class Afar(ProgrammeDesk):
    """At the other end of a line."""

    def __init__(self, line: Line, surroundings: Surroundings, progress: Progress) -> None:
        self._line, self._ids, self._clock, self._progress = line, surroundings.ids, surroundings.clock, progress
        self._caller = Caller(line)

    @override
    async def caseload(self, file: Path) -> int:
        everybody = await self._line.all("/people", Paged[PersonItem])
        cases = read_caseload(file, {one.team for one in everybody}, local_day(self._clock()))
        said = {"cases": [one.model_dump(mode="json") for one in cases]}
        return (await self._line.post("/caseload", Sent(said, self._ids()), CaseloadTaken)).cases

    @override
    async def exempt(self, asked: Exempt) -> None:
        await self._caller.check(asked.by)
        said = asked._asdict()
        del said["by"]
        await self._line.post("/exemptions", Sent(said, self._ids()), ExemptionItem)

    @override
    async def exempted(self) -> list[Exempted]:
        found = await self._line.get("/exemptions", Exemptions)
        return [Exempted(**one.model_dump()) for one in found.items]

    @override
    async def preview(self, asked: Asked) -> MonthShown:
        await self._caller.check(asked.by)
        path = f"/programme/{asked.month}/rehearsal"
        return (await self._line.get(path, MonthItem, framework=asked.framework, seed=asked.seed)).shown

    @override
    async def carry_out(self, asked: Asked) -> MonthShown:
        await self._caller.check(asked.by)
        said = {"framework": asked.framework, "seed": asked.seed}
        await self._line.post(f"/programme/{asked.month}", Sent(said, self._ids()), MonthBegun)

        async def look() -> HowFar:
            return (await self.kept(asked.month)).far

        await until_recorded(look, self._progress, self._clock)
        return await self.kept(asked.month)

    @override
    async def kept(self, month: Month) -> MonthShown:
        return (await self._line.get(f"/programme/{month}", MonthItem)).shown
