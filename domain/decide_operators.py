"""The operators' commands: finding people again, and moving an audit to another version of its rules."""

from collections.abc import Iterator
from datetime import datetime

from domain import commands as c
from domain import events as e
from domain.audit import Audit
from domain.errors import NoReason
from domain.moderation_authority import outside_for
from domain.moments import Chased, Moment, chased
from domain.operator_errors import FewerCycles, LacksStandard, NoRules, NothingTold, OtherFramework, SameVersion
from domain.regrading import check_due, due_by_rule
from domain.rules import Rules
from domain.tick import by_name, level_of, line_of
from domain.values import TextRef


def find_again(audit: Audit, command: c.FindAgain, now: datetime) -> list[e.AnyEvent]:
    """Each matter somebody should have been told of: who that is now is looked for, and whoever is new is told."""
    if command.reason is None:
        raise NoReason(command.kind)
    found: list[e.AnyEvent] = [
        _found_again(audit, one, command.reason, now) for one in chased(audit) if _was_told(audit, one, now)
    ]
    if not found:
        raise NothingTold
    return found


def _was_told(audit: Audit, one: Chased, now: datetime) -> bool:
    """Has a step been taken before now? Of an audit handed over by role, handing over was the first."""
    is_of_role = one.matter == "handover" and audit.handed_to is None
    return one.chase.told_at is not None and one.chase.told_at < now and (one.chase.step > 0 or is_of_role)


def _found_again(audit: Audit, one: Chased, reason: TextRef, now: datetime) -> e.PeopleFoundAgain:
    rung = min(max(one.chase.step, 1), len(one.ladder.steps)) - 1
    last, role = Moment(now, "step", *one, rung=rung), one.ladder.steps[rung].role
    return e.PeopleFoundAgain(
        seq=0,
        at=now,
        matter=one.matter,
        action_id=one.action.action_id if one.action else None,
        level=level_of(audit, last),
        role=role,
        line_of=line_of(audit, last),
        to=by_name(audit, one.matter),
        outside=outside_for(audit, one.matter, role),
        due_at=one.chase.due_at,
        step_seq=one.chase.seq,
        before=one.chase.told,
        reason=reason,
    )


def replan(audit: Audit, command: c.Replan, now: datetime) -> list[e.AnyEvent]:
    """Other rules from here on; each date that the rules had set is counted anew from the moment it ran from."""
    if command.reason is None:
        raise NoReason(command.kind)
    rules = _fitting(audit, command)
    replanned = e.AuditReplanned(
        seq=0,
        at=now,
        version=rules.version,
        before=audit.rules.version,
        rules=rules,
        owners=command.owners,
        reason=command.reason,
    )
    planned = audit.model_copy(update={"rules": rules})
    return [replanned, *_actions_moved(audit, planned, command, now), *_check_moved(audit, planned, command, now)]


def _fitting(audit: Audit, command: c.Replan) -> Rules:
    """The new rules, if this audit can go by them; the number of the code's own rules stays what it was."""
    rules = command.rules
    if command.version == audit.rules.version:
        raise SameVersion(command.version)
    if rules is None or rules.version != command.version:
        raise NoRules(command.version)
    if rules.framework != audit.rules.framework:
        raise OtherFramework(audit.rules.framework, rules.framework)
    _check_has_room(audit, rules)
    # A second look or a dispute that is under way is not lost with rules that know none.
    kept = {
        "moderation": rules.moderation or audit.rules.moderation,
        "disputes": rules.disputes or audit.rules.disputes,
    }
    return rules.model_copy(update={"number": audit.rules.number, **kept})


def _check_has_room(audit: Audit, rules: Rules) -> None:
    for standard in (*audit.standards, *(action.standard for action in audit.actions.values())):
        if standard not in rules.standards:
            raise LacksStandard(rules.version, standard)
    if audit.cycle > rules.cycles:
        raise FewerCycles(rules.version, rules.cycles, audit.cycle)


def _actions_moved(audit: Audit, planned: Audit, command: c.Replan, now: datetime) -> Iterator[e.AnyEvent]:
    for action in audit.unfinished:
        since = command.ran_from.get(action.action_id)
        # A date that the old rules do not come to was set by a person, and stays.
        if since is None or due_by_rule(audit, action, since) != action.due_at:
            continue
        if (due := due_by_rule(planned, action, since)) != action.due_at:
            yield e.ActionReplanned(
                seq=0, at=now, action_id=action.action_id, owner=action.owner, due_at=due, before=action.due_at
            )


def _check_moved(audit: Audit, planned: Audit, command: c.Replan, now: datetime) -> Iterator[e.AnyEvent]:
    since, check = command.check_from, audit.check
    if check is None or since is None or check_due(audit, since) != check.due_at:
        return
    if (due := check_due(planned, since)) != check.due_at:
        yield e.CheckReplanned(seq=0, at=now, auditor=audit.auditor, due_at=due, before=check.due_at)
