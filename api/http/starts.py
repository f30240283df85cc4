"""Starting audits that came in as forms: all are checked first, as the lines of a file are."""

from collections.abc import Mapping

from fastapi import Response
from pydantic import BaseModel

from api.calendars import counting
from api.errors import BadInput, Place
from api.forms import AuditForm, PlanForm
from api.http import shown
from api.http.once import Once
from api.http.shapes import Started
from api.http.visit import Visit
from api.openings import Ground, NotInFramework, check_names
from api.policies import UnknownFramework
from api.relations import About
from api.start_files import Handed, draft
from api.starting import Outcome, Starting
from domain.values import Key
from storage import restrictions

Handable = AuditForm | PlanForm


class Skipped(BaseModel):
    """An audit that was not started, by its place in the request, and why."""

    pointer: str
    detail: str


async def taken(visit: Visit, forms: Mapping[Place, Handable]) -> list[BadInput]:
    """The ids of audits that are there and that the caller may not know of, or not start.

    The same sentence for both, or it would tell one from the other. Raises Forbidden unless the caller is close enough
    to each of these audits to hand it in.
    """
    ids = [form.audit_id for form in forms.values()]
    for form in forms.values():
        visit.check(About(form.team, form.auditor or "", frozenset()))
    async with visit.doors.database.transaction() as connection:
        there = await restrictions.arounds(connection, ids)
        shut = await restrictions.hidden(connection, ids, visit.by)
    shut |= {audit_id for audit_id, around in there.items() if not visit.may_see(About(*around))}
    return [
        BadInput(place, f"the id {form.audit_id} is taken: give the audit another.")
        for place, form in forms.items()
        if form.audit_id in shut
    ]


async def start_one(once: Once, form: Handable) -> Response:
    """Starts an audit as the caller; the answer comes once it is recorded. Starting one twice starts one.

    Raises what `start_all` does.
    """
    visit, handed = once.visit, {Place("body"): form}
    if bad := await taken(visit, handed):  # before a kept answer is given again, too
        raise bad[0]

    async def do(_: Key) -> BaseModel:
        outcome = await start_all(visit, handed, skip_bad=False)
        async with visit.doors.database.transaction() as connection:
            await visit.note(connection, [form.audit_id])
            audit = await shown.audit(connection, form.audit_id, visit.look)
        return Started(audit_id=form.audit_id, was_there=form.audit_id in outcome.already, audit=audit)

    return await once.answer(form.audit_id, form, do)


async def start_all(
    visit: Visit, forms: Mapping[Place, Handable], *, skip_bad: bool, is_rehearsal: bool = False
) -> Outcome:
    """Starts them as the caller, and waits until they are recorded; a rehearsal says what that would come to.

    Raises Forbidden, BadInput, BadInputs, NotReachable or NoWorker.
    """
    doors = visit.doors
    bad = await taken(visit, forms)
    if bad and not (skip_bad or is_rehearsal):
        raise bad[0]
    bad += [slip for place, form in forms.items() if (slip := _slip(place, form, visit))]
    ids = [form.audit_id for form in forms.values()]
    bad += [
        BadInput(place, f"audit {form.audit_id} is there twice: give each audit an id of its own.")
        for n, (place, form) in enumerate(forms.items())
        if form.audit_id in ids[:n]
    ]
    places = {one.place for one in bad}
    ground = Ground(await counting(doors.record, doors.policies), await doors.council.directory(), doors.clock())
    drafts = [draft(Handed(place, form), ground, visit.by) for place, form in forms.items() if place not in places]
    engine = await doors.way.engine()
    starting = Starting(engine, doors.record, doors.policies, doors.clock, request_id=visit.request_id)
    if is_rehearsal:
        return await starting.rehearse(drafts, bad)
    return await starting.start(drafts, bad, skip_bad=skip_bad, progress=lambda *_: None)


def _slip(place: Place, form: Handable, visit: Visit) -> BadInput | None:
    if form.restricted_to and visit.by not in form.restricted_to:
        return BadInput(place, "restricted_to: name yourself, too, or you may not know of what you start.")
    try:
        check_names(form, visit.doors.policies)
    except (NotInFramework, UnknownFramework) as slip:
        return BadInput(place, str(slip))
    return None
