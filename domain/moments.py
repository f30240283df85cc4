"""The instants at which time alone makes something true of an audit, and when the next one comes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple
from zlib import crc32

from domain.audit import Action, ActionStatus, Audit
from domain.chase import Chase, next_reminder, next_step
from domain.durations import Duration
from domain.events import Matter
from domain.framework_sections import Returning, Safety
from domain.ladder import Ladder, LadderStep
from domain.rules import Rules
from domain.values import Key

What = Literal["unheard", "resume", "reminder", "overdue", "step", "watched"]
_ORDER: tuple[What, ...] = ("unheard", "resume", "reminder", "overdue", "step", "watched")
PLANNER = "planner"
"""As what somebody is told of an audit that they planned."""


class Moment(NamedTuple):
    """Something that time makes true at an instant."""

    at: datetime
    what: What
    matter: Matter
    action: Action | None
    chase: Chase
    ladder: Ladder
    rung: int = 0
    repeats: int = 0
    standard: Key | None = None
    """The one whose watch ends."""

    @property
    def rank(self) -> tuple[datetime, int]:
        """First the earliest; at one instant, first what was said before."""
        return self.at, _ORDER.index(self.what)

    @property
    def is_prompt(self) -> bool:
        """Must it not wait for the spread? Children's safety and dates set by law do not."""
        return self.what == "unheard" or bool(self.action and (self.action.is_safety or self.action.is_statutory))


class Chased(NamedTuple):
    """What is being chased: its ladder, and what it is about."""

    matter: Matter
    action: Action | None
    chase: Chase
    ladder: Ladder


def chased(audit: Audit) -> Iterator[Chased]:
    """Everything of an audit that is being chased, late or not."""
    if audit.is_over:
        return
    for action in audit.actions.values():
        yield from _chased_of_action(audit, action)
    yield from _chased_of_audit(audit)


def moments(audit: Audit, until: datetime | None = None) -> Iterator[Moment]:
    """Every next moment of everything that is being chased; with `until`, missed rounds by then are one moment."""
    if audit.is_over:
        return
    for action in audit.actions.values():
        yield from of_action(audit, action, until)
    yield from of_audit(audit, until)


def of_audit(audit: Audit, until: datetime | None) -> Iterator[Moment]:
    """Of `moments`, those of the audit as a whole."""
    for one in _chased_of_audit(audit):
        yield from _of_chase(one, audit.rules, until)
    yield from _watched(audit)


def of_action(audit: Audit, action: Action, until: datetime | None) -> Iterator[Moment]:
    """Of `moments`, those of one action."""
    if action.pause:
        yield Moment(action.pause.until, "resume", "action", action, action.chase, action.ladder(audit.rules))
    for one in _chased_of_action(audit, action):
        yield from _of_chase(one, audit.rules, until)


def handover_ladder(rules: Rules) -> Ladder:
    """The accountable person is told of an audit handed over, again and again."""
    step = LadderStep(after=rules.accountable_every, role=rules.accountable)
    return Ladder(steps=(step,), every=rules.accountable_every)


def concern_ladder(safety: Safety) -> Ladder:
    """Who is told of a safety concern the moment it is there, and again until somebody acknowledges it."""
    at_once = Duration(0, safety.repeat.unit)
    return Ladder(steps=(LadderStep(after=at_once, role=safety.tell),), every=safety.repeat)


def return_ladder(audit: Audit) -> Ladder:
    """Who hears of an audit that is not returned; until somebody makes it, whoever planned it, again and again."""
    rules = audit.rules
    if audit.auditor:
        return rules.return_ladder or rules.check_ladder
    every = (rules.returning or Returning()).allocate_within
    first = Duration(0 if every.is_elapsed else 1, every.unit)
    return Ladder(steps=(LadderStep(after=first, role=PLANNER),), every=every)


def _questioned(audit: Audit) -> Iterator[Chased]:
    rules = audit.rules
    if audit.moderating and rules.moderation:
        yield Chased("moderation", None, audit.moderating, rules.moderation.ladder)
    for what, dispute in audit.disputed.items():
        if dispute.chase and rules.disputes:
            yield Chased("dispute", audit.actions.get(what), dispute.chase, rules.disputes.ladder)


def _chased_of_audit(audit: Audit) -> Iterator[Chased]:
    if audit.check:
        yield Chased("check", None, audit.check, audit.rules.check_ladder)
    if audit.returning:
        yield Chased("return" if audit.auditor else "allocation", None, audit.returning, return_ladder(audit))
    yield from _questioned(audit)
    if audit.handover:
        yield Chased("handover", None, audit.handover, handover_ladder(audit.rules))


def _chased_of_action(audit: Audit, action: Action) -> Iterator[Chased]:
    rules = audit.rules
    if action.is_finished or action.pause:
        return
    if action.extension:
        yield Chased("extension", action, action.extension.chase, rules.extension_ladder)
    if not audit.is_handed_over or action.is_safety:
        is_held = not action.is_safety and audit.is_disputed(action.action_id)
        yield from _chased_of_doing(action, rules, is_held=is_held)


def _chased_of_doing(action: Action, rules: Rules, *, is_held: bool) -> Iterator[Chased]:
    """Of an action that runs: its doing, or the claim that it is done."""
    if action.status is ActionStatus.DONE_CLAIMED and action.verification:
        yield Chased("verification", action, action.verification, rules.verification_ladder)
    elif not action.waits_for and not is_held:
        if action.concern and rules.safety:
            yield Chased("concern", action, action.concern, concern_ladder(rules.safety))
        matter: Matter = "safety" if action.is_safety else "action"
        yield Chased(matter, action, action.chase, action.ladder(rules))


def _watched(audit: Audit) -> Iterator[Moment]:
    for state in audit.watched if not audit.is_over else ():
        if state.watch:
            end = Chase(due_at=state.watch.until)
            yield Moment(end.due_at, "watched", "check", None, end, audit.rules.check_ladder, standard=state.standard)


def _of_chase(chased: Chased, rules: Rules, until: datetime | None) -> Iterator[Moment]:
    _, _, chase, ladder = chased
    if chase.unheard_at:
        yield _moment(chase.unheard_at, "unheard", chased, rung=max(chase.step - 1, 0))
        return
    if reminder := next_reminder(chase, rules):
        yield _moment(reminder, "reminder", chased)
    if not chase.is_overdue:
        yield _moment(chase.due_at, "overdue", chased)
    else:
        step = next_step(chase, ladder, rules, until)
        yield _moment(step.moment, "step", chased, rung=step.rung, repeats=step.repeats)


def _moment(at: datetime, what: What, chased: Chased, *, rung: int = 0, repeats: int = 0) -> Moment:
    return Moment(at, what, chased.matter, chased.action, chased.chase, chased.ladder, rung, repeats)


def next_moment(audit: Audit) -> datetime | None:
    """When `tick` will next have something to say; None when the audit is over."""
    return min((moment.at for moment in moments(audit)), default=None)


def wake_at(audit: Audit) -> datetime | None:
    """When a timer should ring: the next moment, or up to the policy's spread later if nothing there is prompt.

    The lateness is a checksum of the audit's id, so that deadlines of one morning do not all ring in one second.
    """
    spread = audit.rules.spread.elapsed * (crc32(audit.audit_id.encode()) % 10_000 / 10_000)
    return min((one.at if _is_prompt(audit, one) else one.at + spread for one in moments(audit)), default=None)


def _is_prompt(audit: Audit, moment: Moment) -> bool:
    """The law's date of a complaint does not wait for the spread either."""
    return moment.is_prompt or (moment.matter == "return" and audit.complaint is not None)
