"""Problem details (RFC 9457): each way in which a door stays shut, and its status, in one table."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from temporalio.service import RPCError

from api.errors import (
    BadInput,
    BrokenRecord,
    DoorError,
    NoSuchAudit,
    NoSuchNote,
    NoSuchProposal,
    NotDrawn,
    NotKnown,
    NotReachable,
    NoWorker,
    OtherCommand,
    Refused,
)
from api.http import errors as h
from domain.errors import Refusal
from runtime.errors import MachineryError
from storage.cursor import CursorUnreadable
from storage.errors import StorageError
from storage.outbox import AWAY

_log = structlog.stdlib.get_logger(__name__)
SOON = {"Retry-After": "2"}
MEDIA_TYPE = "application/problem+json"


class SlipShown(BaseModel):
    """One thing that is wrong with a request."""

    pointer: str = Field(description="A JSON pointer into the body, or the parameter's name.")
    detail: str


class Problem(BaseModel):
    """Why a request was not done, in the form of RFC 9457."""

    type: str = Field(description="Which kind of problem; stable.")
    title: str
    status: int
    detail: str = Field(description="One sentence that says what to do.")
    rule: str | None = Field(None, description="The rule that refused, where one did; stable.")
    errors: list[SlipShown] | None = None
    request_id: str | None = None


class Kind(NamedTuple):
    """A status, and its title."""

    status: int
    title: str
    headers: Mapping[str, str] = {}


MALFORMED = Kind(422, "Malformed")
REFUSED = Kind(409, "A rule refused")
KINDS: dict[type[Exception], Kind] = {
    h.NotSignedIn: Kind(401, "Not signed in", {"WWW-Authenticate": 'Bearer error="invalid_token"'}),
    h.SignInAway: Kind(503, "The sign-in is away", SOON),
    h.Forbidden: Kind(403, "Not allowed"),
    h.Malformed: MALFORMED,
    h.OtherBody: Kind(422, "Key used before"),
    h.NotJson: Kind(415, "Not JSON"),
    h.TooLarge: Kind(413, "Too large"),
    h.TooMany: Kind(429, "Too many requests"),
    h.NothingThere: Kind(404, "Not there"),
    BadInput: MALFORMED,
    NoSuchAudit: Kind(404, "Not there"),
    NoSuchNote: Kind(404, "Not there"),
    NoSuchProposal: Kind(404, "Not there"),
    NotDrawn: Kind(404, "Not there"),
    OtherCommand: Kind(422, "Key used before"),
    Refused: REFUSED,
    Refusal: REFUSED,
    NotKnown: Kind(503, "Not known", SOON),
    NotReachable: Kind(503, "The engine is away", SOON),
    NoWorker: Kind(503, "Nobody works", SOON),
    BrokenRecord: Kind(503, "The record is damaged"),
    DoorError: Kind(503, "Away", SOON),
    StorageError: Kind(503, "The record is damaged"),
    MachineryError: Kind(503, "Away", SOON),
    CursorUnreadable: MALFORMED,
}
STATUS_OF_RULE = {"NotAllowed": 403, "UnknownAction": 404, "NotYetRecorded": 503}
"""Refusals that are no conflict."""


def problem(request: Request, kind: Kind, said: Problem) -> JSONResponse:
    """The answer that says so, with the id under which the logs know of it."""
    request_id = getattr(request.state, "request_id", None)
    body = said.model_copy(update={"request_id": request_id}).model_dump(exclude_none=True)
    return JSONResponse(body, kind.status, dict(kind.headers), media_type=MEDIA_TYPE)


def said(kind: Kind, detail: str, **more: Any) -> Problem:
    """A problem of this kind."""
    name = kind.title.lower().replace(", ", "-").replace(" ", "-")
    return Problem(type=f"urn:auditloop:problem:{name}", title=kind.title, status=kind.status, detail=detail, **more)


def kind_of(error: Exception) -> Kind:
    """The kind of an error that is in the table."""
    kind = next(KINDS[one] for one in type(error).__mro__ if one in KINDS)
    rule = _rule(error)
    if rule not in STATUS_OF_RULE:
        return kind
    return _BY_STATUS[STATUS_OF_RULE[rule]]


_BY_STATUS = {403: KINDS[h.Forbidden], 404: KINDS[h.NothingThere], 503: Kind(503, "Kept, not yet recorded", SOON)}


def of(error: Exception) -> Problem:
    """What an error that is in the table says."""
    detail = f"cursor: {error}." if isinstance(error, CursorUnreadable) else str(error)
    errors = None
    if isinstance(error, h.Malformed):
        errors = [SlipShown(pointer=one.pointer, detail=one.detail) for one in error.slips]
    return said(kind_of(error), detail, rule=_rule(error), errors=errors)


def _rule(error: Exception) -> str | None:
    return error.code if isinstance(error, Refused | Refusal) else None


def answer(request: Request, error: Exception) -> JSONResponse:
    """The answer to an error that is in the table."""
    kind = kind_of(error)
    if isinstance(error, h.TooMany):
        kind = kind._replace(headers={"Retry-After": str(error.seconds)})
    return problem(request, kind, of(error))


async def _known(request: Request, error: Exception) -> JSONResponse:
    return answer(request, error)


async def _unread(request: Request, error: Exception) -> JSONResponse:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    slips = [SlipShown(pointer="/".join(str(part) for part in one["loc"][1:]), detail=str(one["msg"])) for one in found]
    first = f"{slips[0].pointer}: {slips[0].detail}." if slips else "It cannot be read."
    return problem(request, MALFORMED, said(MALFORMED, first, errors=slips))


async def _http(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    titles = {404: "Not there", 405: "Not possible here"}
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else dict(error.headers or {})  # noqa: PLR2004
    kind = Kind(error.status_code, titles.get(error.status_code, "Not possible"), headers)
    return problem(request, kind, said(kind, f"{error.detail}: see /v1/openapi.json for what there is."))


def _allowed(request: Request) -> str:
    """Every method of the path; the framework names those of the first route that has it."""
    routes = [one.route for one in iter_route_contexts(request.app.routes) if isinstance(one.route, APIRoute)]
    found = [route.methods for route in routes if route.path_regex.match(request.url.path)]
    return ", ".join(sorted({method for methods in found for method in methods or ()}))


async def _away(request: Request, _error: Exception) -> JSONResponse:
    _log.warning("database_away")
    kind = Kind(503, "The database is away", SOON)
    return problem(request, kind, said(kind, str(NotReachable("The database"))))


async def _engine_away(request: Request, _error: Exception) -> JSONResponse:
    _log.warning("engine_away")
    return answer(request, NotReachable("The Temporal server"))


async def _unforeseen(request: Request, _error: Exception) -> JSONResponse:
    kind = Kind(500, "Unforeseen")
    return problem(request, kind, said(kind, "Something unforeseen happened: report this with the request id."))


def install(app: FastAPI) -> None:
    """Makes every error a problem."""
    for known in KINDS:
        app.add_exception_handler(known, _known)
    for away in AWAY:
        app.add_exception_handler(away, _away)
    app.add_exception_handler(RPCError, _engine_away)
    app.add_exception_handler(RequestValidationError, _unread)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)
