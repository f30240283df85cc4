"""The HTTP doors, put together."""

from functools import cache

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp
from typing_extensions import override

from api.http import (
    absences,
    audits,
    changes,
    commands,
    events,
    feeds,
    figures,
    foreseeing,
    lists,
    measurements,
    notes,
    operators,
    people,
    practice,
    problems,
    programme,
    proposals,
    reads,
    restricting,
    returns,
    rules,
    webhooks,
)
from api.http.description import describe
from api.http.doors import HttpDoors
from api.http.limits import Limits
from api.http.metrics import Metrics
from api.http.request_ids import RequestIds
from api.http.room import V1
from runtime.health import Health

ROOMS = (
    lists,
    audits,
    foreseeing,
    returns,
    commands,
    notes,
    measurements,
    absences,
    people,
    rules,
    figures,
    changes,
    operators,
    restricting,
    reads,
    events,
    feeds,
    webhooks,
    programme,
    proposals,
    practice,
)


def build_app(doors: HttpDoors) -> FastAPI:
    """Every route, on these doors."""
    app = _Numbered(
        title="Auditloop",
        version="1",
        summary="Audits that move: start them, act on them, see why each is where it is.",
        openapi_url=f"{V1}/openapi.json",
        docs_url=f"{V1}/docs",
        redoc_url=None,
    )
    app.state.doors, app.state.metrics = doors, Metrics(doors)
    app.openapi = describe(app)  # type: ignore[method-assign]  # as FastAPI documents it
    problems.install(app)
    app.add_middleware(Limits, body=doors.terms.body, a_second=doors.terms.rate)
    for each in _routers():
        app.include_router(each)
    app.router.routes.extend(_health(doors).routes())
    app.add_route("/metrics", app.state.metrics.answer, include_in_schema=False)
    return app


@cache
def _routers() -> list[APIRouter]:
    """The same for any doors: a request finds its own in the state of its app."""
    return [each.router() for each in ROOMS]


def _health(doors: HttpDoors) -> Health:
    """Reads need the database alone; commands need the engine too, and new tokens the sign-in."""
    parts = {"database": doors.database.check, "engine": doors.way.check, "sign-in": doors.sign_in.check}
    return Health(parts, frozenset({"database"}), doors.clock)


class _Numbered(FastAPI):
    """Gives each request its id before FastAPI's own part, so that what fails in there has one too."""

    @override
    def build_middleware_stack(self) -> ASGIApp:
        return RequestIds(super().build_middleware_stack(), self.state.doors.ids, self.state.metrics.hear)
