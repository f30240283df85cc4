"""Events from other systems: taken in even while the engine is away, listed for operators, and their types told."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import BaseModel, Field
from pydantic_core import to_json

from api.access import Capability
from api.errors import Refused
from api.http.body import Body
from api.http.cloud_events import events_of
from api.http.errors import NothingThere
from api.http.event_shapes import (
    EventItem,
    EventTypeItem,
    EventTypes,
    Names,
    Retried,
    State,
    TakenIn,
    TakenItem,
    bodies,
)
from api.http.lists import Asked
from api.http.once import KEY, Once, asking
from api.http.operators import Reason
from api.http.room import V1, room
from api.http.shapes import Paged
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.inbox.known import KNOWN
from api.inbox.retrying import retry
from api.operating import Why
from domain.values import Key
from storage import inbox, restrictions
from storage.cursor import cursor, place
from storage.inbox import Incoming, OtherContent

ACCEPTED = 202
ADDRESS = f"{V1}/event-types"
Sends = Annotated[Visit, Depends(May(Capability.SEND_EVENTS))]
Reads = Annotated[Visit, Depends(May(Capability.READ_EVENTS))]
OptionalKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", pattern=KEY, description="Not needed: `source` and `id` of each event are its key."
    ),
]
Operates = Annotated[Once, Depends(asking(Capability.OPERATE))]


class EventsAsked(Asked):
    """Which events."""

    state: State | None = None
    type: str | None = Field(None, pattern=r"^[^\x00-\x1f]{1,200}$")


class RetryForm(Reason):
    """Which refused events are tried again; without `events`, all."""

    events: tuple[Annotated[int, Field(ge=1, le=2**63 - 1)], ...] | None = Field(None, min_length=1, max_length=500)


def router() -> APIRouter:
    """All of it."""
    routes = room("events")
    routes.add_api_route(
        "/events", send, methods=["POST"], response_model=TakenIn, status_code=ACCEPTED, openapi_extra=bodies()
    )
    routes.add_api_route("/events", events, response_model=Paged[EventItem])
    routes.add_api_route("/events/retry", retry_refused, methods=["POST"], response_model=Retried)
    routes.add_api_route("/event-types", types, response_model=EventTypes)
    routes.add_api_route("/event-types/{name}", schema, response_model=None)
    return routes


async def events_in(request: Request) -> list[Incoming]:
    """Raises Malformed, or NotJson."""
    return events_of(request, await request.body())


async def send(
    visit: Sends,
    request: Request,
    found: Annotated[list[Incoming], Depends(events_in)],
    key: OptionalKey = None,
) -> Response:
    """Take in CloudEvents: one, a batch, or one by headers; all or none. Each counts once by its source and id."""

    async def do(_: Key) -> BaseModel:
        return await _taken_in(visit, found)

    if key is None:  # their own names are key enough
        return Response((await do("")).model_dump_json(), status_code=ACCEPTED, media_type="application/json")
    names = Names(events=[(one.source, one.event_id, one.digest) for one in found])
    return await Once(visit, request, key, status=ACCEPTED).answer("events", names, do)


async def events(request: Request, visit: Reads, asked: Annotated[EventsAsked, Query()]) -> Response:
    """Events and what became of them, the last to come first."""
    before = int(place("events", asked.cursor, [int])[0]) if asked.cursor else None
    async with visit.doors.database.transaction() as connection:
        found = await inbox.page(connection, state=asked.state, type_=asked.type, before=before, limit=asked.limit + 1)
        page = found[: asked.limit]
        named = [one.audit_id for one in page if one.audit_id]
        hidden = await restrictions.hidden(connection, named, visit.by)
        await visit.note(connection, [one for one in named if one not in hidden])
    following = cursor("events", [page[-1].number]) if len(found) > asked.limit else None
    return tagged(request, Paged(items=[EventItem.of(one, hidden) for one in page], next=following))


async def retry_refused(once: Operates, form: Annotated[RetryForm, Depends(Body(RetryForm))]) -> Response:
    """Refused events are tried again, after what was wrong has been put right."""

    async def do(_: Key) -> BaseModel:
        visit = once.visit
        why = Why(visit.by, form.reason, visit.request_id)
        return Retried(retried=await retry(visit.doors.database, form.events, why, visit.doors.clock()))

    return await once.answer("events", form, do)


async def types(request: Request) -> Response:
    """Every type of event that is known."""
    items = [
        EventTypeItem(
            type=one.name, summary=one.summary, waits_for=one.waits_for, schema_address=f"{ADDRESS}/{one.name}"
        )
        for one in KNOWN.values()
    ]
    return tagged(request, EventTypes(items=items))


async def schema(name: str) -> Response:
    """The JSON Schema of the data of a type: at this address as long as the type is known."""
    if name not in KNOWN:
        raise NothingThere("type of event", name)
    return Response(to_json(KNOWN[name].schema, indent=2), media_type="application/schema+json")


async def _taken_in(visit: Visit, found: list[Incoming]) -> TakenIn:
    doors = visit.doors
    try:
        async with doors.database.transaction() as connection:
            taken = await inbox.take_in(connection, found, visit.by, doors.clock(), visit.request_id)
    except OtherContent as other:
        raise Refused("OtherContent", str(other)) from None
    return TakenIn(events=[TakenItem(**one._asdict(), id=one.event_id) for one in taken])
