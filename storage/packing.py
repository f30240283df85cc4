"""Digests: letters that may wait for one another are packed once, and the parcel stays as it is from then on."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

MOST = 250
"""Letters in one digest: mail servers refuse mails of any size."""

_ALONE = text("SELECT pg_try_advisory_xact_lock(hashtextextended('auditloop/packing/' || :channel, 0))")
_PACK = text("""
    WITH waiting AS (
        SELECT notice_id, person, row_number() OVER (PARTITION BY person ORDER BY due_at, notice_id) - 1 AS place
        FROM outbox
        WHERE state = 'waiting' AND channel = :channel AND is_digested AND parcel_id IS NULL AND due_at <= :now
    ), parcel AS (
        SELECT min(notice_id) AS head, count(*) AS number, array_agg(notice_id) AS enclosed,
               encode(sha256(convert_to(string_agg(notice_id, chr(10) ORDER BY notice_id), 'UTF8')), 'hex') AS digest
        FROM waiting GROUP BY person, place / :most
    ), packed AS (
        SELECT unnest(enclosed) AS notice_id, head, CASE number WHEN 1 THEN head ELSE 'digest/' || digest END AS parcel
        FROM parcel
    )
    UPDATE outbox SET parcel_id = packed.parcel, is_enclosed = outbox.notice_id <> packed.head
    FROM packed WHERE outbox.notice_id = packed.notice_id
""")
# A parcel whose first letter is gone has another first: it is by this one that it is claimed.
_NEW_FIRST = text("""
    WITH headless AS (
        SELECT min(notice_id) AS notice_id FROM outbox
        WHERE state IN ('waiting', 'leased') AND channel = :channel AND parcel_id IS NOT NULL
        GROUP BY parcel_id HAVING bool_and(is_enclosed)
    )
    UPDATE outbox SET is_enclosed = false FROM headless WHERE outbox.notice_id = headless.notice_id
""")


async def pack(connection: AsyncConnection, channel: str, now: datetime) -> None:
    """What is due for one person and may wait for more becomes one parcel, under an id made from its notices.

    One courier packs at a time; another that would packs nothing, for this one leaves it its share.
    """
    if await connection.scalar(_ALONE, {"channel": channel}):
        await connection.execute(_PACK, {"channel": channel, "now": now, "most": MOST})
        await connection.execute(_NEW_FIRST, {"channel": channel})
