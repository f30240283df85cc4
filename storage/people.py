"""The people of the council, as the directory knows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.directory import Absence, Directory, Person
from domain.values import Key
from storage.database import Database
from storage.writing import written

_READ = text("""
    select coalesce(d.version, 0) as version, p.person, p.name, p.mail, p.roles, p.team, p.manager,
           p.deputy, p.leaves_on, p.absences, p.digest_at, p.channel
    from (select 1) once left join directory d on d.only left join people p on true
    order by p.person
""")
_VERSION = text('select version from directory where "only"')
_LOCK = text("lock table people in exclusive mode")
_EMPTY = text("delete from people")
_FILL = text("insert into people select * from jsonb_populate_recordset(null::people, cast(:people as jsonb))")
_NEXT_VERSION = text("""
    insert into directory ("only", version, loaded_at) values (true, 1, :at)
    on conflict ("only") do update set version = directory.version + 1, loaded_at = :at
""")


async def replace(database: Database, people: Sequence[Person], *, at: datetime) -> bool:
    """Makes these everybody. False, and the version stays, if they are who was known already."""
    async with database.transaction() as connection:
        await connection.execute(_LOCK)
        return await _keep(connection, (await _read(connection)).directory, people, at)


async def away(database: Database, person: Key, absence: Absence, *, at: datetime) -> bool:
    """Somebody of the directory is away; False if that was known. Raises KeyError for a stranger."""
    async with database.transaction() as connection:
        await connection.execute(_LOCK)
        known = (await _read(connection)).directory
        changed = {**known.people, person: known.people[person].away(absence)}
        return await _keep(connection, known, list(changed.values()), at)


async def directory(database: Database) -> Directory:
    """Everybody, as last loaded."""
    async with database.transaction() as connection:
        return (await _read(connection)).directory


async def directory_in(connection: AsyncConnection) -> Directory:
    """The same, in a transaction that is open."""
    return (await _read(connection)).directory


async def version(connection: AsyncConnection) -> int:
    """The version of the directory; 0 before anybody was loaded."""
    return (await connection.execute(_VERSION)).scalar_one_or_none() or 0


class AsOf(NamedTuple):
    """Everybody, as of a version of the directory."""

    version: int
    directory: Directory


class KnownPeople:
    """The directory as this process last read it; read again when its version has moved on."""

    def __init__(self) -> None:
        self.last = AsOf(0, Directory())

    async def at(self, connection: AsyncConnection, version: int) -> Directory:
        """Everybody as of this version or a later one."""
        if version != self.last.version:
            self.last = await _read(connection)
        return self.last.directory


async def _read(connection: AsyncConnection) -> AsOf:
    rows = (await connection.execute(_READ)).mappings().all()
    people = [Person(**{field: row[field] for field in Person.model_fields}) for row in rows if row["person"]]
    return AsOf(rows[0]["version"], Directory(people={one.person: one for one in people}))


async def _keep(connection: AsyncConnection, known: Directory, people: Sequence[Person], at: datetime) -> bool:
    if known.people == {one.person: one for one in people}:
        return False
    await connection.execute(_EMPTY)
    await connection.execute(_FILL, {"people": written(map(_row, people))})
    await connection.execute(_NEXT_VERSION, {"at": at})
    return True


def _row(person: Person) -> dict[str, object]:
    return {field: getattr(person, field) for field in Person.model_fields}
