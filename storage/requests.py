"""Requests that change something: each is kept under its caller's key, and its answer with it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_BEGIN = text("""
    with new as (
        insert into requests (caller, scope, key, digest, at) values (:caller, :scope, :key, :digest, :at)
        on conflict do nothing returning digest, status, answer
    )
    select * from new union all
    select digest, status, answer from requests where (caller, scope, key) = (:caller, :scope, :key)
    limit 1
""")
_SETTLE = text("""
    update requests set status = :status, answer = :answer
    where (caller, scope, key) = (:caller, :scope, :key) and status is null
""")
_SWEEP = text("delete from requests where at < :before")


class Asked(NamedTuple):
    """A request: who asked, about what, under which key, and the digest of all that it says."""

    caller: str
    scope: str
    key: str
    digest: str


class Answered(NamedTuple):
    """The final answer to a request."""

    status: int
    answer: str


class OtherRequest(Exception):
    """The key was used for another request."""


async def begin(connection: AsyncConnection, asked: Asked, at: datetime) -> Answered | None:
    """Keeps the request, or finds it kept: its final answer if it has one. Raises OtherRequest."""
    given = asked._asdict() | {"at": at}
    # Of two at once the second waits for the first, and may then see neither row: it looks again.
    row = (await connection.execute(_BEGIN, given)).one_or_none() or (await connection.execute(_BEGIN, given)).one()
    if row.digest != asked.digest:
        raise OtherRequest
    return None if row.status is None else Answered(row.status, row.answer)


async def settle(connection: AsyncConnection, asked: Asked, answered: Answered) -> None:
    """Keeps the final answer; the first one stays."""
    await connection.execute(_SETTLE, asked._asdict() | answered._asdict())


async def sweep(connection: AsyncConnection, *, before: datetime) -> int:
    """Forgets requests of before that instant: the log still knows their commands. How many."""
    return (await connection.execute(_SWEEP, {"before": before})).rowcount
