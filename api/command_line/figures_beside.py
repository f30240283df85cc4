"""The council's figures as the desk beside the engine counts them."""

from datetime import datetime

from api.command_line.desk import Counted
from api.record import Record
from domain.values import Key
from storage.figures import figures
from storage.participation import participation
from storage.return_figures import return_figures


async def counted(record: Record, now: datetime, by: Key) -> Counted:
    """Teams, returns and participation, as one who may see them all would be shown them."""
    async with record.database.transaction() as connection:
        return Counted(
            await figures(connection, now, by),
            await return_figures(connection, now, by),
            await participation(connection, by),
        )
