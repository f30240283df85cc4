"""People: who the caller is, and those of the directory whom they may see."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from api.access import Capability, Role, allows, reach
from api.http.doors import doors_of
from api.http.errors import NothingThere
from api.http.lists import Asked
from api.http.people_shapes import PersonItem
from api.http.room import room
from api.http.shapes import Paged
from api.http.tagged import tagged
from api.http.visit import Caller, May, Visit, caller_of
from domain.directory import Directory, Person
from domain.values import Key
from storage.cursor import cursor, place

Reads = Annotated[Visit, Depends(May(Capability.READ_PEOPLE))]


class PeopleAsked(Asked):
    team: Key | None = None
    role: Key | None = None
    manager: Key | None = None


class Me(PersonItem):
    """The caller, and what they are to the doors."""

    access: list[Role]
    may: list[Capability]
    stands_in_for: list[str] = Field(description="Who is away meanwhile, and has the caller as a deputy.")


def router() -> APIRouter:
    """All of it."""
    routes = room("people")
    routes.add_api_route("/me", me, response_model=Me)
    routes.add_api_route("/people", people, response_model=Paged[PersonItem])
    routes.add_api_route("/people/{person}", one, response_model=PersonItem)
    return routes


async def me(request: Request, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
    """Who the caller is to the directory, and what they may do to some record at least."""
    known, now = await _known(request, caller), doors_of(request).clock()
    may = [each for each in Capability if any(reach(each, one.roles) for one in caller.likenesses(each))]
    away = [one.circle.person for one in caller.places]
    mine = Me(**PersonItem.of(known, now).model_dump(), access=sorted(caller.roles), may=may, stands_in_for=away)
    return tagged(request, mine)


async def people(request: Request, visit: Reads, asked: Annotated[PeopleAsked, Query()]) -> Response:
    """Those of the directory whom the caller may see, by id."""
    after = str(place("person", asked.cursor, [str])[0]) if asked.cursor else ""
    found = _found(await visit.doors.council.directory(), visit, asked, after)
    page = [one for one, _ in zip(found, range(asked.limit + 1), strict=False)]
    shown = page[: asked.limit]
    following = cursor("person", [shown[-1].person]) if len(page) > asked.limit else None
    return tagged(request, Paged(items=[PersonItem.of(one, visit.doors.clock()) for one in shown], next=following))


async def one(person: Key, request: Request, visit: Reads) -> Response:
    """One person. Somebody whom the caller may not see is as if they were not there."""
    known = (await visit.doors.council.directory()).people.get(person)
    if known is None or not may_see(visit, known):
        raise NothingThere("person", person)
    return tagged(request, PersonItem.of(known, visit.doors.clock()))


async def _known(request: Request, caller: Caller) -> Person:
    return (await doors_of(request).council.directory()).people[caller.person]


def _found(directory: Directory, visit: Visit, asked: PeopleAsked, after: str) -> Iterator[Person]:
    for person in sorted(directory.people):
        known = directory.people[person]
        if person > after and _is_asked_for(known, asked) and may_see(visit, known):
            yield known


def _is_asked_for(known: Person, asked: PeopleAsked) -> bool:
    is_of = asked.role is None or asked.role in known.roles
    return is_of and asked.team in (None, known.team) and asked.manager in (None, known.manager)


def may_see(visit: Visit, known: Person, capability: Capability = Capability.READ_PEOPLE) -> bool:
    """May the caller see this person, or do something else to them?"""
    relations = visit.caller.circle.to_person(known.person, known.team)
    return allows(capability, visit.caller.roles, relations)
