"""The council's people as the desk from afar asks the API for them."""

from urllib.parse import quote

from api.command_line.calling import Line, Sent
from api.command_line.desk import PersonLine
from api.http.people_shapes import Away, Leavers, PersonItem
from api.http.shapes import Paged
from domain.people import Absence
from domain.values import Key
from storage.leaving import Leaving


async def lines(line: Line) -> list[PersonLine]:
    """Everybody whom the caller may see, by id."""
    found = await line.all("/people", Paged[PersonItem])
    return [_line(one) for one in found]


async def away(line: Line, person: Key, absence: Absence, key: Key) -> bool:
    """Has it kept, once under this key; False if it was known."""
    path = f"/people/{quote(person, safe='')}/absences"
    return (await line.post(path, Sent(absence.model_dump(), key), Away)).changed


async def leavers(line: Line, within: int) -> list[Leaving]:
    """Open actions of people who have left or will in so many days."""
    found = await line.get("/people/leaving", Leavers, within=within)
    return [Leaving(**one.model_dump()) for one in found.items]


def _line(item: PersonItem) -> PersonLine:
    absences = [Absence(**one.model_dump()) for one in item.absences]
    return PersonLine(**{**dict(item), "absences": absences})
