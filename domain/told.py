"""What an audit remembers of who was told: whoever may acknowledge, and the step that found nobody.

`record` fills `told` in after the fact, when later events may already have been decided. So a step is remembered only
while it is still the last one of its chase: folding the log and hearing the answer late come to the same.
"""

from domain import events as e
from domain.audit import Audit
from domain.chase import Chase
from domain.evolve_moderation import with_dispute_chase
from domain.matters import OF_AUDIT


def hear(audit: Audit, event: e.AnyEvent) -> Audit:
    """The audit once it knows who was told of this event, which has already been folded in."""
    if not isinstance(event, e.Escalated | e.PeopleFoundAgain) or event.told is None:
        return audit
    told = event.told
    if event.matter == "dispute":
        return with_dispute_chase(audit, event.action_id, lambda chase: _heard(chase, event, told))
    if event.matter in OF_AUDIT:
        chase = getattr(audit, OF_AUDIT[event.matter])
        return audit.model_copy(update={OF_AUDIT[event.matter]: _heard(chase, event, event.told)}) if chase else audit
    action = audit.actions[event.action_id or ""]
    known = action.chase_of(event.matter)
    changed = action.with_chase(event.matter, _heard(known, event, event.told)) if known else action
    return audit.model_copy(update={"actions": {**audit.actions, action.action_id: changed}})


def _heard(chase: Chase | None, event: e.Escalated | e.PeopleFoundAgain, told: e.Told) -> Chase | None:
    people = tuple(person.person for person in told.people)
    away = tuple(person.stands_in_for for person in told.people if person.stands_in_for)
    if chase is None:
        return None
    if isinstance(event, e.PeopleFoundAgain):
        is_same = (chase.seq, chase.due_at) == (event.step_seq, event.due_at)
        return chase.model_copy(update={"told": people, "stood_in_for": away}) if people and is_same else chase
    if chase.seq != event.seq:
        return chase
    is_alarm = told.nobody and not event.is_past
    heard = {"told": people, "stood_in_for": away}
    return chase.model_copy(update={**heard, "unheard_at": event.at if is_alarm else None})
