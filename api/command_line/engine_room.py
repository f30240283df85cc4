"""The way to the engine's server, for the commands that ask it: loading its library takes a good part of a second."""

from temporalio.client import Client

from api.engine import Engine
from api.record import Record
from api.sending import Patience
from runtime.settings import Settings
from runtime.temporal import connect, register_search_attributes
from workflows.attributes import ATTRIBUTES


async def client(settings: Settings) -> Client:
    """A connection to the Temporal server; raises TemporalUnreachable."""
    return await connect(settings)


async def ready_client(settings: Settings) -> Client:
    """The same, to a server that knows what audits are found by; raises TemporalUnreachable."""
    connected = await connect(settings)
    # A worker does this too, but somebody may start audits before the first worker of a new server is up.
    await register_search_attributes(connected, ATTRIBUTES)
    return connected


def engine(connected: Client, record: Record) -> Engine:
    """The sender."""
    return Engine(connected, record, Patience())
