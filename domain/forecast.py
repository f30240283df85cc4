"""What the time ahead brings to one audit if nobody does anything."""

from collections.abc import Iterator
from datetime import datetime

from domain.ahead import Ahead, Coming
from domain.audit import Audit
from domain.directory import Directory


def forecast(audit: Audit, directory: Directory, now: datetime, until: datetime) -> Iterator[Coming]:
    """Each event from `now` up to and with `until`, in order: at its own moment, what is overdue already at `now`.

    Who would be told is found among the people as the directory has them, at that moment: whoever is away then, away.
    """
    ahead = Ahead(audit, directory)
    moment: datetime | None = now
    while moment and moment <= until:
        yield from ahead.notice(max(moment, now))
        moment = ahead.next()
