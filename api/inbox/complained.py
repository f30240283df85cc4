"""Somebody complained about a child's case: the audit that answers it is planned, its clock runs from the receipt."""

from hashlib import sha256

from api.calendars import counting
from api.forms import PlanForm
from api.inbox.forms import Complaint as Form
from api.inbox.means import Means
from api.inbox.outcome import Arrived, Outcome
from api.inbox.returned import PLACE
from api.openings import Ground
from api.owners import holder_for
from api.same import complains_the_same
from api.start_files import Handed, draft
from api.starting import Starting
from domain.complaint import COMPLAINT
from domain.framework import Framework
from domain.values import AuditId

OTHER_STAGE = "Only complaints at stage 1 are answered here: follow this one where its investigator is appointed."
NO_POLICY = "No policy says who answers complaints: name the role in `answered_by` of its `complaint`, and try again."


async def answer(means: Means, form: Form, arrived: Arrived) -> Outcome:
    """Plans it unless the log has it; raises what `Starting.start` does."""
    if form.stage != 1:
        return Outcome("refused", OTHER_STAGE)
    policies = means.policies.of_complaints()
    if len(policies) != 1:
        return Outcome("refused", _too_many(policies) if policies else NO_POLICY)
    ground = Ground(await counting(means.record, means.policies), await means.record.directory(), means.clock())
    [policy] = policies
    role = policy.complaint.answered_by if policy.complaint else None
    auditor = holder_for(ground.directory, role, form.team, ground.now) if role else None
    plan = PlanForm(
        audit_id=audit_id_of(form.complaint_id),
        kind=COMPLAINT,
        framework=policy.framework,
        auditor=auditor,
        reference=form.complaint_id,
        **form.model_dump(include={"subject", "team", "received_on", "text"}),
    )
    starting = Starting(await means.engine(), means.record, means.policies, means.clock, request_id=arrived.request_id)
    begun = await starting.start(
        [draft(Handed(PLACE, plan), ground, arrived.by)], skip_bad=False, progress=lambda *_: None
    )
    if begun.already and not await complains_the_same(means.record.database, plan):
        sentence = f"Complaint {form.complaint_id} is there already and says otherwise: give this one another id."
        return Outcome("refused", sentence, plan.audit_id)
    return Outcome("done", _said(plan, role, is_there=bool(begun.already)), plan.audit_id)


def audit_id_of(complaint_id: str) -> AuditId:
    """One audit for each complaint, however often it is told of, and by an id that says nothing of it."""
    return f"complaint-{sha256(complaint_id.encode()).hexdigest()[:16]}"


def _said(plan: PlanForm, role: str | None, *, is_there: bool) -> str:
    if is_there:
        return f"Audit {plan.audit_id} answers it already."
    nobody = f", and nobody in its line is {role}: allocate it" if plan.auditor is None else ""
    return f"Audit {plan.audit_id} answers it{nobody}."


def _too_many(policies: list[Framework]) -> str:
    names = " and ".join(one.framework for one in policies)
    return f"Of {names} each says who answers complaints: leave `answered_by` in one, and try again."
