"""Where many commands are given: beside the engine, or through the API from afar."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.command_line.address import address
from api.command_line.bulk_desk import BulkDesk
from api.command_line.shown import Progress
from api.command_line.surroundings import Surroundings


@asynccontextmanager
async def bulk_desk(surroundings: Surroundings, progress: Progress) -> AsyncIterator[BulkDesk]:
    """The desk to ask; raises NothingRunning, or what stands in the way to the API."""
    if url := address(surroundings):
        from api.command_line.bulk_afar import Afar  # noqa: PLC0415 - each way loads libraries of its own
        from api.command_line.line import line  # noqa: PLC0415 - the same

        async with line(url, surroundings, progress) as open_line:
            yield Afar(open_line)
    else:
        from api.command_line.bulk_beside import Beside  # noqa: PLC0415 - the same
        from api.command_line.doors import opened  # noqa: PLC0415 - the same

        async with opened(surroundings) as doors:
            yield await Beside.at(doors)
