"""A second look at a grade: drawn by the engine, given by a moderator who does not know the first."""

from collections.abc import Mapping
from datetime import datetime

from domain import commands as c
from domain import events as e
from domain.audit import Audit
from domain.calendar import due_at
from domain.correction_errors import UnknownArea
from domain.moderation_authority import outside_of
from domain.moderation_errors import AlreadyDrawn, AlreadyModerated, NotInModeration
from domain.regrading import regraded
from domain.values import Key


def draw_moderation(audit: Audit, command: c.DrawModeration, now: datetime) -> list[e.AnyEvent]:
    """Grades that are always moderated are chosen; of the rest those that the draw came to."""
    rule = audit.rules.moderation
    if rule is None or not audit.awaits_draw:
        raise AlreadyDrawn
    is_always = audit.overall in rule.always
    is_chosen = is_always or command.is_drawn or rule.share == 100  # noqa: PLR2004 - all of them
    return [
        e.ModerationDrawn(
            seq=0,
            at=now,
            is_chosen=is_chosen,
            because=("grade" if is_always else "share") if is_chosen else None,
            due_at=due_at(now, rule.within, audit.rules.calendar) if is_chosen else None,
            role=rule.role,
            line_of=audit.auditor,
            outside=outside_of(audit),
        )
    ]


def moderate(audit: Audit, command: c.Moderate, now: datetime) -> list[e.AnyEvent]:
    """The second grade; where it differs, the audit goes by it from now on, and both are kept."""
    if audit.moderating is None:
        raise AlreadyModerated if audit.moderation and audit.moderation.is_given else NotInModeration
    grades = by_area(audit, command.grades)
    is_confirmed = (command.overall, grades) == (audit.overall, audit.grades)
    # What cannot be is refused before anything says that it was given.
    follow = regraded(audit, command.overall, grades, now)
    moderated = e.GradeModerated(
        seq=0,
        at=now,
        auditor=audit.auditor,
        overall=command.overall,
        before=audit.overall,
        grades=command.grades,
        is_confirmed=is_confirmed,
        note=command.note,
    )
    return [moderated, *([] if is_confirmed else follow)]


def by_area(audit: Audit, grades: Mapping[Key, str]) -> dict[Key, str]:
    """All grades by area, those given instead of what stood there; only areas that the auditor graded."""
    for area in grades:
        if area not in audit.grades:
            raise UnknownArea(area, list(audit.grades))
    return {**audit.grades, **grades}
