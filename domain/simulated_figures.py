"""What a simulation came to, in numbers: escalations by month and level, each person's work, and how long it took."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median

from pydantic import BaseModel, ConfigDict, Field

from domain import events as e
from domain.ahead import Coming
from domain.audit import AuditStatus
from domain.london import DAY, in_london
from domain.simulation import Lived
from domain.values import AuditId, Key

Climbs = dict[int, int]
"""How many steps were taken at each level."""
_ENDS = (e.ActionVerified, e.ActionCancelled, e.ActionOvertaken)


class _Figure(BaseModel):
    model_config = ConfigDict(frozen=True)


class MonthOf(_Figure):
    """One month of a simulation."""

    month: str = Field(description="As 2026-12, in London.")
    notices: int
    levels: Climbs


class WorkOf(_Figure):
    """One person's part."""

    person: Key
    notices: int
    actions: int = Field(description="That were theirs to do.")
    most_open: int = Field(description="The most that were open at once.")
    still_open: int


class Figures(_Figure):
    """Of all audits together."""

    audits: int
    actions: int
    closed: int
    handed_over: int = Field(description="At any time; one that is still open is among those too.")
    still_open: int
    median_days: float | None = Field(description="From the start of an audit to its end, of those that closed.")
    p90_days: float | None
    days_to_close: list[float] = Field(description="Of each that closed, shortest first.")
    notices: int
    notices_by_kind: dict[str, int]
    escalations: int
    levels: Climbs
    months: list[MonthOf]
    people: list[WorkOf] = Field(description="Most notices first.")
    not_allowed: int = Field(description="What people meant to do and the rules refused.")


class Notice(_Figure):
    """Somebody would be told something."""

    at: datetime
    person: Key
    notice: str
    audit_id: AuditId
    action_id: Key | None
    role: str
    level: int | None = Field(description="How far up a ladder; null for whatever is no step of one.")
    stands_in_for: Key | None


def notices(lives: Iterable[Lived]) -> list[Notice]:
    """Every one, oldest first."""
    made = [one for life in lives for coming in life.coming for one in _notices(life.audit.audit_id, coming)]
    return sorted(made, key=lambda one: (one.at, one.audit_id))


def figures(lives: Sequence[Lived], told: Sequence[Notice]) -> Figures:
    """The numbers of these lives, and of the notices they made."""
    took = sorted(_days(one) for one in lives if one.audit.status is AuditStatus.CLOSED)
    climbs = [climb for life in lives for one in life.coming if (climb := _climb(one.event))]
    return Figures(
        audits=len(lives),
        actions=sum(len(one.audit.actions) for one in lives),
        closed=len(took),
        handed_over=sum(any(isinstance(one.event, e.AuditHandedOver) for one in life.coming) for life in lives),
        still_open=sum(not one.audit.is_over for one in lives),
        median_days=round(median(took), 1) if took else None,
        p90_days=took[ceil(len(took) * 0.9) - 1] if took else None,
        days_to_close=took,
        notices=len(told),
        notices_by_kind=dict(sorted(Counter(one.notice for one in told).items())),
        escalations=len(climbs),
        levels=_levels(level for _, level in climbs),
        months=_months(climbs, told),
        people=_people(lives, told),
        not_allowed=sum(one.refused for one in lives),
    )


def _notices(audit_id: AuditId, coming: Coming) -> Iterable[Notice]:
    event = coming.event
    level = event.level if isinstance(event, e.Escalated) else None
    for one in coming.notices:
        yield Notice(
            at=event.at,
            person=one.person.person,
            notice=one.notice,
            audit_id=audit_id,
            action_id=getattr(event, "action_id", None),
            role=one.role,
            level=level,
            stands_in_for=one.stands_in_for,
        )


def _climb(event: e.AnyEvent) -> tuple[datetime, int] | None:
    """When a step was taken, and to which level; of an audit handed over there is no further up."""
    if isinstance(event, e.Escalated) and event.matter != "handover":
        return event.at, event.level
    return None


def _days(life: Lived) -> float:
    return round((life.audit.at - life.audit.started_at) / DAY, 1)


def _levels(levels: Iterable[int]) -> Climbs:
    return dict(sorted(Counter(levels).items()))


def _month(at: datetime) -> str:
    return f"{in_london(at):%Y-%m}"


def _months(climbs: Sequence[tuple[datetime, int]], told: Sequence[Notice]) -> list[MonthOf]:
    """Every month from the first notice to the last, also those in which nothing happened."""
    if not told:
        return []
    count = Counter(_month(one.at) for one in told)
    by_month: dict[str, list[int]] = {}
    for at, level in climbs:
        by_month.setdefault(_month(at), []).append(level)
    return [
        MonthOf(month=one, notices=count[one], levels=_levels(by_month.get(one, ())))
        for one in _months_between(told[0].at, told[-1].at)
    ]


def _months_between(first: datetime, last: datetime) -> list[str]:
    month, end, found = in_london(first).date().replace(day=1), in_london(last).date(), list[str]()
    while month <= end:
        found.append(f"{month:%Y-%m}")
        month = _next_month(month)
    return found


def _next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _people(lives: Sequence[Lived], told: Sequence[Notice]) -> list[WorkOf]:
    count = Counter(one.person for one in told)
    theirs: dict[Key, list[tuple[datetime, int]]] = {}
    for life in lives:
        for one in life.coming:
            if isinstance(one.event, e.ActionOpened):
                theirs.setdefault(one.event.owner, []).append((one.event.at, 1))
            elif isinstance(one.event, _ENDS):
                theirs.setdefault(one.event.owner, []).append((one.event.at, -1))
    work = [_work(person, count[person], theirs.get(person, [])) for person in count.keys() | theirs.keys()]
    return sorted(work, key=lambda one: (-one.notices, -one.actions, one.person))


def _work(person: Key, count: int, changes: list[tuple[datetime, int]]) -> WorkOf:
    is_open = most = 0
    for _, change in sorted(changes):
        is_open += change
        most = max(most, is_open)
    opened = sum(change > 0 for _, change in changes)
    return WorkOf(person=person, notices=count, actions=opened, most_open=most, still_open=is_open)
