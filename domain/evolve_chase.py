"""What being chased, hearing nothing, and catching up with the past make of what is late."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.audit import Action, Audit
from domain.chase import Chase, begun_anew
from domain.evolve_moderation import with_dispute_chase
from domain.matters import OF_AUDIT


def _escalated(audit: Audit, event: e.Escalated) -> Audit:
    return _with_chase(audit, event, _climbed)


def _climbed(chase: Chase, event: e.Escalated) -> Chase:
    step = chase.step if event.repeats else chase.step + 1
    fresh: dict[str, Any] = {
        "told": (),
        "stood_in_for": (),
        "unheard_at": None,
        "is_skipping": False,
        "quiet_until": None,
    }
    return chase.model_copy(update={**fresh, "step": step, "seq": event.seq, "told_at": event.at})


def _unheard(audit: Audit, event: e.StepUnheard) -> Audit:
    return _with_chase(audit, event, _skipping)


def _skipping(chase: Chase, event: e.StepUnheard) -> Chase:
    return chase.model_copy(update={"unheard_at": None, "is_skipping": True, "told_at": event.at})


def _with_chase(audit: Audit, event: e.Escalated | e.StepUnheard, change: Callable[[Chase, Any], Chase]) -> Audit:
    if event.matter == "dispute":
        return with_dispute_chase(audit, event.action_id, lambda chase: change(chase, event))
    if event.matter in OF_AUDIT:
        chase = getattr(audit, OF_AUDIT[event.matter])
        return audit.model_copy(update={OF_AUDIT[event.matter]: change(chase, event)}) if chase else audit
    action = audit.actions[event.action_id or ""]
    known = action.chase_of(event.matter)
    changed = action.with_chase(event.matter, change(known, event)) if known else action
    return audit.model_copy(update={"actions": {**audit.actions, action.action_id: changed}})


def _caught_up(audit: Audit, event: e.CaughtUp) -> Audit:
    actions = {key: _heard_now(action, event) for key, action in audit.actions.items()}
    check = _from_now(audit.check, event) if audit.check else None
    handover = _from_now(audit.handover, event) if audit.handover else None
    returning = _from_now(audit.returning, event) if audit.returning else None
    of_audit = {"check": check, "handover": handover, "returning": returning}
    return audit.model_copy(update={"actions": actions, **of_audit})


def _heard_now(action: Action, event: e.CaughtUp) -> Action:
    for matter in ("action", "concern", "verification", "extension"):
        if chase := action.chase_of(matter):
            action = action.with_chase(matter, _from_now(chase, event))
    return action


def _from_now(chase: Chase, event: e.CaughtUp) -> Chase:
    if event.begins_anew:
        return begun_anew(chase, event.at)
    return chase.model_copy(update={"told_at": event.at}) if chase.told_at else chase


AFTER_CHASE: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {
    e.Escalated: _escalated,
    e.StepUnheard: _unheard,
    e.CaughtUp: _caught_up,
}
