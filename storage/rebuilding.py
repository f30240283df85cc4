"""The tables that people read, made anew from the log."""

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.projection import rows_of
from storage.verifying import BATCH, EVERY_ID, Fault, Kept, cut_faults, end_of, folded, log_faults, read
from storage.writing import UPSERTS, given_rows

_LOCK = text("select from audits where audit_id = :audit_id for update")
_CLEAR = [
    text(f"delete from {table} where audit_id = :audit_id")  # noqa: S608 - names of ours
    for table in ("standards", "actions", "findings")
]
_FILL = text(f"with {UPSERTS} select 1")


async def rebuild(database: Database, progress: Callable[[int], None] = lambda _: None) -> list[Fault]:
    """Makes every audit's rows anew, each in a transaction of its own; `progress` hears how many are done.

    An audit whose log is not whole is left as it is, for its row may be all that shows it; these come back as faults.
    """
    faults: list[Fault] = []
    after, done = "", 0
    while ids := await _ids(database, after):
        for audit_id in ids:
            faults += await _rebuild(database, audit_id)
            done += 1
            progress(done)
        after = ids[-1]
    return faults


async def _ids(database: Database, after: str) -> list[str]:
    async with database.transaction() as connection:
        return list((await connection.execute(EVERY_ID, {"after": after, "batch": BATCH})).scalars())


async def _rebuild(database: Database, audit_id: str) -> list[Fault]:
    async with database.transaction() as connection:
        # Whoever records this audit now waits at its row until these are in place.
        await connection.execute(_LOCK, {"audit_id": audit_id})
        [kept] = await read(connection, [audit_id])
        return [*log_faults(kept), *cut_faults(kept)] or await _fill(connection, kept)


async def _fill(connection: AsyncConnection, kept: Kept) -> list[Fault]:
    try:
        audit = folded(kept.lines)
    except (TypeError, LookupError):
        return [Fault(kept.audit_id, 0, "The events of its log, each whole, do not make an audit.")]
    if audit is not None:
        for statement in _CLEAR:
            await connection.execute(statement, {"audit_id": kept.audit_id})
        rows = rows_of(None, audit, [line.event for line in kept.lines])
        given = given_rows(rows, end_of(kept.lines))
        await connection.execute(_FILL, {"audit_id": kept.audit_id, **given})
    return []
