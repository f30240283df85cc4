"""People's own words, kept apart from the log so that they can be erased and the log stays whole."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.values import TextRef
from storage.database import Database
from storage.projection import Row
from storage.writing import written

_LOCK = text("select pg_advisory_xact_lock(hashtextextended('texts ' || :audit_id, 0))")
_KNOWN = text("select text_id, salt, digest from texts where audit_id = :audit_id")
_STILL_WANTED = text("update texts set kept_at = greatest(kept_at, :at) where text_id = any(:ids)")
_KEEP = text("insert into texts select * from jsonb_populate_recordset(null::texts, cast(:texts as jsonb))")
_WORDS = text("select text_id, text from texts where text_id = any(:ids)")
_ERASE = text("update texts set text = null where text_id = any(:ids) and text is not null")
_SWEEP = text("""
    delete from texts t where kept_at < :before and kept_at > cast(:before as timestamptz) - interval '30 days'
    and not exists (
        select from events e where e.audit_id = t.audit_id and position('"' || t.text_id || '"' in e.body) > 0
    )
    and not exists (select from exemptions e where e.reason_text = t.text_id)
    and not exists (select from proposals p where p.reason_text = t.text_id)
    and not exists (select from compliments c where c.text_id = t.text_id)
    and not exists (
        select from alarms a where a.audit_id = t.audit_id and a.what = 'unrecorded' and a.cleared_at is null
    )
""")


class Chance(NamedTuple):
    """Where what must not be guessed comes from: an id for each new text, and a salt for its digest."""

    ids: Callable[[], str]
    salts: Callable[[], str]


def digest_of(salt: str, words: str) -> str:
    """The digest (64 hex digits) that travels; without the salt nobody can guess the words from it."""
    return sha256(f"{salt}{words}".encode()).hexdigest()


async def keep(
    database: Database, audit_id: str, texts: Sequence[str], *, chance: Chance, at: datetime
) -> list[TextRef]:
    """A reference for each text, in order. The same words in the same audit have the same reference ever after."""
    async with database.transaction() as connection:
        await connection.execute(_LOCK, {"audit_id": audit_id})
        known = list((await connection.execute(_KNOWN, {"audit_id": audit_id})).mappings())
        shelf = _Shelf(audit_id, [dict(row) for row in known], chance, at)
        refs = [shelf.ref_of(words) for words in texts]
        await connection.execute(_STILL_WANTED, {"ids": [ref.id for ref in refs], "at": at})
        await connection.execute(_KEEP, {"texts": written(shelf.new)})
        return refs


async def words(database: Database, text_ids: Iterable[str]) -> dict[str, str | None]:
    """The words by text id; None where they were erased. Ids nobody kept are left out."""
    async with database.transaction() as connection:
        return await words_in(connection, text_ids)


async def words_in(connection: AsyncConnection, text_ids: Iterable[str]) -> dict[str, str | None]:
    """The same, in a transaction that is open."""
    rows = await connection.execute(_WORDS, {"ids": list(text_ids)})
    return {row.text_id: row.text for row in rows}


async def erase(database: Database, text_ids: Sequence[str]) -> int:
    """Takes the words away for good and leaves their digests; how many were still there."""
    async with database.transaction() as connection:
        return (await connection.execute(_ERASE, {"ids": list(text_ids)})).rowcount


async def sweep(database: Database, *, before: datetime) -> int:
    """Removes texts kept before that instant which no event, exemption, proposal or compliment names; how many.

    Older than a month is not looked at, or each sweep would read the whole log: earlier sweeps have.
    An audit that is stuck may still record the event that names one, so its texts stay.
    """
    async with database.transaction() as connection:
        return (await connection.execute(_SWEEP, {"before": before})).rowcount


class _Shelf:
    """The texts of one audit: those kept before, and those that come to them now."""

    def __init__(self, audit_id: str, known: list[Row], chance: Chance, at: datetime) -> None:
        self._audit_id, self._known, self._chance, self._at = audit_id, known, chance, at
        self._refs: dict[str, TextRef] = {}
        self.new: list[Row] = []

    def ref_of(self, said: str) -> TextRef:
        if said not in self._refs:
            row = self._find(said) or self._add(said)
            self._refs[said] = TextRef(id=row["text_id"], digest=row["digest"])
        return self._refs[said]

    def _find(self, said: str) -> Row | None:
        # By digest, not by words: words that were erased must come back to the same reference, and stay erased.
        return next((row for row in self._known if digest_of(row["salt"], said) == row["digest"]), None)

    def _add(self, said: str) -> Row:
        salt = self._chance.salts()
        row = {
            "text_id": self._chance.ids(),
            "audit_id": self._audit_id,
            "salt": salt,
            "digest": digest_of(salt, said),
            "text": said,
            "kept_at": self._at,
        }
        self.new.append(row)
        return row
