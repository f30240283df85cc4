"""The ways other than mail that letters wait for."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_WAITED_FOR = text("""
    select distinct channel from outbox where state in ('waiting', 'leased') and channel <> 'mail' order by channel
""")


async def waited_for(connection: AsyncConnection) -> list[str]:
    """The names of the channels, beside mail, by which something is still to leave."""
    return [row.channel for row in await connection.execute(_WAITED_FOR)]
