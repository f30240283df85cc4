"""What an audit remembers of who was told: whoever may acknowledge, and the step that found nobody.

`record` fills `told` in after the fact, when later events may already have been decided. So a step is remembered only
while it is still the last one of its chase: folding the log and hearing the answer late come to the same.
"""

from domain import events as e
from domain.audit import Audit
from domain.chase import Chase


def hear(audit: Audit, event: e.AnyEvent) -> Audit:
    """The audit once it knows who was told of this event, which has already been folded in."""
    if not isinstance(event, e.Escalated) or event.told is None:
        return audit
    if event.matter in ("check", "handover"):
        chase = getattr(audit, event.matter)
        return audit.model_copy(update={event.matter: _heard(chase, event)}) if chase else audit
    action = audit.actions[event.action_id or ""]
    field = "verification" if event.matter == "verification" else "chase"
    changed = action.model_copy(update={field: _heard(getattr(action, field), event)})
    return audit.model_copy(update={"actions": {**audit.actions, action.action_id: changed}})


def _heard(chase: Chase | None, event: e.Escalated) -> Chase | None:
    if chase is None or chase.seq != event.seq or event.told is None:
        return chase
    people = tuple(person.person for person in event.told.people)
    is_alarm = event.told.nobody and not event.is_past
    return chase.model_copy(update={"told": people, "unheard_at": event.at if is_alarm else None})
