"""How long a letter that could not be handed in waits, and when it is given up."""

from datetime import datetime, timedelta
from typing import NamedTuple


class Patience(NamedTuple):
    """The first wait, doubled after each further failure up to `most`; after `attempts` failures none follows."""

    first: timedelta = timedelta(seconds=10)
    most: timedelta = timedelta(hours=1)
    attempts: int = 12

    def again_at(self, failures: int, now: datetime) -> datetime | None:
        """When to try again after this many failures, this one included; None when it is given up."""
        return None if failures >= self.attempts else now + self.wait(failures)

    def wait(self, failures: int) -> timedelta:
        """How long to wait after this many failures (1 or more)."""
        doublings = min(failures - 1, 32)  # beyond any `most` that makes sense, and far from overflowing
        return min(self.first * (1 << doublings), self.most)
