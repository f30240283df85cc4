"""The table of access, walked whole: every route, as somebody of each role and of each relation to an audit."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import NamedTuple

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from api.access import Capability, Relation, Role, allows, reach
from api.http.app import build_app
from api.http.body import Body
from api.http.description import calls, routes_of
from api.http.visit import May, caller_of
from runtime.postgres_server import PostgresServer
from storage.database import Database
from tests.activities.records import rows
from tests.api.http.valid_requests import COUNCIL, EVENT, SAID, Ask
from tests.api.http.walked import KEEPER, MONTH, WALKERS, Walker, doors_on, proposal_of, restore, settle

OPEN = {"/health/live", "/health/ready", "/metrics", "/v1/openapi.json", "/v1/docs", "/docs/oauth2-redirect",
        "/v1/event-types", "/v1/event-types/{name}", "/v1/feeds/{token}.ics"}  # fmt: skip
"""Routes that need nobody's name: they show no record, and `/metrics` and feeds have locks of their own."""
SIGNED_IN = {"/v1/me", "/v1/me/feed", "/v1/me/feed/revoke"}
"""Routes for everybody who is signed in: they show the caller to themselves."""
TELLS_AUDITS = {"/v1/audits", "/v1/actions", "/v1/standards", "/v1/changes"}
"""Lists that show just those audits to which the caller may do it."""
HANDED_IN = {"/v1/audits", "/v1/audit-plans", "/v1/audit-batches"}
"""Routes whose body says which audit it is about."""
PROPOSAL = "{proposal_id}"
COMPLIMENTS = "/v1/compliments"
"""Its body names an audit that is there."""
ASKED: dict[str, dict[str, str | int]] = {
    "/v1/changes": {"after": 0},
    "/v1/programme/{month}/rehearsal": {**COUNCIL},
    "/v1/good-practice": {"standard": "visits"},
}
"""What must be asked along with a path."""
NOT_NOTED = {"/v1/reads", "/v1/operations"}
"""They name audits and show nothing of them."""
HERE = build_app(doors_on("postgresql://nobody@127.0.0.1:1/nowhere"))
ROUTES = {f"{method} {one.path}": one for one in routes_of(HERE) for method in one.methods or ()}
WALKED = {name: one for name, one in ROUTES.items() if one.path not in OPEN | SIGNED_IN}
LET_IN = {200, 201, 202, 204, 409, 503}
SHUT_OUT = [one for one in WALKERS if one.relation is Relation.OWN or one.role is Role.MANAGER]
"""Of each role whoever is closest, and of one role everybody: a restriction asks for neither."""


class Council(NamedTuple):
    """The doors, and what is behind them."""

    client: httpx.AsyncClient
    database: Database

    async def ask(self, route: APIRoute, ask: Ask) -> httpx.Response:
        """The answer to a valid request."""
        method = _method(route)
        names = {"action_id": "a-1", "framework": "demo", "month": MONTH, "note_id": "n-1", "webhook": "board"}
        names["proposal_id"] = proposal_of(ask.walker)
        path = route.path.format(audit_id=ask.audit_id, person=ask.walker.somebody, **names)
        headers = {"Authorization": f"Bearer person:{ask.walker.person}"}
        if method == "POST":
            headers["Idempotency-Key"] = f"{method}-{abs(hash((path, ask)))}"
        form = next((call.form.__name__ for call in calls(route.dependant) if isinstance(call, Body)), None)
        if route.path == "/v1/events" and method == "POST":
            headers["Content-Type"] = "application/cloudevents+json"
            return await self.client.request(method, path, headers=headers, content=json.dumps(EVENT))
        asked = ASKED.get(route.path, {})
        said = SAID[form](ask) if form else None
        return await self.client.request(method, path, headers=headers, params=asked, json=said)


@pytest.fixture(scope="module")
async def council(postgres: PostgresServer, migrated_template: str) -> AsyncIterator[Council]:
    doors = doors_on(await postgres.create_database("walked", template=migrated_template))
    await settle(doors.database)
    transport = httpx.ASGITransport(build_app(doors))
    async with httpx.AsyncClient(transport=transport, base_url="http://doors", timeout=60) as client:
        yield Council(client, doors.database)
    await doors.database.dispose()
    await postgres.drop_database("walked")


def _method(route: APIRoute) -> str:
    return next(iter(route.methods or ()))


def capability_of(route: APIRoute) -> Capability | None:
    found = [call.capability for call in calls(route.dependant) if isinstance(call, May)]
    return found[0] if len(set(found)) == 1 else None


def test_every_route_is_open_by_name_or_needs_just_one_capability() -> None:
    others = [one.path for one in iter_route_contexts(HERE.routes) if not isinstance(one.route, APIRoute)]
    unguarded = [name for name, route in WALKED.items() if capability_of(route) is None]
    known = [route for route in ROUTES.values() if route.path in SIGNED_IN]

    assert set(others) <= OPEN
    assert unguarded == []
    assert all(caller_of in calls(route.dependant) for route in known)


def test_every_capability_opens_a_route() -> None:
    assert {capability_of(route) for route in WALKED.values()} == set(Capability)


@pytest.mark.parametrize("name", WALKED)
async def test_a_route_lets_in_just_whom_the_table_does(council: Council, name: str) -> None:
    route = WALKED[name]
    answers = await _each(council, route, WALKERS, lambda walker: walker.audit_id)

    wrong = {walker.person: answer.text for walker, answer in answers if not _is_right(route, walker, answer)}

    assert wrong == {}
    await _reads_are_noted(council, route, answers)


@pytest.mark.parametrize("name", WALKED)
async def test_a_route_never_tells_of_a_restricted_audit(council: Council, name: str) -> None:
    route = WALKED[name]
    answers = await _each(council, route, SHUT_OUT, lambda walker: walker.twin_id)

    wrong = {walker.person: answer.text for walker, answer in answers if not _is_hidden(route, walker, answer)}

    assert wrong == {}


@pytest.mark.parametrize("name", [name for name, route in WALKED.items() if "{audit_id}" in route.path])
async def test_a_restricted_audit_is_as_if_it_were_not_there(council: Council, name: str) -> None:
    for walker in (one for one in WALKERS if one.relation is Relation.OWN):
        hidden = await council.ask(WALKED[name], Ask(walker, walker.twin_id))
        nowhere = await council.ask(WALKED[name], Ask(walker, walker.twin_id.replace("hidden", "nowhere")))

        assert _plain(hidden, "hidden") == _plain(nowhere, "nowhere")


async def _each(
    council: Council, route: APIRoute, walkers: Sequence[Walker], about: Callable[[Walker], str]
) -> list[tuple[Walker, httpx.Response]]:
    async def one(walker: Walker) -> tuple[Walker, httpx.Response]:
        return walker, await council.ask(route, Ask(walker, about(walker)))

    if (route.methods or set()) & {"PUT", "DELETE"}:
        return [await _alone(council, route, walker, one) for walker in walkers]
    at_once = asyncio.Semaphore(len(walkers) if route.path == "/v1/changes" else 6)

    async def in_turn(walker: Walker) -> tuple[Walker, httpx.Response]:
        async with at_once:
            return await one(walker)

    return await asyncio.gather(*(in_turn(walker) for walker in walkers))


async def _alone(
    council: Council, route: APIRoute, walker: Walker, one: Callable[[Walker], Awaitable[tuple[Walker, httpx.Response]]]
) -> tuple[Walker, httpx.Response]:
    is_there = {walker.audit_id: [walker.person]} if "DELETE" in (route.methods or ()) else {}
    await restore(council.database, **is_there)
    answer = await one(walker)
    await restore(council.database)
    return answer


def _capability(route: APIRoute) -> Capability:
    found = capability_of(route)
    assert found
    return found


def _may(route: APIRoute, walker: Walker) -> bool:
    is_no_person = "{person}" in route.path and walker.somebody == KEEPER
    # A proposal is about a team: nobody owns a part of it or made it.
    is_no_team = PROPOSAL in route.path and walker.relation in (Relation.OWN, Relation.AUDITED)
    relation = Relation.OTHER if is_no_person or is_no_team else walker.relation
    return allows(_capability(route), [walker.role], [relation])


def _is_shut(route: APIRoute, walker: Walker) -> bool:
    return not reach(_capability(route), [walker.role])


def _is_about_one(route: APIRoute) -> bool:
    is_named = "{audit_id}" in route.path or PROPOSAL in route.path
    return is_named or (route.path in HANDED_IN | {COMPLIMENTS} and _method(route) == "POST")


def _is_right(route: APIRoute, walker: Walker, answer: httpx.Response) -> bool:
    if _is_shut(route, walker):
        return answer.status_code == 403
    may = _may(route, walker)
    if "{person}" in route.path:
        return answer.status_code in ({200} if may else {403, 404} if _method(route) == "POST" else {404})
    if _is_about_one(route) and not may:
        return answer.status_code == (404 if PROPOSAL in route.path else 403)
    is_told = route.path not in TELLS_AUDITS or (walker.audit_id in answer.text) is may
    return answer.status_code in LET_IN and (is_told or _method(route) == "POST")


def _is_hidden(route: APIRoute, walker: Walker, answer: httpx.Response) -> bool:
    if "{audit_id}" in route.path or route.path == COMPLIMENTS:
        return answer.status_code == (403 if _is_shut(route, walker) else 404)
    if _is_about_one(route) and PROPOSAL not in route.path:  # an id that is taken: nobody can start what is there
        return answer.status_code == (422 if _may(route, walker) else 403)
    return "hidden-" not in answer.text


async def _reads_are_noted(council: Council, route: APIRoute, answers: list[tuple[Walker, httpx.Response]]) -> None:
    """Whoever was shown an audit is noted with it."""
    found = await rows(council.database, "select person, route, unnest(audits) as audit_id from reads")
    noted = {(one["person"], one["route"], one["audit_id"]) for one in found}
    shown = {
        (walker.person, f"{_method(route)} {route.path}", audit_id)
        for walker, answer in answers
        if answer.status_code == 200 and route.path not in NOT_NOTED and "restriction" not in route.path
        for audit_id in {one.audit_id for one in WALKERS}
        if f'"{audit_id}"' in answer.text
    }
    assert shown - noted == set()


def _plain(answer: httpx.Response, name: str) -> tuple[int, str, list[str]]:
    """An answer whatever the id and the request."""
    request_id = answer.headers.get("x-request-id", "none")
    said = answer.text.replace(request_id, "ID").replace(name, "NAME")
    headers = [f"{key}: {value}" for key, value in answer.headers.items() if value != request_id]
    return answer.status_code, said, [one for one in headers if not one.startswith("content-length")]


def test_each_role_is_walked_in_each_relation() -> None:
    assert {(one.role, one.relation) for one in WALKERS} == {(role, one) for role in Role for one in Relation}


def test_routes_are_found_by_themselves() -> None:
    app = FastAPI()
    app.get("/v1/secret")(lambda: None)

    assert [capability_of(one) for one in routes_of(app)] == [None]
