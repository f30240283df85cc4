"""The demo in figures: how many audits are where, what is late, what has been sent."""

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.audit import AuditStatus
from samples.stage import Sight


class Figures(NamedTuple):
    """What can be counted of the sample audits at a moment, so long after the demo began."""

    elapsed: timedelta
    by_status: dict[str, int]
    overdue: int
    escalated: int
    level: int
    notices: int

    @property
    def audits(self) -> int:
        """How many there are."""
        return sum(self.by_status.values())


def figures(seen: Sight, now: datetime, began: datetime) -> Figures:
    """The figures of what was seen now."""
    audits = seen.audits.values()
    counted = Counter(str(audit.status) for audit in audits)
    levels = [audit.level for audit in audits]
    return Figures(
        elapsed=now - began,
        by_status={str(status): counted[status] for status in AuditStatus},
        overdue=sum(len(audit.overdue(now)) for audit in audits if not audit.is_over),
        escalated=sum(level > 0 for level in levels),
        level=max(levels, default=0),
        notices=seen.notices,
    )


def in_a_line(now: Figures) -> str:
    """`23 s: 40 audits (acting 17, closed 23); 12 actions overdue; 6 audits escalated, up to level 3; ...`."""
    where = ", ".join(f"{status} {count}" for status, count in now.by_status.items() if count)
    seconds = int(now.elapsed.total_seconds())
    return f"{seconds} s: {count_of(now.audits, 'audit')} ({where or 'none started yet'}); {lateness(now)}"


def lateness(now: Figures) -> str:
    """What is late, and what was sent about it."""
    escalated = f"{count_of(now.escalated, 'audit')} escalated" + (f", up to level {now.level}" if now.level else "")
    return f"{count_of(now.overdue, 'action')} overdue; {escalated}; {count_of(now.notices, 'notice')} sent"


def count_of(count: int, noun: str) -> str:
    """`1 audit`, `2 audits`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
