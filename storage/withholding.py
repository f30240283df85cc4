"""Letters that must not leave any more, found among those that were claimed."""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit import Audit
from domain.event import Event
from domain.stale import stale
from storage.errors import BodyUnreadable
from storage.letter import DECIDED, Letter
from storage.parcel import Parcel

_VALUES = text("SELECT audit_id, value FROM audits WHERE audit_id = ANY(:ids)")
_WITHHOLD = text("""
    UPDATE outbox o SET state = 'stale', stale_because = w.because, leased_by = NULL, leased_until = NULL
    FROM unnest(CAST(:notice_ids AS text[]), CAST(:because AS text[])) AS w(notice_id, because)
    WHERE o.notice_id = w.notice_id AND o.state = 'leased'
""")
_MOVED_ON = text("""
    SELECT EXISTS (
        SELECT FROM unnest(CAST(:ids AS text[]), CAST(:seqs AS int[])) AS known(audit_id, seq)
        JOIN audits a USING (audit_id) WHERE a.seq <> known.seq
    ) OR EXISTS (
        SELECT FROM outbox WHERE notice_id = ANY(:notice_ids) AND state <> 'leased'
    )
""")


async def withhold(connection: AsyncConnection, parcels: Sequence[Parcel]) -> list[Parcel]:
    """The parcels as they may leave: each letter that is stale by now is taken out, and kept with its reason.

    They must be claimed in this same transaction, so that the audits are as the letters know them.
    """
    letters = [letter for parcel in parcels for letter in parcel.letters]
    audits = await _audits(connection, {letter.audit_id for letter in letters})
    reasons = {one.notice_id: reason for one in letters if (reason := _reason(one, audits))}
    if not reasons:
        return list(parcels)
    await connection.execute(_WITHHOLD, {"notice_ids": [*reasons], "because": [*reasons.values()]})
    return [rest for parcel in parcels if (rest := parcel.without(reasons))]


async def has_moved_on(connection: AsyncConnection, parcel: Parcel) -> bool:
    """Has anything happened in one of its audits since it was claimed, or was one of its letters withheld?"""
    known = {letter.audit_id: letter.audit_seq for letter in parcel.letters if letter.audit_seq is not None}
    given = {"ids": [*known], "seqs": [*known.values()], "notice_ids": parcel.notice_ids}
    return bool(await connection.scalar(_MOVED_ON, given))


async def _audits(connection: AsyncConnection, ids: Iterable[str]) -> dict[str, Audit]:
    rows = await connection.execute(_VALUES, {"ids": [*ids]})
    return {row.audit_id: audit for row in rows if (audit := _audit(row.value))}


def _audit(value: str) -> Audit | None:
    try:
        return Audit.model_validate_json(value)
    except ValidationError:
        return None  # written by a later version, which alone can say what is stale in it


def _reason(letter: Letter, audits: Mapping[str, Audit]) -> str | None:
    if letter.proposed:
        return DECIDED if letter.proposed.is_decided else None
    audit = audits.get(letter.audit_id)
    try:
        event = letter.event
        return stale(letter.notice, event, audit) if audit and isinstance(event, Event) else None
    except (BodyUnreadable, AttributeError, KeyError):
        return None  # nor can this be written: it fails by itself, and is seen there
