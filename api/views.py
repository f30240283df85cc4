"""Whose views an audit sought, whether the worker took part, and what a child said: in words, for those who read it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.wording import Words
from domain import events as e
from domain.returned import Sought, Views
from domain.values import AuditId, TextRef
from storage import texts
from storage.saying import Saying, saying


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


async def views_said(connection: AsyncConnection, audit_id: AuditId) -> ViewsSaid:
    """As the log has it."""
    events = await saying(connection, audit_id)
    ids = [ref.id for event in events for ref in _refs(event)]
    words = Words(await texts.words_in(connection, ids) if ids else {}, {})
    heard = [_heard(one, words.text) for one in events if isinstance(one, e.ChildsViewHeard)]
    returned = next((one for one in reversed(events) if not isinstance(one, e.ChildsViewHeard)), None)
    if returned is None:
        return ViewsSaid(heard=heard)
    views = returned.views or Views()
    return ViewsSaid(
        child=_sought(views.child, words.text),
        family=_sought(views.family, words.text),
        worker_took_part=returned.worker_took_part,
        worker_absence=words.text(returned.worker_absence.id) if returned.worker_absence else None,
        heard=heard,
    )


def _refs(event: Saying) -> Iterator[TextRef]:
    if isinstance(event, e.ChildsViewHeard):
        yield event.text
        return
    views = event.views or Views()
    yield from _given((*_of(views.child), *_of(views.family), event.worker_absence))


def _of(sought: Sought | None) -> tuple[TextRef | None, ...]:
    return (*sought.how, sought.why_not) if sought else ()


def _given(refs: Iterable[TextRef | None]) -> Iterator[TextRef]:
    return (one for one in refs if one)


def _sought(sought: Sought | None, words: Callable[[str], str]) -> SoughtSaid | None:
    if sought is None or not sought.is_said:
        return None
    return SoughtSaid(
        how=[words(one.id) for one in sought.how], why_not=words(sought.why_not.id) if sought.why_not else None
    )


def _heard(event: e.ChildsViewHeard, words: Callable[[str], str]) -> ViewSaid:
    return ViewSaid(given_on=event.given_on, way=event.way, by=event.by, text=words(event.text.id))
