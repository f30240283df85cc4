"""What an event is acted on with."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple

from api.engine import Engine
from api.policies import Policies
from api.record import Record


class Means(NamedTuple):
    """The record, the rules, the clock, and the way to the engine, which raises NotReachable while it is away."""

    record: Record
    policies: Policies
    engine: Callable[[], Awaitable[Engine]]
    clock: Callable[[], datetime]
