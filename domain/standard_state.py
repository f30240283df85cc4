"""How one practice standard of an audit stands: found, counted, and under watch once it is shown met."""

from datetime import date, datetime

from domain.framework import Enough
from domain.values import Key, Value


class Period(Value):
    """Counts of a standard over one period, both days included."""

    first: date
    last: date
    met: int
    total: int

    def is_enough(self, enough: Enough) -> bool:
        """Enough cases, and enough of them in time."""
        return self.total >= enough.least and self.met * 100 >= enough.rate * self.total


class Watched(Value):
    """How long a standard that was shown met is watched for a slip."""

    since: datetime
    until: datetime


class StandardState(Value):
    """A standard the audit found something about."""

    standard: Key
    is_met: bool
    cycle: int = 1
    periods: tuple[Period, ...] = ()
    """Counts sent in this cycle, oldest first."""
    watch: Watched | None = None
    counted_to: date | None = None
    """The last day whose counts showed a slip or went before it: none up to then counts again."""
