"""The outbox: which letters must leave, who is carrying them, and what became of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import TextClause, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.channels import MAIL
from storage.blind import blind
from storage.letter import DeadLetter, Letter, StaleLetter
from storage.outbox_channels import by_mail_alone
from storage.pace import Room
from storage.packing import pack
from storage.parcel import Parcel, parcels_of

_BLIND = blind("c.person", "(hearer.roles || coalesce(instead.roles, '{}'))", "hearer.team")
"""Whoever may be asked for the second grade of an audit reads no letter that says the first."""
_CLAIM = text(f"""
    WITH due AS (
        SELECT notice_id, parcel_id FROM outbox
        WHERE state IN ('waiting', 'leased') AND due_at <= :now AND (state = 'waiting' OR leased_until <= :now)
        AND channel = :channel AND NOT is_enclosed AND (parcel_id IS NOT NULL OR NOT is_digested)
        AND (is_urgent OR NOT :urgent_only)
        ORDER BY is_urgent DESC, due_at
        LIMIT :limit
        FOR UPDATE SKIP LOCKED
    ), whole AS (
        SELECT notice_id FROM due
        UNION ALL SELECT o.notice_id FROM due JOIN outbox o USING (parcel_id)
        WHERE o.is_enclosed AND o.state IN ('waiting', 'leased')
    ), claimed AS (
        UPDATE outbox SET state = 'leased', leased_by = :courier, leased_until = :until
        FROM whole WHERE outbox.notice_id = whole.notice_id AND outbox.state IN ('waiting', 'leased')
        RETURNING outbox.*
    )
    SELECT c.notice_id, c.audit_id, c.seq, c.action_id, c.notice, c.role, c.person, c.is_urgent, c.attempts,
           c.channel, c.parcel_id, c.leased_until, a.seq AS audit_seq, hearer.name, hearer.mail,
           c.stands_in_for, instead.name AS stands_in_for_name, a.kind AS audit_kind, a.subject, a.team,
           CASE WHEN {_BLIND} IS NOT TRUE THEN a.overall END AS overall,
           x.title, owner.name AS owner_name, x.due_at, x.original_due_at, e.shape, e.body,
           CASE WHEN p.proposal_id IS NOT NULL THEN jsonb_build_object(
               'standards', jsonb_build_array(p.standard), 'of', p.of, 'place', p.place,
               'is_decided', p.status <> 'undecided',
               'audits', (SELECT count(*) FROM proposal_evidence i WHERE i.proposal_id = p.proposal_id)
           ) END AS proposed,
           ARRAY(SELECT s.standard FROM standards s WHERE s.audit_id = c.audit_id AND NOT s.is_met ORDER BY 1) AS unmet,
           ARRAY(SELECT s.standard FROM standards s
                 WHERE s.audit_id = c.audit_id AND NOT s.is_met AND s.check_by = 'measured' ORDER BY 1) AS measured
    FROM claimed c
    LEFT JOIN people hearer ON hearer.person = c.person
    LEFT JOIN people instead ON instead.person = c.stands_in_for
    LEFT JOIN audits a ON a.audit_id = c.audit_id
    LEFT JOIN actions x ON x.audit_id = c.audit_id AND x.action_id = c.action_id
    LEFT JOIN people owner ON owner.person = x.owner
    LEFT JOIN events e ON e.audit_id = c.audit_id AND e.seq = c.seq
    LEFT JOIN proposals p ON p.proposal_id = c.audit_id
    ORDER BY c.is_urgent DESC, c.due_at, c.notice_id
""")  # noqa: S608 - one condition written once, of names of ours

_STILL_OURS = """
    notice_id = ANY(:notice_ids) AND state = 'leased' AND leased_by = :courier AND leased_until = :leased_until
"""

_SENT = text(f"""
    UPDATE outbox SET state = 'sent', sent_at = :at, leased_by = NULL, leased_until = NULL WHERE {_STILL_OURS}
""")  # noqa: S608 - one condition written once, of bound parameters only

_FAILED = text(f"""
    UPDATE outbox
    SET state = CASE WHEN CAST(:again_at AS timestamptz) IS NULL THEN 'dead' ELSE 'waiting' END,
        held_up_since = COALESCE(held_up_since, due_at),
        due_at = COALESCE(:again_at, due_at), attempts = attempts + 1, failure = :reason,
        leased_by = NULL, leased_until = NULL
    WHERE {_STILL_OURS}
""")  # noqa: S608 - as above

_PUT_BACK = text(f"""
    UPDATE outbox SET state = 'waiting', leased_by = NULL, leased_until = NULL WHERE {_STILL_OURS}
""")  # noqa: S608 - as above

_SET_APART = text(f"""
    UPDATE outbox SET parcel_id = notice_id, is_enclosed = false WHERE {_STILL_OURS}
""")  # noqa: S608 - as above

_DEAD = text("""
    SELECT notice_id, audit_id, seq, action_id, notice, role, person, due_at, attempts, failure, channel
    FROM outbox WHERE state = 'dead' ORDER BY due_at, notice_id
""")

_STALE = text("""
    SELECT notice_id, audit_id, notice, person, channel, due_at, stale_because
    FROM outbox WHERE state = 'stale' ORDER BY due_at, notice_id
""")

_RESEND = text("""
    UPDATE outbox SET state = 'waiting', due_at = :now, held_up_since = NULL, attempts = 0,
        parcel_id = NULL, is_enclosed = false,
        channel = CASE WHEN is_urgent OR notice_id LIKE '%/by/%' THEN channel
            ELSE COALESCE((SELECT p.channel FROM people p WHERE p.person = outbox.person), channel) END
    WHERE state = 'dead' AND (CAST(:notice_ids AS text[]) IS NULL OR notice_id = ANY(:notice_ids))
""")

_COUNTS = text("SELECT state, count(*) AS number FROM outbox GROUP BY state ORDER BY state")

_OLDEST = text("SELECT min(due_at) FROM outbox WHERE state IN ('waiting', 'leased')")

AWAY = (OperationalError, InterfaceError, PoolTimeout, OSError)
"""What a transaction raises when the database does not answer, or ends the connection."""

FAILURE_LIMIT = 500  # characters of what a mail server said


async def claim(  # noqa: PLR0913 - by name only
    connection: AsyncConnection, courier: str, *, channel: str = "mail", now: datetime, until: datetime, room: Room
) -> list[Parcel]:
    """As many due parcels of this channel as there is room for, urgent ones first; until `until` nobody else has them.

    A parcel whose lease has run out is due again: its courier is taken to have died.
    """
    if channel != MAIL:
        await by_mail_alone(connection, channel, now)
    await pack(connection, channel, now)
    given = {"courier": courier, "channel": channel, "now": now, "until": until, **_limits(room)}
    rows = await connection.execute(_CLAIM, given)
    return list(parcels_of(Letter.model_validate(dict(row)) for row in rows.mappings()))


def _limits(room: Room) -> dict[str, object]:
    return {"limit": room.parcels, "urgent_only": room.is_urgent_only}


async def sent(connection: AsyncConnection, parcel: Parcel, courier: str, *, at: datetime) -> bool:
    """The channel has taken it. False, and nothing changed, if this courier's lease on it was lost."""
    return await _settled(connection, _SENT, _lease(parcel, courier) | {"at": at})


async def failed(
    connection: AsyncConnection, parcel: Parcel, courier: str, *, reason: str, again_at: datetime | None
) -> bool:
    """One more failed attempt: due again at `again_at`, or dead with None. False if the lease was lost."""
    facts = {"reason": reason[:FAILURE_LIMIT], "again_at": again_at}
    return await _settled(connection, _FAILED, _lease(parcel, courier) | facts)


async def set_apart(connection: AsyncConnection, parcel: Parcel, courier: str) -> bool:
    """These letters leave their parcel, each for one of its own; the rest stays together. False if not ours."""
    return await _settled(connection, _SET_APART, _lease(parcel, courier))


async def put_back(connection: AsyncConnection, parcel: Parcel, courier: str) -> bool:
    """It was not tried: anybody may claim it at once. False if the lease was lost."""
    return await _settled(connection, _PUT_BACK, _lease(parcel, courier))


async def dead(connection: AsyncConnection) -> list[DeadLetter]:
    """Every letter that was given up, oldest first."""
    return [DeadLetter.model_validate(dict(row)) for row in (await connection.execute(_DEAD)).mappings()]


async def withheld(connection: AsyncConnection) -> list[StaleLetter]:
    """Every letter that was stale before it could leave, oldest first."""
    return [StaleLetter.model_validate(dict(row)) for row in (await connection.execute(_STALE)).mappings()]


async def resend(connection: AsyncConnection, notice_ids: Sequence[str] | None = None, *, now: datetime) -> int:
    """Dead letters, all of them or those named, become due at once with all their attempts; how many did.

    They go by the way that their person has chosen by now; what is urgent has a letter for each way, and keeps its own.
    """
    given = {"now": now, "notice_ids": None if notice_ids is None else list(notice_ids)}
    return (await connection.execute(_RESEND, given)).rowcount


async def counts(connection: AsyncConnection) -> dict[str, int]:
    """How many notices are in each state that has any."""
    return {row.state: row.number for row in await connection.execute(_COUNTS)}


async def oldest_waiting(connection: AsyncConnection) -> datetime | None:
    """When the first of the letters that have not left may leave: long past means that no courier works."""
    moment: datetime | None = await connection.scalar(_OLDEST)
    return moment


def _lease(parcel: Parcel, courier: str) -> dict[str, object]:
    return {"notice_ids": parcel.notice_ids, "courier": courier, "leased_until": parcel.first.leased_until}


async def _settled(connection: AsyncConnection, statement: TextClause, facts: dict[str, object]) -> bool:
    result = await connection.execute(statement, facts)
    return bool(result.rowcount)
