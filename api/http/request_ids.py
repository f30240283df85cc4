"""Each request has an id: given back, bound to every log line it leaves, and sent on to the engine and the tables."""

import re
from collections.abc import Callable, MutableMapping
from time import perf_counter
from typing import Any, NamedTuple

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

HEADER = "X-Request-Id"
TAKEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
AUDIT_ID = re.compile(r"[a-z0-9-]{1,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
WATCHING = frozenset({"/health/live", "/health/ready", "/metrics"})
FAILED = 400
NOWHERE = "none"
"""Stands for the route of a request that no route is for: the path itself could hold anything."""
_log = structlog.stdlib.get_logger(__name__)


class Answered(NamedTuple):
    """What may be said of a request: nothing that its caller wrote, but the audit's id."""

    method: str
    route: str
    status: int
    seconds: float
    """Until the answer began: a stream goes on for long."""
    audit_id: str | None


class RequestIds:
    """Stands before everything else, so that nothing is answered, and nothing fails, without an id."""

    def __init__(self, app: ASGIApp, ids: Callable[[], str], hear: Callable[[Answered], None]) -> None:
        """`ids` makes an id for who brings none; `hear` is told of every answer."""
        self._app, self._ids, self._hear = app, ids, hear

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if TAKEN.fullmatch(given) else self._ids()
        scope.setdefault("state", {})["request_id"] = request_id
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._answer(scope, receive, _Answer(send, request_id))

    async def _answer(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        try:
            await self._app(scope, receive, answer.send)
        except Exception as error:  # noqa: BLE001 - a server would log its words, which may quote somebody's
            _log.error("request_failed", error=type(error).__name__, place=_place(error))
        answered = _answered(scope, answer)
        self._hear(answered)
        facts = answered._asdict()
        # Who watches asks every few seconds: that is worth a line only when something is wrong.
        say = _log.debug if answered.route in WATCHING and answered.status < FAILED else _log.info
        say("request_answered", duration_ms=round(1000 * facts.pop("seconds"), 1), **facts)


class _Answer:
    """Notes status and time of an answer as it begins, and puts the id into it."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send, self._request_id, self._began = send, request_id, perf_counter()
        self.status: int | None = None
        self.seconds = 0.0

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)[HEADER] = self._request_id
            self.status, self.seconds = message["status"], perf_counter() - self._began
        await self._send(message)


def _answered(scope: Scope, answer: _Answer) -> Answered:
    audit_id = scope.get("path_params", {}).get("audit_id", "")
    return Answered(
        method=scope["method"] if scope["method"] in METHODS else "other",
        route=getattr(scope.get("route"), "path", NOWHERE),
        status=answer.status or 500,
        seconds=answer.seconds,
        audit_id=audit_id if AUDIT_ID.fullmatch(audit_id) else None,
    )


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name} line {trace.tb_lineno}" if trace else "unknown"
