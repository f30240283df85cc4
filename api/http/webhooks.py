"""Webhooks, for operators: which other systems are told of what, and what they did not take."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel

from api import webhooks
from api.access import Capability
from api.forms import Words
from api.http.body import Body
from api.http.lists import Asked
from api.http.once import Once, asking
from api.http.operators import Reason
from api.http.room import room
from api.http.shapes import Paged
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.http.webhook_shapes import Added, DeliveryItem, Removed, Tried, WebhookItem, Webhooks
from api.operating import Why
from api.webhooks import NAME, WebhookForm
from domain.london import in_utc
from domain.values import Key
from storage import deliveries_kept, restrictions
from storage.cursor import CursorUnreadable, cursor, place
from storage.letter import DeadLetter

Operates = Annotated[Once, Depends(asking(Capability.OPERATE))]
Looks = Annotated[Visit, Depends(May(Capability.OPERATE))]
Name = Annotated[str, Path(pattern=NAME)]


class AddWebhookForm(WebhookForm):
    """A webhook, and why."""

    reason: Words


def router() -> APIRouter:
    """All of it."""
    routes = room("webhooks")
    routes.add_api_route("/webhooks", listed, response_model=Webhooks)
    routes.add_api_route("/webhooks", add, methods=["POST"], response_model=Added)
    routes.add_api_route("/webhooks/{webhook}/remove", remove, methods=["POST"], response_model=Removed)
    routes.add_api_route("/webhooks/{webhook}/test", test, methods=["POST"], response_model=Tried)
    routes.add_api_route("/deliveries/dead", dead, response_model=Paged[DeliveryItem])
    return routes


async def listed(request: Request, visit: Looks) -> Response:
    """Every webhook, by name."""
    found = await webhooks.listed(visit.doors.record)
    return tagged(request, Webhooks(items=[WebhookItem(**one._asdict()) for one in found]))


async def add(once: Operates, form: Annotated[AddWebhookForm, Depends(Body(AddWebhookForm))]) -> Response:
    """Tell another system what happens from now on; one that ended goes on from where it did."""

    async def do(_: Key) -> BaseModel:
        doors, why = once.visit.doors, _why(once.visit, form.reason)
        is_new = await webhooks.add(doors.record, form, doors.reach, why, doors.clock())
        return Added(name=form.name, added=is_new)

    return await once.answer("webhooks", form, do)


async def remove(webhook: Name, once: Operates, form: Annotated[Reason, Depends(Body(Reason))]) -> Response:
    """Tell a system no more; what has not left never will."""

    async def do(_: Key) -> BaseModel:
        doors = once.visit.doors
        await webhooks.remove(doors.record, webhook, _why(once.visit, form.reason), doors.clock())
        return Removed(name=webhook)

    return await once.answer("webhooks", form, do)


async def test(webhook: Name, once: Operates) -> Response:
    """Have a test message sent by a courier; the list of webhooks says what came of the last."""

    async def do(key: Key) -> BaseModel:
        doors = once.visit.doors
        return Tried(test_id=await webhooks.test(doors.record, webhook, key, doors.clock()))

    return await once.answer("webhooks", Nothing(), do)


async def dead(request: Request, visit: Looks, asked: Annotated[Asked, Query()]) -> Response:
    """What other systems did not take and is tried no more, oldest first; it is resent as notices are."""
    after = _after(asked.cursor)
    async with visit.doors.database.transaction() as connection:
        found = await deliveries_kept.dead(connection, after=after, limit=asked.limit + 1)
        page = found[: asked.limit]
        hidden = await restrictions.hidden(connection, [one.audit_id for one in page], visit.by)
        shown = [one for one in page if one.audit_id not in hidden]
        await visit.note(connection, [one.audit_id for one in shown])
    last = page[-1] if len(found) > asked.limit else None
    following = cursor("dead", [last.due_at.isoformat(), last.notice_id]) if last else None
    return tagged(request, Paged(items=[_item(one) for one in shown], next=following))


class Nothing(BaseModel):
    """Nothing is said."""


def _after(given: str | None) -> tuple[datetime, str] | None:
    if given is None:
        return None
    due_at, delivery_id = place("dead", given, [str, str])
    try:
        return in_utc(datetime.fromisoformat(str(due_at))), str(delivery_id)
    except (ValueError, OverflowError):
        raise CursorUnreadable from None


def _item(one: DeadLetter) -> DeliveryItem:
    fields = one.model_dump(include={"notice_id", "audit_id", "seq", "due_at", "attempts", "failure"})
    return DeliveryItem(kind=one.notice, webhook=one.person, **fields)


def _why(visit: Visit, reason: str) -> Why:
    return Why(visit.by, reason, visit.request_id)
