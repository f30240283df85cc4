"""Live changes, as server-sent events: every page of every audit that the caller may see, as it is recorded."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.access import Capability
from api.http.errors import NotSignedIn
from api.http.room import room
from api.http.shapes import Shape
from api.http.visit import May, Visit, known
from api.relations import About
from domain.values import AuditId
from storage import following
from storage.following import Change

LOOK_AGAIN = timedelta(milliseconds=500)
RETRY = 2000  # milliseconds until a client that lost us comes back
AT_ONCE = 500
"""Pages looked at in one go."""
Reads = Annotated[Visit, Depends(May(Capability.READ_AUDITS))]
Position = Annotated[str | None, Header(alias="Last-Event-ID", pattern=r"^\d{1,18}$")]


class ChangeItem(Shape):
    """What happened to an audit: its events from `first` to `last`, their kinds, and where it is now."""

    audit_id: str
    first: int
    last: int
    kinds: list[str]
    status: str


def router() -> APIRouter:
    """One route."""
    routes = room("changes")
    routes.add_api_route("/changes", changes, response_class=EventSourceResponse)
    return routes


class Following(NamedTuple):
    """Who follows which audit (None: all), and from where."""

    visit: Visit
    audit_id: AuditId | None
    position: int


async def following_of(
    visit: Reads,
    last_event_id: Position = None,
    audit_id: Annotated[AuditId | None, Query(description="Only this audit's.")] = None,
    after: Annotated[int | None, Query(ge=0, le=10**18, description="Instead of Last-Event-ID, at first.")] = None,
) -> Following:
    """Raises what shuts the door, while there still is an answer to give."""
    async with visit.doors.database.transaction() as connection:
        if audit_id:
            await visit.enter(connection, audit_id)
        seen = int(last_event_id) if last_event_id else after
        return Following(visit, audit_id, await following.end(connection) if seen is None else seen)


async def changes(asked: Annotated[Following, Depends(following_of)]) -> AsyncIterator[ServerSentEvent]:
    """Every change from now on, or since an id that was seen; with the token it ends: connect again with a new one."""
    visit, audit_id, position = asked
    yield ServerSentEvent(comment="following", id=str(position), retry=RETRY)
    while now := await _still(visit):
        found = await _since(visit, position)
        wanted = [one for one in found if audit_id in (None, one.audit_id) and now.may_see(_about(one))]
        await _note(visit, wanted)
        for one in wanted:
            yield ServerSentEvent(event="change", id=str(one.position), data=_shown(one))
        position = found[-1].position if found else position
        if len(found) < AT_ONCE:
            await asyncio.sleep(LOOK_AGAIN.total_seconds())


async def _still(visit: Visit) -> Visit | None:
    """The visit of the same person as the directory has them now; None when they are gone or the token is over."""
    subject = visit.caller.subject
    if visit.doors.clock() >= subject.expires_at:
        return None
    try:
        return visit._replace(caller=await known(visit.doors, subject))
    except NotSignedIn:
        return None


async def _since(visit: Visit, position: int) -> list[Change]:
    async with visit.doors.database.transaction() as connection:
        return await following.since(connection, position, AT_ONCE)


async def _note(visit: Visit, changes: list[Change]) -> None:
    if changes:
        async with visit.doors.database.transaction() as connection:
            await visit.note(connection, [one.audit_id for one in changes])


def _about(change: Change) -> About:
    return About(change.team, change.auditor, change.owners, change.named)


def _shown(change: Change) -> ChangeItem:
    return ChangeItem(
        audit_id=change.audit_id, first=change.first, last=change.last, kinds=change.kinds, status=change.status
    )
