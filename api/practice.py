"""Good practice: strengths and compliments, found again by standard; and compliments as they are handed in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.errors import BadInput, Place
from api.forms import Form, Name, Words
from api.openings import NotInFramework
from api.policies import Policies, UnknownFramework
from api.record import Record
from domain.calendar import local_day
from domain.story import ERASED
from domain.values import AuditId, Key
from storage import practice, texts
from storage.practice import Compliment, Practice
from storage.scope import Scope

MOST = 200


class PracticeShown(BaseModel):
    """One strength or compliment: where and when, and what was said to those who may see the audit it comes from."""

    model_config = ConfigDict(frozen=True)
    kind: str = Field(description="strength: an audit found it; compliment: somebody said it.")
    standard: str
    team: str
    seen_on: date
    audit_id: str | None = Field(None, description="Only for those who may see that audit.")
    id: str | None = Field(None, description="The finding or the compliment; for the same people.")
    text: str | None = Field(None, description="The words; for the same people.")


class ComplimentForm(Form):
    """What somebody praised, by which practice standard; about an audit, or a team's work."""

    standard: Name
    framework: Name
    text: Words
    team: Key | None = Field(None, description="Left out with an audit: its team.")
    audit_id: AuditId | None = Field(None, description="The audit it is about, if it is about one.")
    received_on: date | None = Field(None, description="Left out: today.")


async def practices(
    connection: AsyncConnection, standard: str, team: str | None, scope: Scope, limit: int = MOST
) -> list[PracticeShown]:
    """The latest first, at most so many; the scope is of the audits that the reader may see."""
    rows = await practice.practice(connection, standard, team, scope, limit)
    words = await texts.words_in(connection, [one.text_id for one in rows if one.is_near])
    return [_shown(one, words) for one in rows]


def _shown(one: Practice, words: Mapping[str, str | None]) -> PracticeShown:
    seen = PracticeShown(kind=one.kind, standard=one.standard, team=one.team, seen_on=one.seen_on)
    more = {"audit_id": one.audit_id, "id": one.id, "text": words.get(one.text_id) or ERASED}
    return seen.model_copy(update=more) if one.is_near else seen


def check(form: ComplimentForm, policies: Policies, now: datetime) -> None:
    """Raises BadInput unless the standard is one of the framework's, and the day has come."""
    try:
        framework = policies.framework(form.framework)
    except UnknownFramework as slip:
        raise BadInput(Place("framework"), str(slip)) from None
    if framework.standard(form.standard) is None:
        other = NotInFramework("a standard", form.standard, framework, [one.id for one in framework.standards])
        raise BadInput(Place("standard"), str(other))
    if form.received_on and form.received_on > local_day(now):
        raise BadInput(Place("received_on"), f"{form.received_on.isoformat()} is a day to come: give the day it came.")
    if not (form.team or form.audit_id):
        raise BadInput(Place("team"), "say which team or which audit it is about.")


class Handed(NamedTuple):
    """About which team a compliment is, who handed it in, under which id, and when."""

    team: Key
    by: Key
    compliment_id: Key
    at: datetime


async def keep(record: Record, form: ComplimentForm, handed: Handed) -> None:
    """Keeps a compliment that was checked, once for its id; raises BadInput for a team that nobody works in."""
    people = (await record.directory()).people.values()
    if form.audit_id is None and handed.team not in {one.team for one in people}:
        raise BadInput(Place("team"), f"nobody works in a team {handed.team}: name one of the directory's.")
    about = form.audit_id or f"compliments/{handed.team}"
    kept = (await record.keep_texts(about, [form.text], handed.at))[form.text]
    received_on = form.received_on or local_day(handed.at)
    said = Compliment(*handed, form.standard, received_on, kept.id, form.audit_id)
    async with record.database.transaction() as connection:
        await practice.keep(connection, said)
