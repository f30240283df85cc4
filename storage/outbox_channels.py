"""The ways other than mail that letters wait for, and which letters none of them may have."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_WAITED_FOR = text("""
    select distinct channel from outbox where state in ('waiting', 'leased') and channel <> 'mail' order by channel
""")
# A channel may be read by people who are not named. What is urgent has gone by mail as well.
_BY_MAIL_ALONE = text("""
    with hidden as (
        select o.notice_id, o.parcel_id from outbox o join restrictions r using (audit_id)
        where o.channel = :channel and (o.state = 'waiting' or o.state = 'leased' and o.leased_until <= :now)
    )
    update outbox o set parcel_id = null, is_enclosed = false,
        channel = case when h.notice_id is null or o.notice_id like '%/by/' || o.channel then o.channel
            else 'mail' end,
        state = case when h.notice_id is not null and o.notice_id like '%/by/' || o.channel then 'stale'
            else o.state end,
        stale_because = case when h.notice_id is not null and o.notice_id like '%/by/' || o.channel
            then 'The audit is restricted: it is told by mail alone.' else o.stale_because end
    from outbox one left join hidden h on h.notice_id = one.notice_id
    where one.notice_id = o.notice_id and o.channel = :channel
    and (o.state = 'waiting' or o.state = 'leased' and o.leased_until <= :now)
    and (h.notice_id is not null or o.parcel_id in (select parcel_id from hidden))
""")


async def by_mail_alone(connection: AsyncConnection, channel: str, now: datetime) -> None:
    """What is about audits that are restricted by now goes by mail instead; what it was packed with is packed anew."""
    await connection.execute(_BY_MAIL_ALONE, {"channel": channel, "now": now})


async def waited_for(connection: AsyncConnection) -> list[str]:
    """The names of the channels, beside mail, by which something is still to leave."""
    return [row.channel for row in await connection.execute(_WAITED_FOR)]
