"""Webhooks: other systems that are told what happens, and of what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.following import end as end_of_changes

_FIND = text("select name, url, secret, kinds, teams, per_minute, ended_at from webhooks where name = :name for update")
_ADD = text("""
    insert into webhooks (name, url, secret, kinds, teams, per_minute, position, created_at, created_by)
    values (:name, :url, :secret, :kinds, :teams, :per_minute, :position, :at, :by) on conflict do nothing
""")
_TAKE_UP = text("""
    update webhooks set url = :url, secret = :secret, kinds = :kinds, teams = :teams, per_minute = :per_minute,
        created_at = :at, created_by = :by, ended_at = null, ended_because = null
    where name = :name
""")
_REMOVE = text("delete from webhooks where name = :name")
_LIST = text("""
    select w.name, w.url, w.secret, w.kinds, w.teams, w.per_minute, w.created_at, w.ended_at, w.ended_because,
        count(*) filter (where d.state in ('waiting', 'leased')) as waiting,
        count(*) filter (where d.state = 'dead') as dead,
        max(d.sent_at) filter (where d.state = 'sent') as last_sent_at, t.delivery_id as test_id, t.state as test,
        t.failure as test_failure
    from webhooks w left join deliveries d on d.webhook = w.name
    left join lateral (
        select one.delivery_id, one.state, one.failure from deliveries one
        where one.webhook = w.name and one.audit_id = '' order by one.due_at desc limit 1
    ) t on true
    where cast(:name as text) is null or w.name = :name
    group by w.name, t.delivery_id, t.state, t.failure order by w.name
""")
_END = text("""
    update webhooks set ended_at = :at, ended_because = :because where name = :name and ended_at is null
""")
_BURY = text("""
    update deliveries set state = 'dead', failure = :because, leased_by = null, leased_until = null
    where webhook = :name and state in ('waiting', 'leased')
""")


class Webhook(NamedTuple):
    """What one other system is told: the log's events of these kinds about audits of these teams; none named: all.

    `secret` names the setting that holds what deliveries are signed with.
    """

    name: str
    url: str
    secret: str
    kinds: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    per_minute: int = 60


class Subscribed(NamedTuple):
    """A webhook as it stands, and how its deliveries go."""

    name: str
    url: str
    secret: str
    kinds: Sequence[str]
    teams: Sequence[str]
    per_minute: int
    created_at: datetime
    ended_at: datetime | None
    ended_because: str | None
    waiting: int
    dead: int
    last_sent_at: datetime | None
    test_id: str | None
    """Of the last test message, how it went, and why it was not taken."""
    test: str | None
    test_failure: str | None


class NameTaken(Exception):
    """Another webhook has this name."""


async def add(connection: AsyncConnection, webhook: Webhook, by: str, at: datetime) -> bool:
    """From now on it is told; one that had ended goes on from where it did. False if it is told already.

    Raises NameTaken when a webhook of this name is told otherwise.
    """
    given = {**webhook._asdict(), "kinds": [*webhook.kinds], "teams": [*webhook.teams], "by": by, "at": at}
    begun = await connection.execute(_ADD, {**given, "position": await end_of_changes(connection)})
    if begun.rowcount:
        return True
    row = (await connection.execute(_FIND, {"name": webhook.name})).one()
    if row.ended_at is not None:
        await connection.execute(_TAKE_UP, given)
    elif _told(row) != webhook:
        raise NameTaken
    return row.ended_at is not None


async def remove(connection: AsyncConnection, name: str) -> bool:
    """It is told no more, and what has not left never will. False if there is none."""
    return bool((await connection.execute(_REMOVE, {"name": name})).rowcount)


async def subscribed(connection: AsyncConnection, name: str | None = None) -> list[Subscribed]:
    """Every webhook, or that of this name."""
    return [Subscribed(**row) for row in (await connection.execute(_LIST, {"name": name})).mappings()]


async def hold(connection: AsyncConnection, name: str) -> None:
    """Nobody else changes it until this transaction is over."""
    await connection.execute(_FIND, {"name": name})


async def end(connection: AsyncConnection, name: str, because: str, at: datetime) -> bool:
    """It is told no more, and whatever has not left is dead for that reason. False if it had ended."""
    has_ended = bool((await connection.execute(_END, {"name": name, "because": because, "at": at})).rowcount)
    await connection.execute(_BURY, {"name": name, "because": because})
    return has_ended


def _told(row: Row[Any]) -> Webhook:
    return Webhook(row.name, row.url, row.secret, tuple(row.kinds), tuple(row.teams), row.per_minute)
