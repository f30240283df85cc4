"""A hall in which a month's programme is carried out, the people who audit, and who begins their audits."""

from datetime import UTC, date, datetime, timedelta

from api.policies import Policies
from api.programme import Programmes
from api.programme_months import HowFar, how_far
from api.programme_planning import Planning
from api.record import Record
from api.trouble import Trouble
from api.troubles import troubles
from domain.directory import Absence, Person
from domain.programme import DrawnCase
from storage.programme import DrawnMonth
from storage.programme_drawing import Wish
from tests.activities.records import rows
from tests.api.council import POLICIES
from tests.journeys.council import Council
from workflows.addresses import programme_id

MONTH = "2026-12"
DRAWN_AT = datetime(2026, 11, 25, tzinfo=UTC)
"""Before the month is over."""
TEAMS = ("north", "south", "east")


def now() -> datetime:
    return datetime.now(UTC)


def everybody() -> list[Person]:
    """Seven managers of three teams, one of them away, and the director they report to."""
    managers = [_person(f"m-{n}", "team_manager", TEAMS[n % 3], "dee") for n in range(7)]
    managers[2] = managers[2].away(Absence(first_day=date(2026, 11, 1), last_day=date(2026, 12, 31)))
    return [_person("dee", "director", "lead", None), *managers]


def _person(who: str, role: str, team: str, manager: str | None) -> Person:
    return Person(person=who, name=who, mail=f"{who}@example.invalid", roles=(role,), team=team, manager=manager)


class Stopping:
    """Begins audits until none is left to begin."""

    def __init__(self, planning: Planning) -> None:
        self._planning, self.left = planning, 100

    async def plan(self, drawn: DrawnMonth, case: DrawnCase) -> None:
        if not self.left:
            raise ConnectionError("Nothing can be reached.")
        self.left -= 1
        await self._planning.plan(drawn, case)


class Hall:
    """Programmes, and the council whose audits they begin."""

    def __init__(self, council: Council, record: Record, programmes: Programmes, planner: Stopping) -> None:
        self.council, self.record, self.programmes, self.planner = council, record, programmes, planner
        self.database = council.database

    def wish(self) -> Wish:
        return Wish(MONTH, Policies(POLICIES).framework("childrens_social_care"), "dee")

    async def carry_out(self) -> HowFar:
        try:
            return await self.programmes.carry_out(self.wish(), lambda _, __, ___: None)
        finally:
            found = await rows(self.database, "select audit_id from programme_draws where audit_id is not null")
            self.council.begun |= {row["audit_id"] for row in found}

    async def has_recorded(self, number: int) -> bool:
        return (await how_far(self.record, MONTH)).recorded == number

    async def troubles(self) -> list[Trouble]:
        """Of this month, as of a few minutes later."""
        later = now() + timedelta(minutes=3)
        found = await troubles(self.database, self.council.client, later)
        return [one for one in found if one.audit_id == programme_id(MONTH)]
