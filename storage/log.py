"""The log of one audit: where it ends, and what follows a place in it."""

from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.chain import Head
from domain.events import AnyEvent
from storage.upcasting import read_event

_FIND = text("""
    select a.seq, a.digest, a.value, coalesce(d.version, 0) as directory_version,
        case when a.seq is distinct from :seq or a.digest is distinct from :digest then
            (select e.digest from events e where e.audit_id = :audit_id and e.seq = :seq) end as digest_there,
        case when a.seq is distinct from :seq or a.digest is distinct from :digest then
            (select json_agg(json_build_array(e.seq, e.shape, e.body, e.digest) order by e.seq)
             from (select * from events where audit_id = :audit_id and seq > :seq order by seq limit :limit) e)
        end as later
    from (select 1) once
    left join audits a on a.audit_id = :audit_id
    left join directory d on d.only
""")


class Line(NamedTuple):
    """One event as the log keeps it."""

    seq: int
    shape: int
    body: str
    digest: str

    @property
    def event(self) -> AnyEvent:
        """The event itself. Raises BodyUnreadable."""
        return read_event(self.shape, self.body)


class Found(NamedTuple):
    """What the record knows of an audit, seen from the place that was asked about."""

    end: Head
    """Where the tables end; seq 0 when they do not know the audit."""
    value: str | None
    """The audit as the tables keep it."""
    directory_version: int
    is_held: bool
    """Does the log hold the place that was asked about?"""
    later: tuple[Line, ...]
    """The log's events after it, if the tables do not end there."""


async def find(connection: AsyncConnection, audit_id: str, head: Head, limit: int) -> Found:
    """What is known of an audit, with at most `limit` of the events that follow `head`. One statement."""
    asked = {"audit_id": audit_id, "seq": head.seq, "digest": head.digest, "limit": limit}
    row = (await connection.execute(_FIND, asked)).one()
    end = Head() if row.seq is None else Head(seq=row.seq, digest=row.digest)
    is_held = end == head or head == Head() or row.digest_there == head.digest
    return Found(end, row.value, row.directory_version, is_held, _lines(row.later))


def _lines(rows: list[list[Any]] | None) -> tuple[Line, ...]:
    return tuple(Line(*row) for row in rows or ())
