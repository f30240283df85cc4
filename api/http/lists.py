"""Lists over many audits: what may be asked of each, and a page of it."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access import Capability, Relation
from api.http.room import room
from api.http.shapes import ActionItem, AuditItem, NoticeItem, Paged, Shape, StandingItem
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.wording import worded
from domain.audit import ActionStatus, AuditStatus
from domain.values import AuditId, Key
from storage import listing
from storage.listing import Slice
from storage.notice_counts import notice_counts

AuditOrder = Literal[
    "started_at", "-started_at", "next_moment", "-next_moment", "level", "-level", "audit_id", "-audit_id"
]


class Asked(BaseModel):
    """How much of a list, and from where."""

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = Field(None, max_length=1000, description="The `next` of the page before.")


class AuditsAsked(Asked):
    kind: Key | None = None
    status: AuditStatus | None = None
    team: Key | None = None
    overall: Key | None = None
    auditor: Key | None = None
    subject: Key | None = None
    moderation: Literal["to be drawn", "awaited", "given", "not chosen"] | None = Field(
        None, description="Where a second look at its grade stands."
    )
    disputed: bool | None = Field(None, description="Only audits of which something, or nothing, is disputed now.")
    overdue: bool | None = Field(None, description="Only audits with, or without, an overdue action.")
    sort: AuditOrder = "started_at"


class ActionsAsked(Asked):
    audit_id: AuditId | None = None
    owner: Key | None = None
    status: ActionStatus | None = None
    standard: Key | None = None
    team: Key | None = None
    safety: bool | None = None
    finished: bool | None = None
    overdue: bool | None = None
    sort: Literal["due_at", "-due_at", "level", "-level"] = "due_at"


class StandardsAsked(Asked):
    audit_id: AuditId | None = None
    standard: Key | None = None
    team: Key | None = None
    check_by: Literal["judged", "measured"] | None = None
    met: bool | None = None
    sort: Literal["standard", "-standard", "audit_id", "-audit_id"] = "standard"


class NoticesAsked(Asked):
    audit_id: AuditId | None = None
    person: Key | None = None
    state: Literal["waiting", "leased", "sent", "dead", "stale", "past"] | None = None
    sort: Literal["due_at", "-due_at"] = "-due_at"


class NoticeCounts(Shape):
    """How many notices are in each state that has any."""

    counts: dict[str, int]
    oldest_waiting: datetime | None


ReadsAudits = Annotated[Visit, Depends(May(Capability.READ_AUDITS))]
ReadsStandards = Annotated[Visit, Depends(May(Capability.READ_STANDARDS))]
ReadsNotices = Annotated[Visit, Depends(May(Capability.READ_NOTICES))]
PAGING = {"limit", "cursor", "sort"}


def router() -> APIRouter:
    """All lists."""
    routes = room("lists")
    routes.add_api_route("/audits", audits, response_model=Paged[AuditItem])
    routes.add_api_route("/actions", actions, response_model=Paged[ActionItem])
    routes.add_api_route("/standards", standards, response_model=Paged[StandingItem])
    routes.add_api_route("/notices", notices, response_model=Paged[NoticeItem])
    routes.add_api_route("/notices/counts", counts, response_model=NoticeCounts)
    return routes


async def audits(request: Request, visit: ReadsAudits, asked: Annotated[AuditsAsked, Query()]) -> Response:
    """The audits that the caller may see."""
    wish, part = asked.model_dump(exclude=PAGING), Slice(asked.sort, asked.limit, asked.cursor)
    async with visit.doors.database.reading() as connection:
        page = await listing.audits(connection, visit.scope, wish, part, visit.doors.clock())
        await visit.note(connection, [one.audit_id for one in page.rows])
    return tagged(request, Paged(items=[AuditItem.of(one) for one in page.rows], next=page.following))


async def actions(request: Request, visit: ReadsAudits, asked: Annotated[ActionsAsked, Query()]) -> Response:
    """The actions of the audits that the caller may see."""
    wish, part = asked.model_dump(exclude=PAGING), Slice(asked.sort, asked.limit, asked.cursor)
    async with visit.doors.database.reading() as connection:
        page = await listing.actions(connection, visit.scope, wish, part, visit.doors.clock())
        await visit.note(connection, [one.audit_id for one in page.rows])
        words = await worded(connection, await visit.doors.council.directory(), page.rows)
    return tagged(request, Paged(items=[ActionItem.of(one, words) for one in page.rows], next=page.following))


async def standards(request: Request, visit: ReadsStandards, asked: Annotated[StandardsAsked, Query()]) -> Response:
    """How practice standards stand in the audits that the caller may see."""
    wish, part = asked.model_dump(exclude=PAGING), Slice(asked.sort, asked.limit, asked.cursor)
    async with visit.doors.database.reading() as connection:
        page = await listing.standards(connection, visit.scope, wish, part)
        await visit.note(connection, [one.audit_id for one in page.rows])
    return tagged(request, Paged(items=[StandingItem(**one._asdict()) for one in page.rows], next=page.following))


async def notices(request: Request, visit: ReadsNotices, asked: Annotated[NoticesAsked, Query()]) -> Response:
    """Messages to the caller and to those below them; to everybody, for operators."""
    wish, part = asked.model_dump(exclude=PAGING), Slice(asked.sort, asked.limit, asked.cursor)
    told = _told(visit)
    # One person's are read in their order from an index, several people's are not.
    is_one = told is not None and len(told) == 1 and asked.person is None
    wish |= {"person": visit.by} if is_one else {"people": told}
    everywhere = visit.scope._replace(is_everything=True)  # whose notice it is decides, not whose audit
    async with visit.doors.database.reading() as connection:
        page = await listing.notices(connection, everywhere, wish, part)
        await visit.note(connection, [one.audit_id for one in page.rows])
    return tagged(request, Paged(items=[NoticeItem(**one._asdict()) for one in page.rows], next=page.following))


async def counts(request: Request, visit: ReadsNotices) -> Response:
    """How many of the same messages are in each state, and when the first of those that wait may leave."""
    everywhere = visit.scope._replace(is_everything=True)
    async with visit.doors.database.transaction() as connection:
        counted = await notice_counts(connection, everywhere, _told(visit))
    return tagged(request, NoticeCounts(**counted._asdict()))


def _told(visit: Visit) -> list[Key] | None:
    """Whose messages the caller may see; None is everybody's."""
    if Relation.OTHER in visit.reach:
        return None
    below = visit.caller.circle.below if Relation.BELOW in visit.reach else frozenset[Key]()
    return sorted(below | {visit.by})
