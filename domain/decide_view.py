"""Taking in what a child said: in any open audit, whatever its state."""

from datetime import datetime

from domain import commands as c
from domain import events as e
from domain.audit import Audit
from domain.london import local_day
from domain.view_errors import ViewNotGivenYet


def hear_view(audit: Audit, command: c.HearView, now: datetime) -> list[e.AnyEvent]:
    """Kept in the child's own words, for the auditor to read."""
    if command.given_on > local_day(now):
        raise ViewNotGivenYet(command.given_on)
    said = command.model_dump(include={"given_on", "way"})
    return [e.ChildsViewHeard(seq=0, at=now, auditor=audit.answerable, text=command.text, **said)]
