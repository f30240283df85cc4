"""The programme: the caseload, exemptions, and each month's draw, to look at and to carry out."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access import Capability
from api.caseload_file import check_cases
from api.errors import Place
from api.forms import Form, Name, Words
from api.http.body import SHOWN, Body
from api.http.errors import Malformed, Slip
from api.http.once import Once, asking
from api.http.programme_shapes import CaseloadTaken, ExemptionItem, Exemptions, MonthBegun, MonthItem
from api.http.room import room
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.programme import Programmes
from api.programme_exempting import Wanted, exempt, exempted
from api.programme_months import MonthShown, framework_of, kept, preview, seeds_of
from domain.calendar import local_day
from domain.months import Month
from domain.programme import Exemption
from domain.values import Key
from storage import programme, restrictions
from storage.programme_drawing import Wish, rules_of

Runs = Annotated[Once, Depends(asking(Capability.RUN_PROGRAMME))]
Rehearses = Annotated[Visit, Depends(May(Capability.RUN_PROGRAMME))]
Exempts = Annotated[Once, Depends(asking(Capability.EXEMPT))]
MOST_CASES = 50_000


class MonthForm(Form):
    """By whose rules a month is drawn, and by which seed; without one, by one made by chance."""

    framework: Name
    seed: int | None = Field(None, ge=0, lt=10**18)


class RehearsalAsked(BaseModel):
    """The same, of a draw that is only looked at."""

    model_config = ConfigDict(extra="forbid")
    framework: Name
    seed: int | None = Field(None, ge=0, lt=10**18)


class CaseForm(Form):
    """One record that may be audited."""

    subject: Key
    team: Key
    last_audited: date | None = None


class CaseloadForm(Form):
    """All the records that may be audited."""

    cases: tuple[CaseForm, ...] = Field(min_length=1, max_length=MOST_CASES)


class ExemptForm(Form):
    """Who need not audit until a day, that day included, and why; whoever asks says so, and must be a director."""

    person: Key
    until: date
    reason: Words = Field(description="About duties, never about a child.")
    framework: Name


def router() -> APIRouter:
    """All of it; what is no month has a path that no month can have."""
    routes = room("programme")
    routes.add_api_route("/caseload", load, methods=["POST"], response_model=CaseloadTaken)
    routes.add_api_route("/exemptions", exemptions, response_model=Exemptions)
    routes.add_api_route("/exemptions", let_off, methods=["POST"], response_model=ExemptionItem)
    routes.add_api_route("/programme/{month}", month, response_model=MonthItem)
    routes.add_api_route("/programme/{month}", plan, methods=["POST"], response_model=MonthBegun)
    routes.add_api_route("/programme/{month}/rehearsal", rehearse, response_model=MonthItem)
    return routes


async def month(
    month: Month, request: Request, visit: Annotated[Visit, Depends(May(Capability.READ_PROGRAMME))]
) -> Response:
    """A month as it was drawn, each case with why it was chosen or passed over, and how far its audits are."""
    return tagged(request, await _shown(visit, await kept(visit.doors.record, month)))


async def rehearse(
    month: Month, request: Request, visit: Rehearses, asked: Annotated[RehearsalAsked, Query()]
) -> Response:
    """The draw as it would be now, or as it is kept once the month is drawn; nothing is written or started."""
    doors = visit.doors
    found = await preview(doors.record, _wish(visit, month, asked), seeds_of(doors.ids), doors.clock())
    return tagged(request, await _shown(visit, found))


async def plan(month: Month, once: Runs, form: Annotated[MonthForm, Depends(Body(MonthForm))]) -> Response:
    """Draw a month and begin its audits; a month is drawn once, and asked again goes on where it stopped.

    The answer comes once it is drawn; its audits are recorded soon after.
    """
    doors, wish = once.visit.doors, _wish(once.visit, month, form)

    async def do(_: Key) -> BaseModel:
        client, seeds = await doors.way.client(), seeds_of(doors.ids)
        await Programmes(client, doors.record, doors.clock, seeds, queue=doors.way.queue).begin(wish)
        found = await kept(doors.record, month)
        return MonthBegun(month=month, seed=found.draw.seed, digest=found.draw.digest, **found.far._asdict())

    return await once.answer(f"programme/{month}", form, do)


async def load(once: Runs, form: Annotated[CaseloadForm, Depends(Body(CaseloadForm))]) -> Response:
    """Load the records that may be audited; they replace those loaded before."""
    doors = once.visit.doors

    async def do(_: Key) -> BaseModel:
        teams = {one.team for one in (await doors.council.directory()).people.values()}
        rows = [
            ({**one.model_dump(), "last_audited": str(one.last_audited or "")}, Place(f"/cases/{number}"))
            for number, one in enumerate(form.cases)
        ]
        cases, bad = check_cases(rows, teams, local_day(doors.clock()))
        if bad:
            raise Malformed([Slip(str(one.place), one.sentence.rstrip(".")) for one in bad[:SHOWN]])
        await programme.load_caseload(doors.database, cases)
        return CaseloadTaken(cases=len(cases))

    return await once.answer("caseload", form, do)


async def exemptions(request: Request, visit: Rehearses) -> Response:
    """Who is exempted, until when, by whom and why: those that have not run out."""
    found = await exempted(visit.doors.record, visit.doors.clock())
    return tagged(request, Exemptions(items=[ExemptionItem(**one._asdict()) for one in found]))


async def let_off(once: Exempts, form: Annotated[ExemptForm, Depends(Body(ExemptForm))]) -> Response:
    """Exempt somebody from auditing until a day."""
    doors, now = once.visit.doors, once.visit.doors.clock()

    async def do(_: Key) -> BaseModel:
        rules = rules_of(framework_of(doors.policies, form.framework, "framework"))
        exemption = Exemption(person=form.person, by=once.visit.by, until=form.until)
        await exempt(doors.record, Wanted(exemption, form.reason, rules), now)
        return ExemptionItem(**exemption.model_dump(), at=now, reason=form.reason)

    return await once.answer("exemptions", form, do)


def _wish(visit: Visit, month: Month, asked: MonthForm | RehearsalAsked) -> Wish:
    framework = framework_of(visit.doors.policies, asked.framework, "framework")
    return Wish(month, framework, visit.by, None if asked.seed is None else str(asked.seed))


async def _shown(visit: Visit, found: MonthShown) -> MonthItem:
    """Without the audits that the caller may not know of; the others that are there are noted as shown to them."""
    ids = [one.audit_id for one in found.draw.chosen if one.audit_id]
    async with visit.doors.database.transaction() as connection:
        hidden = await restrictions.hidden(connection, ids, visit.by)
        there = await restrictions.arounds(connection, ids)
        await visit.note(connection, [one for one in there if one not in hidden])
    return MonthItem.of(found, frozenset(hidden))
