"""One request of somebody who is known: what they may do, and the note of what they are shown."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncConnection

from api.access import DEPUTISED, Capability, Relation, Role, allows, reach, roles_of
from api.errors import NoSuchAudit
from api.http.doors import HttpDoors, Subject, doors_of
from api.http.errors import Forbidden, NotSignedIn
from api.readers import Likeness
from api.relations import About, Circle
from domain.directory import stood_in_for
from domain.values import AuditId, Key
from storage import blind, reads
from storage.blind import Look, Reader
from storage.restrictions import Around, around
from storage.scope import Scope

_bearer = HTTPBearer(auto_error=False, scheme_name="token", description="A token of the council's sign-in.")
Token = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


class Caller(NamedTuple):
    """Somebody of the directory, by their token."""

    person: Key
    roles: frozenset[Role]
    circle: Circle
    subject: Subject
    reader: Reader
    """As whom they are shown audits."""
    places: tuple[Likeness, ...] = ()
    """Of those who are away and for whom they stand in."""

    def likenesses(self, capability: Capability) -> tuple[Likeness, ...]:
        """As whom they may come to do this."""
        return Likeness(self.roles, self.circle), *(self.places if capability in DEPUTISED else ())


async def caller_of(request: Request, token: Token) -> Caller:
    """Who asks. Raises NotSignedIn."""
    if token is None:
        raise NotSignedIn("Sign in first: send a token as `Authorization: Bearer …`.")
    doors = doors_of(request)
    subject = await doors.sign_in.subject(token.credentials)
    await doors.pace.check(subject.person)
    return await known(doors, subject)


async def known(doors: HttpDoors, subject: Subject) -> Caller:
    """Whom a token is about, as the directory has them now. Raises NotSignedIn."""
    directory, now, meanings = await doors.council.directory(), doors.clock(), doors.policies.meanings()
    known = directory.people.get(subject.person)
    if known is None:
        raise NotSignedIn("The token is good, but nobody in the directory has this id: ask for an entry in it.")
    if known.has_left(now):
        raise NotSignedIn("The token is good, but your last day in the directory is over: ask for it to be corrected.")
    absent = stood_in_for(directory, known.person, now)
    places = [Likeness(roles_of(one.roles, meanings), await doors.council.circle(one.person)) for one in absent]
    circle = await doors.council.circle(known.person)
    reader = Reader(known.person, frozenset(role for one in (known, *absent) for role in one.roles), known.team)
    return Caller(known.person, roles_of(known.roles, meanings), circle, subject, reader, tuple(places))


class Visit(NamedTuple):
    """A caller who may do something to some records at least; to which, each is asked about."""

    doors: HttpDoors
    caller: Caller
    capability: Capability
    route: str
    request_id: str

    @property
    def by(self) -> Key:
        return self.caller.person

    @property
    def look(self) -> Look:
        """As whom the caller is shown audits, and when."""
        return Look(self.doors.clock(), self.caller.reader)

    @property
    def reach(self) -> frozenset[Relation]:
        """What the caller must be to a record: one of these."""
        return reach(self.capability, self.caller.roles)

    @property
    def scope(self) -> Scope:
        """The audits that the caller may do it to."""
        scopes = [self._scope(one) for one in self.caller.likenesses(self.capability)]
        return Scope(
            person=self.by,
            is_everything=any(one.is_everything for one in scopes),
            teams=frozenset().union(*(one.teams for one in scopes)),
            auditors=frozenset().union(*(one.auditors for one in scopes)),
            owners=frozenset().union(*(one.owners for one in scopes)),
            reader=self.caller.reader,
        )

    def _scope(self, one: Likeness) -> Scope:
        near, circle = reach(self.capability, one.roles), one.circle
        below = circle.below if Relation.BELOW in near else frozenset[Key]()
        teams_below = circle.teams_below if Relation.BELOW in near else frozenset[Key]()
        own_team = {circle.team} if Relation.TEAM in near and circle.team else frozenset[Key]()
        return Scope(
            person=circle.person,
            is_everything=Relation.OTHER in near,
            teams=teams_below | own_team,
            auditors=below | ({circle.person} if Relation.AUDITED in near else frozenset()),
            owners=below | ({circle.person} if Relation.OWN in near else frozenset()),
        )

    async def enter(self, connection: AsyncConnection, audit_id: AuditId) -> Around:
        """Raises NoSuchAudit if there is none that the caller may know of, Forbidden if they may not do it there."""
        found = await around(connection, audit_id)
        if found is None or About(*found).is_hidden_from(self.by):
            raise NoSuchAudit(audit_id)
        self.check(About(*found))
        return found

    async def may_read(self, connection: AsyncConnection, audit_id: AuditId) -> bool:
        """May the caller, who has just done something to an audit, be shown it?"""
        found = await around(connection, audit_id)
        return found is not None and self.may_see(About(*found), Capability.READ_AUDITS)

    def may_see(self, about: About, capability: Capability | None = None) -> bool:
        """May the caller do this to a record, and know that it is there?"""
        return not about.is_hidden_from(self.by) and self._allows(capability or self.capability, about)

    def check(self, about: About) -> None:
        """Raises Forbidden unless the caller, or whom they stand in for, may do it to this record."""
        if not self._allows(self.capability, about):
            raise Forbidden(self.capability)

    def _allows(self, capability: Capability, about: About) -> bool:
        likenesses = self.caller.likenesses(capability)
        return any(allows(capability, one.roles, one.circle.relations(about)) for one in likenesses)

    async def is_blind(self, connection: AsyncConnection, audit_id: AuditId) -> bool:
        """May they be asked for the second grade of this audit, so that what it found is kept from them?"""
        return await blind.is_blind(connection, audit_id, self.caller.reader)

    async def note(self, connection: AsyncConnection, audits: Sequence[AuditId]) -> None:
        """Notes that these audits are shown to the caller."""
        if audits:
            read = reads.Read(self.doors.clock(), self.by, self.route, sorted(set(audits)), self.request_id)
            await reads.note(connection, read)

    @asynccontextmanager
    async def reading(self, audit_id: AuditId) -> AsyncIterator[tuple[AsyncConnection, Around]]:
        """A connection to read an audit by, and who is close to it: entered first, noted before an answer leaves."""
        async with self.doors.database.reading() as connection:
            yield connection, await self.enter(connection, audit_id)
            await self.note(connection, [audit_id])


class May:
    """Lets in who may do something to some record; `capability` is read by whoever lists the routes."""

    def __init__(self, capability: Capability) -> None:
        self.capability = capability

    async def __call__(self, request: Request, caller: Annotated[Caller, Depends(caller_of)]) -> Visit:
        if not any(reach(self.capability, one.roles) for one in caller.likenesses(self.capability)):
            raise Forbidden(self.capability)
        route = f"{request.method} {request.scope['route'].path}"
        return Visit(doors_of(request), caller, self.capability, route, request.state.request_id)
