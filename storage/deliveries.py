"""Deliveries: events of the log on their way to other systems, each once for each webhook that wants it."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.events import AnyEvent
from domain.values import Value
from storage.outbox import FAILURE_LIMIT
from storage.upcasting import read_event

MINUTE = timedelta(minutes=1)

_LIVE = text("select name from webhooks where ended_at is null order by name")
_LOCK = text("select name from webhooks where name = :name and ended_at is null for update skip locked")
# A transaction that is still open may yet bring a lower position to light: nothing is read beyond the oldest of them.
_FAN_OUT = text("""
    with page as (
        select c.position, c.audit_id, c.first, c.last from changes c join webhooks w on w.name = :name
        where c.position > w.position and c.transaction::xid8 < pg_snapshot_xmin(pg_current_snapshot())
        order by c.position limit :limit
    ), new as (
        insert into deliveries (delivery_id, webhook, audit_id, seq, kind, state, due_at)
        select e.audit_id || '/' || e.seq || '/webhook/' || w.name, w.name, e.audit_id, e.seq, e.kind, 'waiting', :now
        from page p join webhooks w on w.name = :name
        join events e on e.audit_id = p.audit_id and e.seq between p.first and p.last
        join audits a on a.audit_id = e.audit_id
        where (w.kinds = '{}' or e.kind = any(w.kinds)) and (w.teams = '{}' or a.team = any(w.teams))
        and not exists (select from restrictions r where r.audit_id = e.audit_id)
        on conflict do nothing returning 1
    ), moved as (
        update webhooks set position = (select max(position) from page)
        where name = :name and exists (select from page)
    )
    select count(*) from page
""")
_DUE = text("""
    select distinct d.webhook from deliveries d join webhooks w on w.name = d.webhook
    where w.ended_at is null
    and d.state in ('waiting', 'leased') and (d.state = 'waiting' or d.leased_until <= :now) and d.due_at <= :now
    order by d.webhook
""")
_TRIES = text("""
    select per_minute, tries from webhooks where name = :name and ended_at is null for update skip locked
""")
_TRIED = text("update webhooks set tries = :tries where name = :name")
# Those of one audit go one after another; one that is dead or withheld stands in nobody's way.
_CLAIM = text("""
    with due as (
        select d.delivery_id from deliveries d
        where d.webhook = :name and d.due_at <= :now
        and d.state in ('waiting', 'leased') and (d.state = 'waiting' or d.leased_until <= :now)
        and not exists (
            select from deliveries b where (b.webhook, b.audit_id) = (d.webhook, d.audit_id)
            and b.seq < d.seq and b.state in ('waiting', 'leased')
        )
        order by d.due_at, d.audit_id, d.seq limit :limit for update skip locked
    ), claimed as (
        update deliveries set state = 'leased', leased_by = :courier, leased_until = :until
        from due where deliveries.delivery_id = due.delivery_id returning deliveries.*
    )
    select c.delivery_id, c.webhook, w.url, w.secret, c.audit_id, c.seq, c.attempts, c.leased_until,
        a.kind as audit_kind, a.team, a.framework, coalesce(e.shape, 0) as shape, e.body,
        exists (select from restrictions r where r.audit_id = c.audit_id) as is_restricted
    from claimed c join webhooks w on w.name = c.webhook
    left join events e on (e.audit_id, e.seq) = (c.audit_id, c.seq)
    left join audits a on a.audit_id = c.audit_id
    order by c.audit_id, c.seq
""")
_STILL_OURS = "delivery_id = :delivery_id and state = 'leased' and leased_by = :courier and leased_until = :until"
_SETTLED = text(f"""
    update deliveries set state = :state, sent_at = :at, failure = coalesce(:reason, failure),
        leased_by = null, leased_until = null
    where {_STILL_OURS}
""")  # noqa: S608 - one condition written once, of bound parameters only
_FAILED = text(f"""
    update deliveries
    set state = case when cast(:again_at as timestamptz) is null then 'dead' else 'waiting' end,
        due_at = coalesce(:again_at, due_at), attempts = attempts + 1, failure = :reason,
        leased_by = null, leased_until = null
    where {_STILL_OURS}
""")  # noqa: S608 - as above


class Became(NamedTuple):
    """What became of a delivery for good: sent, withheld, or of a test also untaken."""

    state: Literal["sent", "withheld", "untaken"]
    at: datetime
    reason: str | None = None


class Delivery(Value):
    """One event that a courier holds until `leased_until`, and where it is to go."""

    delivery_id: str
    webhook: str
    url: str
    secret: str
    audit_id: str
    """Empty: it tells of nothing, and is a test."""
    seq: int
    attempts: int
    leased_until: datetime
    audit_kind: str | None
    team: str | None
    framework: str | None
    shape: int
    body: str | None
    is_restricted: bool

    @property
    def is_test(self) -> bool:
        return not self.audit_id

    @property
    def event(self) -> AnyEvent:
        """Raises BodyUnreadable."""
        return read_event(self.shape, self.body or "")


async def live(connection: AsyncConnection) -> list[str]:
    """The names of the webhooks that are told."""
    return [row.name for row in await connection.execute(_LIVE)]


async def fan_out(connection: AsyncConnection, name: str, *, now: datetime, limit: int = 200) -> int:
    """Makes the deliveries of what was recorded since the last time; how many pages of the log were looked at.

    None of an audit that is restricted. Where the webhook has got to moves on in the same transaction.
    """
    if (await connection.execute(_LOCK, {"name": name})).one_or_none() is None:
        return 0
    return int((await connection.execute(_FAN_OUT, {"name": name, "now": now, "limit": limit})).scalar_one())


async def due(connection: AsyncConnection, now: datetime) -> list[str]:
    """The webhooks that something may leave to."""
    return [row.webhook for row in await connection.execute(_DUE, {"now": now})]


async def claim(
    connection: AsyncConnection, name: str, courier: str, lease: tuple[datetime, datetime], *, limit: int
) -> list[Delivery]:
    """Up to `limit` deliveries of one webhook, this courier's from now until its `lease` ends.

    Never more are tried in a minute than the webhook may have.
    """
    now, until = lease
    row = (await connection.execute(_TRIES, {"name": name})).one_or_none()
    if row is None:
        return []
    recent = [one for one in row.tries if one > now - MINUTE]
    most = min(limit, row.per_minute - len(recent))
    if most <= 0:
        return []
    given = {"name": name, "courier": courier, "now": now, "until": until, "limit": most}
    found = [Delivery(**one) for one in (await connection.execute(_CLAIM, given)).mappings()]
    await connection.execute(_TRIED, {"name": name, "tries": recent + [now] * len(found)})
    return found


async def settled(connection: AsyncConnection, delivery: Delivery, courier: str, became: Became) -> bool:
    """It needs nobody any more. False, and nothing changed, if this courier's lease was lost."""
    return await _done(connection, _SETTLED, _lease(delivery, courier) | became._asdict())


async def failed(
    connection: AsyncConnection, delivery: Delivery, courier: str, *, reason: str, again_at: datetime | None
) -> bool:
    """One more failed attempt: due again at `again_at`, or dead with None. False if the lease was lost."""
    facts = {"reason": reason[:FAILURE_LIMIT], "again_at": again_at}
    return await _done(connection, _FAILED, _lease(delivery, courier) | facts)


def _lease(delivery: Delivery, courier: str) -> dict[str, object]:
    return {"delivery_id": delivery.delivery_id, "courier": courier, "until": delivery.leased_until}


async def _done(connection: AsyncConnection, statement: TextClause, facts: dict[str, object]) -> bool:
    return bool((await connection.execute(statement, facts)).rowcount)
