"""Ways to harm a record that its own guard would not let anybody do."""

from typing import Any

from sqlalchemy import text

from storage.database import Database


async def harm(database: Database, *statements: str, **given: Any) -> None:
    """Runs these with the log's guard down, as somebody with every right could."""
    async with database.transaction() as connection:
        await connection.execute(text("alter table events disable trigger events_append_only"))
        for statement in statements:
            await connection.execute(text(statement), given)
        await connection.execute(text("alter table events enable trigger events_append_only"))
