"""What operators did, to what and why: a list that is only ever added to."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database

_NOTE = text("""
    insert into operations (at, person, verb, about, reason, outcome, request_id)
    values (:at, :person, :verb, :about, :reason, cast(:outcome as jsonb), :request_id)
    returning number
""")
_LIST = text("""
    select number, at, person, verb, about, reason, outcome, request_id from operations
    where (cast(:about as text) is null or about = :about)
    and (cast(:before as bigint) is null or number < :before)
    and (cast(:reader as text) is null or not exists (
        select from restrictions r where r.audit_id = split_part(about, '/', 1) and not :reader = any(r.named)
    ))
    order by number desc limit :limit
""")


class Operation(NamedTuple):
    """One deed of an operator. Its reason is about the machine, never about a child: it can not be erased."""

    at: datetime
    person: str
    verb: str
    about: str
    """The audit or notice it was done to, or `all`."""
    reason: str
    outcome: Mapping[str, Any]
    request_id: str = ""
    number: int = 0
    """Its place in the list; the list gives it."""


async def note(connection: AsyncConnection, operation: Operation) -> int:
    """Writes it down; its number."""
    given = operation._asdict() | {"outcome": json.dumps(operation.outcome)}
    return int((await connection.execute(_NOTE, given)).scalar_one())


async def operations(
    database: Database,
    about: str | None = None,
    *,
    limit: int = 100,
    before_number: int | None = None,
    reader: str | None = None,
) -> list[Operation]:
    """The last of them, newest first; those about one thing only, and those before a number, if wished.

    None about an audit, or a notice of one, that is restricted to others than the reader; all of them without a reader.
    """
    given = {"about": about, "limit": limit, "before": before_number, "reader": reader}
    async with database.transaction() as connection:
        return [Operation(**row) for row in (await connection.execute(_LIST, given)).mappings()]
