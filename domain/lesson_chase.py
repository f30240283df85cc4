"""When somebody is told of a proposal, as what, and who may decide it."""

from datetime import datetime
from typing import NamedTuple

from domain.calendar import Calendar, after, due_at, step_at
from domain.directory import Directory, standing
from domain.framework import Framework
from domain.framework_lessons import LessonRule
from domain.ladder import Ladder
from domain.proposal import Proposal
from domain.teams import members
from domain.values import Key

PROPOSED, REMINDER, ESCALATION = "theme_proposed", "theme_reminder", "escalation_theme"


class Telling(NamedTuple):
    """A notice about a proposal: when it is due, which one, and to the holder of which role."""

    at: datetime
    notice: str
    role: str


def next_telling(proposal: Proposal, framework: Framework, calendar: Calendar) -> Telling | None:
    """The next notice of a proposal that nobody has decided: first the decider, then again when it is late, then up."""
    rule = framework.lessons
    if rule is None or not proposal.is_undecided:
        return None
    if proposal.step == 0:
        return Telling(proposal.proposed_at, PROPOSED, rule.decider)
    due = decide_by(proposal, rule, calendar)
    if proposal.step > 1 and rule.ladder:
        return _up(proposal, rule.ladder, due, framework, calendar)
    again = after(proposal.told_at or due, rule.decide_within, calendar, framework.hour)
    return Telling(due if proposal.step == 1 else again, REMINDER, rule.decider)


def decide_by(proposal: Proposal, rule: LessonRule, calendar: Calendar) -> datetime:
    """Until when it should be decided."""
    return due_at(proposal.proposed_at, rule.decide_within, calendar)


def deciders(framework: Framework) -> tuple[str, ...]:
    """The roles that may decide: the one that the framework names, and all above it."""
    line, role = framework.line, framework.lessons.decider if framework.lessons else ""
    return line[line.index(role) :] if role in line else (role,)


def starts_of(proposal: Proposal, directory: Directory) -> list[Key]:
    """From whom the reporting line of a proposal goes up."""
    return [proposal.about.place] if proposal.about.of == "service" else members(directory, proposal.about.place)


def may_decide(proposal: Proposal, framework: Framework, directory: Directory, by: Key, at: datetime) -> bool:
    """Do they, or somebody away for whom they stand in, hold such a role in the line above what it is about?"""
    roles = frozenset(deciders(framework))
    person = directory.people.get(by)
    if person is None or person.has_left(at):
        return False
    for start in starts_of(proposal, directory):
        known = standing(directory, by, start, at)
        places = [one.roles for one in known.places if one.above_owner or one.person == start]
        own = [known.roles] if known.above_owner or by == start else []
        if any(roles & {*held} for held in (*own, *places)):
            return True
    return False


def _up(proposal: Proposal, ladder: Ladder, due: datetime, framework: Framework, calendar: Calendar) -> Telling:
    told_at, rung = proposal.told_at or due, proposal.step - 2
    if rung >= len(ladder.steps):
        return Telling(after(told_at, ladder.every, calendar, framework.hour), ESCALATION, ladder.steps[-1].role)
    # After an outage each level still gets its day to act.
    rested = after(told_at, framework.rest, calendar, framework.hour)
    moment = max(step_at(due, ladder.steps[rung].after, calendar, framework.hour), rested)
    return Telling(moment, ESCALATION, ladder.steps[rung].role)
