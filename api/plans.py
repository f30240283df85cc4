"""A form becomes the opening of an audit that is still to be made."""

from api.errors import UnknownPerson
from api.forms import PlanForm
from api.openings import Ground, Keep
from domain.calendar import local_day
from domain.commands import Opening, PlanAudit
from domain.complaint import Complaint
from domain.rules import rules_before_return
from workflows.addresses import start_id


class NobodyPlans(ValueError):
    """Nobody would hear that nobody makes it."""

    def __init__(self) -> None:
        super().__init__("by: an audit needs somebody who plans it: name them.")


def opening_of_plan(form: PlanForm, ground: Ground, keep: Keep, by: str | None = None) -> Opening:
    """The opening that a plan asks for; raises UnknownPerson, UnknownFramework or NobodyPlans."""
    planner = by or form.by
    if planner is None:
        raise NobodyPlans
    named = {"The auditor": form.auditor, "The person who plans it,": planner}
    restricted = (("Of those it is restricted to,", person) for person in form.restricted_to or ())
    people = ground.directory.people
    for what, person in (*named.items(), *restricted):
        if person is not None and person not in people:
            raise UnknownPerson(person, what)
    framework = ground.policies.framework(form.framework)
    today = local_day(ground.now)
    calendar = ground.policies.calendar(framework, min(form.received_on or today, today))
    plan = PlanAudit(
        command_id=start_id(form.audit_id),
        by=planner,
        audit_kind=form.kind,
        auditor_team=people[form.auditor].team if form.auditor else None,
        **form.model_dump(include={"audit_id", "subject", "team", "auditor", "return_by", "month"}),
        complaint=_complaint(form, ground, keep),
        rules=rules_before_return(framework, calendar, form.kind),
    )
    return Opening(start=plan)


def _complaint(form: PlanForm, ground: Ground, keep: Keep) -> Complaint | None:
    """What the form says of one; None if it says nothing."""
    if not (form.received_on or form.reference or form.text):
        return None
    return Complaint(
        received_on=form.received_on or local_day(ground.now),
        reference=form.reference,
        text=keep(form.text) if form.text else None,
    )
