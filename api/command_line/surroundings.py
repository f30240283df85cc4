"""What a program hands to its commands: the clock, and chance."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple


class Surroundings(NamedTuple):
    """Where time, new ids and the salts of texts come from."""

    clock: Callable[[], datetime]
    ids: Callable[[], str]
    salts: Callable[[], str]
