"""How far the log of each of many audits has come."""

from collections.abc import Iterable

from sqlalchemy import text

from storage.database import Database

_ENDS = text("select audit_id, seq from audits where audit_id = any(:ids)")


async def ends(database: Database, audit_ids: Iterable[str]) -> dict[str, int]:
    """The last `seq` of each audit; those that the log does not have are left out."""
    async with database.reading() as connection:
        return {row.audit_id: row.seq for row in await connection.execute(_ENDS, {"ids": list(audit_ids)})}
