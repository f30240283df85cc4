"""Where a command about notes is done: at a desk beside the record, or through the API from afar."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.command_line.address import address
from api.command_line.notes_desk import NoteDesk
from api.command_line.shown import progress
from api.command_line.surroundings import Surroundings


@asynccontextmanager
async def note_desk(surroundings: Surroundings) -> AsyncIterator[NoteDesk]:
    """The desk to ask; raises NothingRunning, or what stands in the way to the API."""
    if url := address(surroundings):
        from api.command_line.line import line  # noqa: PLC0415 - each way loads libraries of its own
        from api.command_line.notes_afar import Afar  # noqa: PLC0415 - the same

        with progress() as bar:
            async with line(url, surroundings, bar) as far:
                yield Afar(far, surroundings.ids)
    else:
        from api.command_line.doors import opened  # noqa: PLC0415 - the same
        from api.command_line.notes_beside import Beside  # noqa: PLC0415 - the same

        async with opened(surroundings) as doors:
            yield Beside(doors)
