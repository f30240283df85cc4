"""Counts for many audits at once: they go to every open audit that they are about."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from api.access import Capability
from api.counting import Counting
from api.http.body import Body
from api.http.measurement_shapes import Answers, AuditSaid
from api.http.once import Once, asking
from api.http.room import room
from api.measurement import MeasurementForm
from domain.values import Key

Measures = Annotated[Once, Depends(asking(Capability.MEASURE))]


def router() -> APIRouter:
    """One route."""
    routes = room("commands")
    routes.add_api_route("/measurements", measure, methods=["POST"], response_model=Answers)
    return routes


async def measure(once: Measures, form: Annotated[MeasurementForm, Depends(Body(MeasurementForm))]) -> Response:
    """Send the counts of a standard for a team, a subject or an audit; each open audit says what becomes of them.

    The same counts count once, also under another key.
    """
    visit = once.visit

    async def do(_: Key) -> BaseModel:
        doors = visit.doors
        engine = await doors.way.engine()
        counting = Counting(engine, doors.record, doors.policies, request_id=visit.request_id)
        said = await counting.count(form, visit.by, visit.scope, doors.clock())
        async with doors.database.transaction() as connection:
            await visit.note(connection, [one.audit_id for one in said])
        return Answers(audits=[AuditSaid(**one._asdict()) for one in said])

    return await once.answer("measurements", form, do)
