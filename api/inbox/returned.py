"""An audit was returned in another system: it starts, or is returned if it was planned, checked as one from a file."""

from api.calendars import counting
from api.errors import Place
from api.inbox.forms import AuditReturned
from api.inbox.means import Means
from api.inbox.outcome import Arrived, Outcome
from api.openings import Ground
from api.returning import Returning
from api.same import says_the_same
from api.start_files import Handed, draft
from api.starting import Starting

PLACE = Place("data")


async def start(means: Means, form: AuditReturned, arrived: Arrived) -> Outcome:
    """Starts it unless the log has it, or returns it if it was planned; raises what `Starting.start` does."""
    logged = await means.record.carried(form.audit_id)
    if logged and logged.audit.planned_by:
        returning = Returning(
            await means.engine(), means.record, means.policies, means.clock, request_id=arrived.request_id
        )
        await returning.give(form, arrived.by)
        return Outcome("done", f"Audit {form.audit_id} was returned.", form.audit_id)
    ground = Ground(await counting(means.record, means.policies), await means.record.directory(), means.clock())
    one = draft(Handed(PLACE, form), ground, arrived.by)
    starting = Starting(await means.engine(), means.record, means.policies, means.clock, request_id=arrived.request_id)
    outcome = await starting.start([one], skip_bad=False, progress=lambda *_: None)
    if not await says_the_same(means.record.database, form):
        sentence = f"Audit {form.audit_id} is there already and says otherwise: give this one another id."
        return Outcome("refused", sentence, form.audit_id)
    said = "was there already" if outcome.already else "was started"
    return Outcome("done", f"Audit {form.audit_id} {said}.", form.audit_id)
