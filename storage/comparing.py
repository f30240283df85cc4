"""The rows that people read, held against those that an audit's log makes."""

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.chain import Head
from storage import tables
from storage.projection import Rows
from storage.writing import given_rows, made_of

_READ = (tables.AUDITS, tables.STANDARDS, tables.ACTIONS, tables.FINDINGS)


def _differs(table: Table) -> str:
    kept, made = f"select * from {table.name} where audit_id = :audit_id", made_of(table, table.name)  # noqa: S608
    return f"exists (({kept} except {made}) union all ({made} except {kept})) as {table.name}"


_COMPARE = text(f"select {', '.join(map(_differs, _READ))}")


async def different(connection: AsyncConnection, rows: Rows, head: Head) -> list[str]:
    """The tables whose rows of this audit are not just these, where its log ends at `head`."""
    given = given_rows(rows, head)
    asked = {"audit_id": rows.audit["audit_id"], **{table.name: given[table.name] for table in _READ}}
    found = (await connection.execute(_COMPARE, asked)).mappings().one()
    return [table for table, is_different in found.items() if is_different]
