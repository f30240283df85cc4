"""Somebody is away: the directory knows it, and whoever is looked for from now on is found accordingly."""

from api.absences import absence_slip
from api.inbox.forms import Absence as Form
from api.inbox.means import Means
from api.inbox.outcome import Arrived, Outcome
from domain.people import Absence
from storage import people


async def note(means: Means, form: Form, _: Arrived) -> Outcome:
    """Keeps it, once for each first day of a person: a second event about the same one corrects it."""
    absence = Absence(first_day=form.first_day, last_day=form.last_day, deputy=form.deputy)
    directory = await means.record.directory()
    if slip := absence_slip(directory.people, form.person, absence):
        return Outcome("refused", slip)
    changed = await people.away(means.record.database, form.person, absence, at=means.clock())
    return Outcome("done", "The absence is kept." if changed else "The absence was known already.")
