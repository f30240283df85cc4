"""What must hold of every notice that leaves, however long it waited: it says and asks nothing that is not so."""

from collections.abc import Iterator
from datetime import datetime

from activities.letters.catalogue import CATALOGUE
from domain import events as e
from domain.action import Action, ActionStatus
from domain.audit import Audit
from domain.evolve import evolve
from domain.notices import wanted
from domain.sending import Sending, leaving
from domain.stale import stale
from tests.life import Life

TO_DO = {ActionStatus.OPEN, ActionStatus.IN_PROGRESS}
UNHURRIED = Sending.model_validate({"digest_at": ["09:30"]}, by_alias=True, by_name=False)
TO_OWNER = {name for name, words in CATALOGUE.items() if words.to in ("the owner", "the new owner")}


def no_stale_notice_leaves(life: Life) -> None:
    """Raises unless each notice may leave when it is made, and says what is so whenever it does leave."""
    log = life.log
    values = list(_values(log))
    for place, event in enumerate(log):
        for notice in {one.notice for one in wanted(event)}:
            # Of checks of an audit that waits for nothing but its grade, there is nothing to be told.
            is_moot = "check" in notice and not values[place].unmet
            assert is_moot or stale(notice, event, values[place]) is None, (notice, "would never leave")
            for audit in (_as_it_leaves(event, values[place:]), values[-1]):
                if stale(notice, event, audit) is None:
                    is_so(notice, event, audit)


def _values(log: list[e.AnyEvent]) -> Iterator[Audit]:
    audit: Audit | None = None
    for event in log:
        audit = evolve(audit, event)
        yield audit


def _as_it_leaves(event: e.AnyEvent, values: list[Audit]) -> Audit:
    moment = leaving(event.at, UNHURRIED, values[0].rules.calendar).at
    return next((one for one in reversed(values) if one.at <= moment), values[0])


def is_so(notice: str, event: e.AnyEvent, audit: Audit) -> None:
    """Raises unless what this notice says and asks holds of the audit."""
    words, action = CATALOGUE[notice], audit.actions.get(getattr(event, "action_id", None) or "")
    if words.asks:
        assert not audit.is_over, notice
    if action and words.asks and "Unless it is finished" not in words.asks:
        assert not action.is_finished, notice
    if action and notice in TO_OWNER:
        _is_the_owners(notice, event, audit, action)
    if "{due}" in words.says + words.asks and hasattr(event, "due_at"):
        assert event.due_at in _dates_in_force(notice, audit, action), notice


def _is_the_owners(notice: str, event: e.AnyEvent, audit: Audit, action: Action) -> None:
    assert audit.is_over or action.is_finished or getattr(event, "owner", None) == action.owner, notice
    # An action that is claimed can be given to somebody else: what was sent back to them is theirs to do again.
    if "claim" in CATALOGUE[notice].answers and "Unless" not in CATALOGUE[notice].asks and notice != "reassigned":
        assert action.status in TO_DO, notice
    if notice in ("reminder", "overdue"):
        assert (action.pause, action.waits_for) == (None, None)


def _dates_in_force(notice: str, audit: Audit, action: Action | None) -> set[datetime]:
    if action:
        chases = [action.chase_of(one) for one in ("action", "verification", "concern", "extension")]
        chases = chases if notice.startswith(("escalation", "date")) else [action.chase]
    else:
        chases = [audit.check, audit.returning, audit.moderating, audit.handover]
    watches = {one.watch.until for one in audit.watched if one.watch}
    disputes = [one.chase for one in audit.disputed.values()]
    return watches | {one.due_at for one in (*chases, *disputes) if one}
