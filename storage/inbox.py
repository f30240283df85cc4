"""The inbox: events from other systems, each counted once by source and id, and what became of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.writing import written

_LOCK = text("select pg_advisory_xact_lock(hashtextextended('inbox', 0))")
_TAKE_IN = text("""
    insert into inbox (source, event_id, type, subject, time, body, digest, about, awaits, state, outcome,
                       sender, received_at, due_at, request_id)
    select given.source, given.event_id, given.type, given.subject, given.time, given.body, given.digest,
           given.about, given.awaits, given.state, given.outcome, :sender, :at, :at, :request_id
    from jsonb_populate_recordset(null::inbox, cast(:events as jsonb)) with ordinality as given
    order by given.ordinality
    on conflict (source, event_id) do nothing
    returning source, event_id
""")
_FIND = text("""
    select inbox.source, inbox.event_id, inbox.state, inbox.digest
    from inbox join jsonb_populate_recordset(null::inbox, cast(:events as jsonb)) given using (source, event_id)
""")
_RETRY = text("""
    update inbox set state = 'waiting', due_at = :now, attempts = 0, settled_at = null
    where state = 'refused' and (cast(:number as bigint) is null or number = :number)
""")
_PAGE = text("""
    select number, source, event_id, type, subject, time, sender, received_at, state, due_at, attempts, audit_id,
           outcome, settled_at, request_id
    from inbox
    where (cast(:state as text) is null or state = :state) and (cast(:type as text) is null or type = :type)
    and (cast(:before as bigint) is null or number < :before)
    order by number desc limit :limit
""")


class Incoming(NamedTuple):
    """An event as it comes in; `body` is CloudEvents' JSON, `digest` tells a repeat from another of its name."""

    source: str
    event_id: str
    type: str
    subject: str | None
    time: datetime | None
    body: str
    digest: str
    about: tuple[str, ...]
    """What it changes."""
    awaits: tuple[str, ...]
    """It is tried after every earlier event about one of these."""
    state: str
    """waiting; or unknown, when no part of this version knows its type."""
    outcome: str | None = None


class Taken(NamedTuple):
    """An event that is in, and where it is now; `was_there` says that it came before."""

    source: str
    event_id: str
    state: str
    was_there: bool


class Kept(NamedTuple):
    """An event as lists show it: without its body."""

    number: int
    source: str
    event_id: str
    type: str
    subject: str | None
    time: datetime | None
    sender: str
    received_at: datetime
    state: str
    due_at: datetime
    attempts: int
    audit_id: str | None
    outcome: str | None
    settled_at: datetime | None
    request_id: str


class OtherContent(Exception):
    """An event of this source and id is here, and says something else."""

    def __init__(self, source: str, event_id: str) -> None:
        self.source, self.event_id = source, event_id
        super().__init__(f"{source} sent an event {event_id} before that says otherwise: give this one another id.")


async def take_in(
    connection: AsyncConnection, events: Sequence[Incoming], sender: str, at: datetime, request_id: str
) -> list[Taken]:
    """Takes all of them in, in order, each once. Raises OtherContent; what was done is then to be rolled back."""
    await connection.execute(_LOCK)  # numbers rise in the order in which they can be seen
    given = {"events": written(one._asdict() for one in events)}
    new = await connection.execute(_TAKE_IN, {**given, "sender": sender, "at": at, "request_id": request_id})
    fresh = {(row.source, row.event_id) for row in new}
    found = {(row.source, row.event_id): row for row in await connection.execute(_FIND, given)}
    taken = []
    for one in events:
        name = (one.source, one.event_id)
        if found[name].digest != one.digest:
            raise OtherContent(*name)
        taken.append(Taken(*name, found[name].state, name not in fresh))
        fresh.discard(name)
    return taken


async def retry(connection: AsyncConnection, number: int | None, now: datetime) -> int:
    """The refused event of this number, or every one, waits again; how many do."""
    return (await connection.execute(_RETRY, {"number": number, "now": now})).rowcount


async def page(
    connection: AsyncConnection, *, state: str | None, type_: str | None, before: int | None, limit: int
) -> list[Kept]:
    """Events, the last to come first; `before` is the number of the last one seen."""
    given = {"state": state, "type": type_, "before": before, "limit": limit}
    return [Kept(**row) for row in (await connection.execute(_PAGE, given)).mappings()]
