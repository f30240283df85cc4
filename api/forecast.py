"""The forecast of one audit as people read it: what comes, when, and who would be told, if nobody does anything."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.errors import NoSuchAudit
from api.story import speech_of
from domain.ahead import Coming
from domain.audit import Audit
from domain.dates_in_words import day_in_words
from domain.directory import Directory
from domain.evolve import fold
from domain.forecast import forecast
from domain.london import DAY, end_of_day, local_day
from domain.story import sentence
from domain.story_words import Speech
from domain.values import AuditId
from storage import reading

DAYS = 90
"""How far a forecast goes unless somebody says."""
LONGEST = 366  # days
MOST = 500
"""Events of one forecast: rules that count in seconds make thousands a day."""


class _Foreseen(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class WouldBeTold(_Foreseen):
    """Somebody who would get a notice."""

    person: str
    name: str
    role: str = Field(description="As what they would be told.")
    notice: str
    stands_in_for: str | None = Field(description="Who is away then, or has left, and would be told otherwise.")


class ComingItem(_Foreseen):
    """One thing that would happen by itself."""

    at: datetime = Field(description="The moment; where it has passed already, now.")
    kind: str
    action_id: str | None
    text: str = Field(description="What the audit's story would say of it.")
    told: list[WouldBeTold]


class Forecast(_Foreseen):
    """What comes to an audit if nobody does anything, the calendar and the directory staying as they are."""

    audit_id: str
    until: datetime = Field(description="How far it goes: less far than was asked for where that would be too much.")
    items: list[ComingItem]
    notes: list[str] = Field(description="What else must be known to read it.")


class Horizon(NamedTuple):
    """From when, and for how many days."""

    now: datetime
    days: int = DAYS

    @property
    def end(self) -> datetime:
        """The end of the last day that is looked at, so that all of today the same is answered."""
        return end_of_day(local_day(self.now) + self.days * DAY)


async def forecast_of(
    connection: AsyncConnection, directory: Directory, audit_id: AuditId, horizon: Horizon, *, is_blind: bool = False
) -> Forecast:
    """What the audit's log and the directory say will come; raises NoSuchAudit.

    Whoever is to give a second grade hears of immediate concerns alone: other dates would hint at the first.
    """
    audit = fold(None, [one.event for one in await reading.history_in(connection, audit_id)])
    if audit is None:
        raise NoSuchAudit(audit_id)
    coming = list(islice(forecast(audit, directory, horizon.now, horizon.end), MOST + 1))
    is_cut = len(coming) > MOST
    until = coming[-1].event.true_at if is_cut else horizon.end
    shown = [one for one in coming[:MOST] if not is_blind or _is_concern(audit, one)]
    speech = await speech_of(connection, directory, [one.event for one in shown])
    return Forecast(
        audit_id=audit_id,
        until=until,
        items=[_item(one, speech) for one in shown],
        notes=[*_notes(audit, has_any=bool(coming), is_blind=is_blind), *([_cut(until)] if is_cut else [])],
    )


def _is_concern(audit: Audit, coming: Coming) -> bool:
    action = audit.actions.get(getattr(coming.event, "action_id", None) or "")
    return action is not None and action.is_safety


def _item(coming: Coming, speech: Speech) -> ComingItem:
    event = coming.event
    # Told for itself: who would hear of it stands beside it.
    text = sentence(event.model_copy(update={"told": None, "moment": None}), speech.name, speech.words_of)
    told = [
        WouldBeTold(
            person=one.person.person,
            name=one.person.name,
            role=one.role,
            notice=one.notice,
            stands_in_for=one.stands_in_for,
        )
        for one in coming.notices
    ]
    return ComingItem(at=event.at, kind=event.kind, action_id=getattr(event, "action_id", None), text=text, told=told)


def _notes(audit: Audit, *, has_any: bool, is_blind: bool) -> Iterator[str]:
    if audit.is_over:
        yield f"The audit is {audit.status}: nothing comes."
    elif is_blind:
        yield "You may be asked for a second grade: only immediate safety concerns are shown to you before it is given."
    elif not has_any:
        yield "Nothing happens by itself in that time."
    if audit.awaits_draw:
        yield "Whether it is moderated is yet to be drawn; what would come of that is not in here."


def _cut(until: datetime) -> str:
    return f"Only the first {MOST} events are shown, up to {day_in_words(local_day(until))}."
