"""Where webhooks are kept: at a desk beside the engine, or through the API from afar."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.command_line.address import address
from api.command_line.shown import progress
from api.command_line.surroundings import Surroundings
from api.command_line.webhooks_desk import WebhookDesk


@asynccontextmanager
async def webhook_desk(surroundings: Surroundings) -> AsyncIterator[WebhookDesk]:
    """The desk to ask; raises NothingRunning, or what stands in the way to the API."""
    url = address(surroundings)
    with progress() as bar:
        if url:
            from api.command_line.line import line  # noqa: PLC0415 - each way loads libraries of its own
            from api.command_line.webhooks_afar import Afar  # noqa: PLC0415 - the same

            async with line(url, surroundings, bar) as far:
                yield Afar(far, surroundings)
        else:
            from api.command_line.doors import opened  # noqa: PLC0415 - the same
            from api.command_line.webhooks_beside import Beside  # noqa: PLC0415 - the same

            async with opened(surroundings) as doors:
                yield Beside(doors)
