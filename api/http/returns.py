"""Audits before their return: planning one, and returning it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from api.access import Capability
from api.errors import BadInput, Place
from api.forms import AuditForm, PlanForm
from api.http import shown
from api.http.body import Body
from api.http.once import Once, asking
from api.http.room import room
from api.http.shapes import Done, Started
from api.http.starts import start_one
from api.returning import Returning
from domain.values import AuditId, Key

Starts = Annotated[Once, Depends(asking(Capability.START_AUDITS))]


def router() -> APIRouter:
    """Both."""
    routes = room("audits")
    routes.add_api_route("/audit-plans", plan, methods=["POST"], response_model=Started)
    routes.add_api_route("/audits/{audit_id}/return", hand_in, methods=["POST"], response_model=Done)
    return routes


async def plan(once: Starts, form: Annotated[PlanForm, Depends(Body(PlanForm))]) -> Response:
    """Plan an audit; with an auditor it is allocated at once. Planning one twice plans one."""
    return await start_one(once, form)


async def hand_in(audit_id: AuditId, once: Starts, form: Annotated[AuditForm, Depends(Body(AuditForm))]) -> Response:
    """Return a planned audit: its auditor says what it found, and whose views were sought."""
    visit = once.visit

    async def do(_: Key) -> BaseModel:
        if form.audit_id != audit_id:
            raise BadInput(Place("body"), f"audit_id: it is not that of the address: write {audit_id}.")
        doors = visit.doors
        returning = Returning(
            await doors.way.engine(), doors.record, doors.policies, doors.clock, request_id=visit.request_id
        )
        receipt = await returning.give(form, visit.by)
        async with doors.database.reading() as connection:
            may_read = await visit.may_read(connection, audit_id)
            if may_read:
                await visit.note(connection, [audit_id])
            audit = await shown.audit(connection, audit_id, visit.look) if may_read else None
        return Done(**receipt.model_dump(), audit=audit)

    return await once.answer(audit_id, form, do)
