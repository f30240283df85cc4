"""What must hold of every action's clock, whatever people and time did to it."""

from datetime import datetime

from domain import events as e
from domain.audit import Audit
from domain.evolve import evolve
from domain.moments import moments
from tests.life import Life


def clocks_keep_their_promises(life: Life) -> None:
    """Raises unless everything promised holds of this life right after it noticed the time."""
    nobody_waits_in_a_loop(life.audit)
    what_stands_still_has_no_date_to_tell_of(life.audit, life.now)
    every_request_goes_on(life.audit)
    what_is_given_is_within_the_rules(life.audit)


def nobody_waits_in_a_loop(audit: Audit) -> None:
    for action in audit.actions.values():
        seen = {action.action_id}
        while action.waits_for:
            assert action.waits_for not in seen
            seen.add(action.waits_for)
            action = audit.actions[action.waits_for]  # noqa: PLW2901 - down the line


def what_stands_still_has_no_date_to_tell_of(audit: Audit, now: datetime) -> None:
    of_actions = [one for one in moments(audit) if one.action and one.matter in ("action", "safety")]
    for action in audit.unfinished:
        whats = {one.what for one in of_actions if one.action is action}
        if action.pause:
            assert whats == ({"resume"} if not audit.is_over else set())
            assert action.pause.until > now
        elif action.waits_for:
            assert whats == set()
            assert audit.is_over or not audit.actions[action.waits_for].is_finished
        assert not (action.is_safety and (action.pause or action.waits_for or action.extension))


def every_request_goes_on(audit: Audit) -> None:
    asked = {one.action.action_id for one in moments(audit) if one.action and one.matter == "extension"}
    for action in audit.actions.values():
        if action.extension and not action.pause:
            assert action.action_id in asked
        assert not (action.is_finished and (action.extension or action.pause or action.waits_for))


def what_is_given_is_within_the_rules(audit: Audit) -> None:
    for action in audit.actions.values():
        assert action.pause is None or action.pause_limit is None or action.pause.until <= action.pause_limit


def nothing_tells_of_a_paused_action(life: Life) -> None:
    """Nor of the date of one that waits. A dispute about it goes up all the same: its clock is the decider's."""
    audit: Audit | None = None
    for event in [*life.log, *life.pending]:
        if audit and isinstance(event, e.ActionReminded | e.ActionOverdue | e.Escalated) and event.action_id:
            action = audit.actions[event.action_id]
            matter = event.matter if isinstance(event, e.Escalated) else "action"
            is_of_date = matter == "action"
            assert action.pause is None or matter == "dispute"
            assert not (action.waits_for and is_of_date)
        audit = evolve(audit, event)
