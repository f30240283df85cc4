"""The HTTP doors, put together."""

from fastapi import FastAPI

from api.http import audits, commands, lists, problems
from api.http.doors import HttpDoors
from api.http.room import V1

ROOMS = (lists, audits, commands)


def build_app(doors: HttpDoors) -> FastAPI:
    """Every route, on these doors."""
    app = FastAPI(
        title="Auditloop",
        version="1",
        summary="Audits that move: start them, act on them, see why each is where it is.",
        openapi_url=f"{V1}/openapi.json",
        docs_url=f"{V1}/docs",
        redoc_url=None,
    )
    app.state.doors = doors
    problems.install(app)
    for each in ROOMS:
        app.include_router(each.router())
    return app
