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
    select number, at, person, route, audits, request_id from reads
    where (cast(:audit_id as text) is null or audits @> array[cast(:audit_id as text)])
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


async def reads(
    connection: AsyncConnection,
    *,
    audit_id: str | None = None,
    person: str | None = None,
    before: int | None = None,
    limit: int,
) -> list[Read]:
    """What was shown of this audit, or to this person, latest first; `before` is the number of the last one seen."""
    given = {"audit_id": audit_id, "person": person, "before": before, "limit": limit}
    return [Read(**row) for row in (await connection.execute(_LIST, given)).mappings()]
