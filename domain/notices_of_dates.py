"""Who is told that a date moved with the calendar: whoever was asked by the date before."""

from domain import events as e
from domain.wanted import Wanted


def date_replanned(event: e.DateReplanned) -> list[Wanted]:
    """Nobody, where nobody had been told of the date before."""
    if not event.role:
        return []
    is_above = event.what in ("moderation", "dispute")
    told = Wanted("date_replanned", event.role, event.line_of, is_line=event.role != "auditor", is_above=is_above)
    return [told._replace(outside=event.outside)]
