"""Feeds: the addresses at which somebody's calendar asks for their dates, and the audits that have any."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit import Audit
from domain.due_dates import ASKED_OF, Asked
from domain.values import Key

_REVOKE = text("update feeds set revoked_at = :at where person = :person and revoked_at is null")
_ADD = text("insert into feeds (digest, person, created_at) values (:digest, :person, :at)")
_WHOSE = text("select person, revoked_at from feeds where digest = :digest")
_AUDITS = text("""
    select a.audit_id, a.value, a.seq, e.at,
        array(select o.notice || '/' || coalesce(o.action_id, '') from outbox o
              where o.person = :person and o.audit_id = a.audit_id and o.notice = any(:asked)) as asked
    from audits a join events e on (e.audit_id, e.seq) = (a.audit_id, a.seq)
    where a.ended_at is null
    and (a.auditor = :person
         or a.audit_id in (select x.audit_id from actions x where x.owner = :person and not x.is_finished)
         or a.audit_id in (select o.audit_id from outbox o where o.person = :person and o.notice = any(:asked)))
    and not exists (select from restrictions r where r.audit_id = a.audit_id and not :person = any(r.named))
    order by a.audit_id
""")


class Feed(NamedTuple):
    """Whose dates an address tells."""

    person: Key
    is_revoked: bool


class Near(NamedTuple):
    """An open audit that somebody may have dates in, what they were asked to decide there, and when it last changed."""

    audit: Audit
    asked: Collection[Asked]
    seq: int
    at: datetime


async def renew(connection: AsyncConnection, person: Key, token: str, at: datetime) -> None:
    """This address alone tells their dates from now on; the token itself is nowhere kept."""
    await revoke(connection, person, at)
    await connection.execute(_ADD, {"digest": _digest(token), "person": person, "at": at})


async def revoke(connection: AsyncConnection, person: Key, at: datetime) -> bool:
    """No address tells their dates any more. False if none did."""
    return bool((await connection.execute(_REVOKE, {"person": person, "at": at})).rowcount)


async def whose(connection: AsyncConnection, token: str) -> Feed | None:
    """Whose address it is, or was."""
    row = (await connection.execute(_WHOSE, {"digest": _digest(token)})).one_or_none()
    return Feed(row.person, row.revoked_at is not None) if row else None


async def near(connection: AsyncConnection, person: Key) -> list[Near]:
    """The open audits that this person may know of and may have dates in, by id."""
    rows = await connection.execute(_AUDITS, {"person": person, "asked": [*ASKED_OF]})
    return [Near(Audit.model_validate_json(row.value), {*map(_asked, row.asked)}, row.seq, row.at) for row in rows]


def _asked(written: str) -> Asked:
    notice, _, action_id = written.partition("/")
    return Asked(ASKED_OF[notice], action_id)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
