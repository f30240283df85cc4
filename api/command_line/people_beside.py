"""The council's people as the desk beside the engine asks for them."""

from datetime import datetime

from api.absences import check_absence
from api.command_line.desk import PersonLine
from api.record import Record
from domain.directory import Directory
from domain.london import DAY, local_day
from domain.people import Absence
from domain.values import Key
from storage import people
from storage.leaving import Leaving, leaving
from storage.scope import Scope

EVERYTHING = Scope(person=None, is_everything=True)
"""Whoever may use the terminal of the engine's machine may read its database."""


def lines(directory: Directory, now: datetime) -> list[PersonLine]:
    """Everybody, by id, and when they are away from today on."""
    today = local_day(now)
    return [
        PersonLine(who, one.name, [*one.roles], one.team, one.manager, one.deputy, [*one.absences_from(today)])
        for who, one in sorted(directory.people.items())
    ]


async def away(record: Record, person: Key, absence: Absence, now: datetime) -> bool:
    """Keeps it; False if it was known. Raises AbsenceImpossible."""
    check_absence((await record.directory()).people, person, absence)
    return await people.away(record.database, person, absence, at=now)


async def leavers(record: Record, within: int, now: datetime) -> list[Leaving]:
    """Open actions of people who have left or will in so many days."""
    async with record.database.reading() as connection:
        return await leaving(connection, local_day(now) + within * DAY, EVERYTHING)
