"""What a program hands to its commands: the clock, chance, and where it was told to ask."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple


class Surroundings(NamedTuple):
    """Where time, new ids and the salts of texts come from; `url` is what was typed as --url."""

    clock: Callable[[], datetime]
    ids: Callable[[], str]
    salts: Callable[[], str]
    url: str | None = None
