"""Feeds: the caller's dates at an address of its own, for a calendar that cannot sign in."""

from email.utils import format_datetime
from hashlib import blake2b
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from pydantic import Field

from api.http.doors import HttpDoors, doors_of
from api.http.errors import NoSuchFeed
from api.http.once import KEY
from api.http.room import V1, room
from api.http.shapes import Shape
from api.http.visit import Caller, caller_of
from domain.london import in_utc
from domain.values import Key
from storage import feeds, reads
from storage.feeds import Near

CALENDAR = "text/calendar; charset=utf-8"
Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,200}$")]
Me = Annotated[Caller, Depends(caller_of)]
OptionalKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=KEY,
        description="Not needed, and not gone by: an answer that is kept would be the address kept.",
    ),
]


class FeedItem(Shape):
    """The address of somebody's feed, shown this once; whoever has it sees their dates."""

    path: str = Field(description="Below the address of the API.")


class FeedRevoked(Shape):
    """Is there an address no more that was there before?"""

    revoked: bool


def router() -> APIRouter:
    """All of it."""
    routes = room("feeds")
    routes.add_api_route("/me/feed", renew, methods=["POST"], response_model=FeedItem)
    routes.add_api_route("/me/feed/revoke", revoke, methods=["POST"], response_model=FeedRevoked)
    routes.add_api_route("/feeds/{token}.ics", feed, response_model=None)
    return routes


async def renew(request: Request, me: Me, _: OptionalKey = None) -> FeedItem:
    """A new address of the caller's dates; the one before tells nothing any more. Its answer is kept nowhere."""
    doors = doors_of(request)
    token = f"{doors.ids()}{doors.ids()}"
    async with doors.database.transaction() as connection:
        await feeds.renew(connection, me.person, token, doors.clock())
    return FeedItem(path=path_of(token))


async def revoke(request: Request, me: Me, _: OptionalKey = None) -> FeedRevoked:
    """No address tells the caller's dates any more."""
    doors = doors_of(request)
    async with doors.database.transaction() as connection:
        return FeedRevoked(revoked=await feeds.revoke(connection, me.person, doors.clock()))


async def feed(token: Token, request: Request) -> Response:
    """Somebody's dates, as iCalendar: open actions, checks, claims, returns and decisions that are theirs."""
    from api.feeds import calendar_of, latest  # noqa: PLC0415 - only calendars need their library

    doors = doors_of(request)
    person, audits = await _theirs(doors, token, request.state.request_id)
    body = calendar_of(person, audits)
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if changed_at := latest(audits):
        headers["Last-Modified"] = format_datetime(in_utc(changed_at), usegmt=True)
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in given:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=CALENDAR, headers=headers)


def path_of(token: str) -> str:
    """Where the feed of a token is, below the address of the API."""
    return f"{V1}/feeds/{token}.ics"


async def _theirs(doors: HttpDoors, token: str, request_id: str) -> tuple[Key, list[Near]]:
    """Raises NoSuchFeed, of whoever has left too."""
    directory, now = await doors.council.directory(), doors.clock()
    async with doors.database.transaction() as connection:
        found = await feeds.whose(connection, token)
        known = directory.people.get(found.person) if found and not found.is_revoked else None
        if known is None or known.has_left(now):
            raise NoSuchFeed
        await doors.pace.check(known.person)
        audits = await feeds.near(connection, known.person)
        if audits:
            named = sorted(one.audit.audit_id for one in audits)
            await reads.note(connection, reads.Read(now, known.person, f"GET {path_of('{token}')}", named, request_id))
    return known.person, audits
