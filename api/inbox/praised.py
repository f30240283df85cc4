"""Somebody praised what was done: it is kept as good practice, about an audit or about a team's work."""

from api import practice
from api.errors import NoSuchAudit
from api.inbox.means import Means
from api.inbox.outcome import Arrived, Outcome
from api.practice import ComplimentForm, Handed
from storage.restrictions import around


async def keep(means: Means, form: ComplimentForm, arrived: Arrived) -> Outcome:
    """Keeps it once for each event; raises BadInput, or NoSuchAudit while the audit it is about is not there."""
    practice.check(form, means.policies, means.clock())
    team = form.team or ""
    if form.audit_id:
        async with means.record.database.reading() as connection:
            found = await around(connection, form.audit_id)
        if found is None:
            raise NoSuchAudit(form.audit_id)
        team = found.team
    await practice.keep(means.record, form, Handed(team, arrived.by, arrived.command_id, means.clock()))
    return Outcome("done", "The compliment is kept.", form.audit_id)
