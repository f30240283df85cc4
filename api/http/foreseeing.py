"""What comes to an audit if nobody does anything."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access import Capability
from api.forecast import DAYS, LONGEST, Forecast, Horizon, forecast_of
from api.http.room import room
from api.http.tagged import tagged
from api.http.visit import May, Visit
from domain.values import AuditId


class ForecastAsked(BaseModel):
    """How far."""

    model_config = ConfigDict(extra="forbid")
    days: int = Field(DAYS, ge=1, le=LONGEST, description="To the end of the day so many days from today.")


def router() -> APIRouter:
    """One route."""
    routes = room("audits")
    routes.add_api_route("/audits/{audit_id}/forecast", foresee, response_model=Forecast)
    return routes


async def foresee(
    audit_id: AuditId,
    request: Request,
    visit: Annotated[Visit, Depends(May(Capability.READ_AUDITS))],
    asked: Annotated[ForecastAsked, Query()],
) -> Response:
    """What the next days bring if nobody does anything: when, what, and who would be told."""
    directory, horizon = await visit.doors.council.directory(), Horizon(visit.doors.clock(), asked.days)
    async with visit.reading(audit_id) as (connection, _):
        is_blind = await visit.is_blind(connection, audit_id)
        foreseen = await forecast_of(connection, directory, audit_id, horizon, is_blind=is_blind)
    return tagged(request, foreseen)
