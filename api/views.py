"""What people said to an audit, in words: a complaint, whose views it sought, and what a child said by themselves."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.wording import Words
from domain import events as e
from domain.returned import Sought, Views
from domain.values import AuditId, TextRef
from storage import texts
from storage.saying import Saying, saying

_Words = Callable[[str], str]
_Returned = e.AuditStarted | e.AuditReturned


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True)


class SoughtSaid(_Said):
    """How somebody's views were sought, or why they were not."""

    how: list[str]
    why_not: str | None


class ViewSaid(_Said):
    """What a child said, at any time."""

    given_on: date
    way: str
    by: str = Field(description="Who handed it in: a person's id.")
    text: str


class ViewsSaid(_Said):
    """Whose views were sought, and what was said; null: not said."""

    child: SoughtSaid | None = None
    family: SoughtSaid | None = None
    worker_took_part: bool | None = None
    worker_absence: str | None = None
    heard: list[ViewSaid] = Field(default_factory=list, description="What a child said, the first first.")


class ComplaintSaid(_Said):
    """What somebody complained of."""

    received_on: date
    reference: str | None = Field(description="What the complaints system calls it.")
    text: str | None
    first_due_at: datetime | None = Field(description="Until when it was to be answered before that was extended.")


class Said(NamedTuple):
    """All of it; no complaint in an audit that answers none."""

    views: ViewsSaid
    complaint: ComplaintSaid | None


async def said_to(connection: AsyncConnection, audit_id: AuditId) -> Said:
    """As the log has it."""
    events = await saying(connection, audit_id)
    ids = [ref.id for event in events for ref in _refs(event)]
    words = Words(await texts.words_in(connection, ids) if ids else {}, {})
    return Said(_views(events, words.text), _complaint(events, words.text))


def _views(events: list[Saying], words: _Words) -> ViewsSaid:
    heard = [_heard(one, words) for one in events if isinstance(one, e.ChildsViewHeard)]
    returned = next((one for one in reversed(events) if isinstance(one, _Returned)), None)
    if returned is None:
        return ViewsSaid(heard=heard)
    views = returned.views or Views()
    return ViewsSaid(
        child=_sought(views.child, words),
        family=_sought(views.family, words),
        worker_took_part=returned.worker_took_part,
        worker_absence=_worded(returned.worker_absence, words),
        heard=heard,
    )


def _complaint(events: list[Saying], words: _Words) -> ComplaintSaid | None:
    complaint = next((one.complaint for one in events if isinstance(one, e.AuditPlanned)), None)
    if complaint is None:
        return None
    return ComplaintSaid(
        received_on=complaint.received_on,
        reference=complaint.reference,
        text=_worded(complaint.text, words),
        first_due_at=next((one.before for one in events if isinstance(one, e.ResponseExtended)), None),
    )


def _refs(event: Saying) -> Iterator[TextRef]:
    if isinstance(event, e.ChildsViewHeard):
        yield event.text
    elif isinstance(event, _Returned):
        views = event.views or Views()
        yield from _given((*_of(views.child), *_of(views.family), event.worker_absence))
    elif isinstance(event, e.AuditPlanned) and event.complaint:
        yield from _given((event.complaint.text,))


def _of(sought: Sought | None) -> tuple[TextRef | None, ...]:
    return (*sought.how, sought.why_not) if sought else ()


def _given(refs: Iterable[TextRef | None]) -> Iterator[TextRef]:
    return (one for one in refs if one)


def _worded(ref: TextRef | None, words: _Words) -> str | None:
    return words(ref.id) if ref else None


def _sought(sought: Sought | None, words: _Words) -> SoughtSaid | None:
    if sought is None or not sought.is_said:
        return None
    return SoughtSaid(how=[words(one.id) for one in sought.how], why_not=_worded(sought.why_not, words))


def _heard(event: e.ChildsViewHeard, words: _Words) -> ViewSaid:
    return ViewSaid(given_on=event.given_on, way=event.way, by=event.by, text=words(event.text.id))
