"""Who was shown which records: noted before anything is shown, and never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_NOTE = text("""
    insert into reads (at, person, route, audits, request_id) values (:at, :person, :route, :audits, :request_id)
""")
_LIST = text("""
    with hidden as (
        select coalesce(array_agg(audit_id), '{}') as ids from restrictions where not :reader = any(named)
    )
    select number, at, person, route, request_id,
        array(select one from unnest(audits) one where not one = any(hidden.ids)) as audits
    from reads, hidden
    where not audits <@ hidden.ids
    and (cast(:audit_id as text) is null
        or audits @> array[cast(:audit_id as text)] and not cast(:audit_id as text) = any(hidden.ids))
    and (cast(:person as text) is null or person = :person)
    and (cast(:before as bigint) is null or number < :before)
    order by number desc limit :limit
""")


class Read(NamedTuple):
    """One answer that showed records: to whom, by which route, of which audits."""

    at: datetime
    person: str
    route: str
    audits: Sequence[str]
    request_id: str
    number: int = 0


async def note(connection: AsyncConnection, read: Read) -> None:
    """Notes what is about to be shown."""
    given = read._asdict() | {"audits": list(read.audits)}
    await connection.execute(_NOTE, given)


class Wish(NamedTuple):
    """Which reads, for whom: of this audit, by this person, before this number; None is any."""

    reader: str
    audit_id: str | None = None
    person: str | None = None
    before: int | None = None


async def reads(connection: AsyncConnection, wish: Wish, limit: int) -> list[Read]:
    """The last of them, latest first; nothing of audits that are restricted to others than the reader."""
    given = wish._asdict() | {"limit": limit}
    return [Read(**row) for row in (await connection.execute(_LIST, given)).mappings()]
