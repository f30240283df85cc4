"""What must hold of every audit at every moment, whatever people and time did to it."""

from datetime import datetime
from itertools import pairwise

from domain import events as e
from domain.audit import ActionStatus, Audit, AuditStatus
from domain.calendar import after
from domain.evolve import evolve, fold
from domain.moments import chased, moments, next_moment
from domain.tick import tick
from tests.life import Life


def keeps_its_promises(life: Life) -> None:
    """Raises unless everything promised holds of this life right after it noticed the time."""
    counts_are_possible(life.audit, life.now)
    never_goes_quiet(life.audit, life.now)
    closes_only_when_all_is_done(life.audit)
    every_claim_has_its_verifier_chased(life.audit)


def counts_are_possible(audit: Audit, now: datetime) -> None:
    assert 0 <= audit.level <= 9
    assert 0 <= len(audit.overdue(now)) <= len(audit.unfinished) <= len(audit.actions)
    assert 1 <= audit.cycle <= audit.rules.cycles
    for action in audit.actions.values():
        assert 0 <= action.chase.step <= len(action.ladder(audit.rules).steps)
        assert 0 <= action.chase.reminders <= len(audit.rules.reminders)
        ladder = audit.rules.safety_ladder if action.is_safety else audit.rules.action_ladder
        assert 0 <= action.level(audit.rules) <= len(ladder.steps)


def never_goes_quiet(audit: Audit, now: datetime) -> None:
    moment = next_moment(audit)
    assert (moment is None) is audit.is_over
    assert moment is None or moment > now
    assert tick(audit, now) == []


def closes_only_when_all_is_done(audit: Audit) -> None:
    if audit.is_over:
        assert not audit.unfinished
    if audit.status is AuditStatus.CLOSED:
        assert not audit.unmet
        assert not audit.watched
    if audit.status is AuditStatus.CHECKING:
        assert audit.unmet or audit.is_questioned
        assert not audit.unfinished


def every_claim_has_its_verifier_chased(audit: Audit) -> None:
    claimed = {one.action_id for one in audit.unfinished if one.status is ActionStatus.DONE_CLAIMED}
    matters = {(one.action.action_id, one.matter) for one in moments(audit) if one.action}
    for action_id in claimed:
        assert (action_id, "action") not in matters
        assert (action_id, "safety") not in matters
        assert audit.is_handed_over or (action_id, "verification") in matters


def log_is_sound(log: list[e.AnyEvent]) -> None:
    """`seq` has no hole, `at` never falls, what was true was true before it was noticed, and JSON keeps it all."""
    assert [event.seq for event in log] == list(range(1, len(log) + 1))
    assert all(one.at <= other.at for one, other in pairwise(log))
    assert all(event.true_at <= event.at for event in log)
    assert [e.EVENT.validate_json(event.model_dump_json()) for event in log] == log


def log_makes_the_audit(life: Life) -> None:
    """Told folded in place, and heard after later events were folded, come to the same."""
    assert fold(life.retold, life.pending) == life.audit
    assert Audit.model_validate_json(life.audit.model_dump_json()) == life.audit


def each_action_has_one_owner_and_one_first_date(life: Life) -> None:
    owners: dict[str, str] = {}
    dates: dict[str, datetime] = {}
    for event in [*life.log, *life.pending]:
        if isinstance(event, e.ActionOpened):
            assert event.action_id not in owners
            owners[event.action_id], dates[event.action_id] = event.owner, event.due_at
        if isinstance(event, e.ActionReassigned):
            assert event.before == owners[event.action_id]
            owners[event.action_id] = event.owner
    actions = life.audit.actions.values()
    assert owners == {one.action_id: one.owner for one in actions}
    assert dates == {one.action_id: one.original_due_at for one in actions}


Climb = e.Escalated | e.StepUnheard


def levels_rise_and_rest_is_kept(life: Life) -> None:
    """Up each chase a step at a time; none sooner than `rest` after the last, unless nobody had heard that.

    Other rules may have other steps, so from there on the levels are counted afresh; the rest is kept all the same.
    """
    climbs: dict[tuple[e.Matter, str | None, datetime, int], Climb] = {}
    moves = 0
    audit: Audit | None = None
    for event in [*life.log, *life.pending]:
        if isinstance(event, e.AuditReplanned):
            climbs = {}
        if isinstance(event, e.Amended):
            moves += 1
        if isinstance(event, e.Escalated):
            assert audit
            _rests(audit, event)
            key = (event.matter, event.action_id, event.due_at, moves)
            climbs[key] = _followed(climbs.get(key), event)
        if isinstance(event, e.StepUnheard):
            key = [one for one in climbs if one[:2] == (event.matter, event.action_id)][-1]
            climbs[key] = _followed(climbs[key], event)
        audit = evolve(audit, event)


def _followed(one: Climb | None, other: Climb) -> Climb:
    if one and isinstance(other, e.StepUnheard):
        assert (other.level, other.role) == (one.level, one.role)
    elif one and isinstance(other, e.Escalated):
        assert other.level == (one.level if other.repeats else one.level + 1)
    return other


def no_step_is_taken_before_its_date(life: Life) -> None:
    for event in [*life.log, *life.pending]:
        if isinstance(event, e.Escalated):
            assert event.true_at >= event.due_at


def _rests(audit: Audit, event: e.Escalated) -> None:
    rules = audit.rules
    [chase] = [
        one.chase
        for one in chased(audit)
        if (one.matter, one.action and one.action.action_id) == (event.matter, event.action_id)
    ]
    if chase.step and chase.told_at and not chase.is_skipping and event.matter not in ("safety", "concern"):
        assert event.at >= after(chase.told_at, rules.rest, rules.calendar, rules.hour)


def no_check_is_put_off_within_a_cycle(life: Life) -> None:
    due: datetime | None = None
    for event in [*life.log, *life.pending]:
        if isinstance(event, e.CycleStarted | e.WatchingStarted | e.AuditReopened):
            due = None
        if isinstance(event, e.CheckingStarted):
            assert due in (None, event.due_at)
            due = event.due_at
        if isinstance(event, e.CheckReplanned):
            assert due == event.before
            due = event.due_at


def nothing_chases_a_claim(life: Life) -> None:
    audit: Audit | None = None
    for event in [*life.log, *life.pending]:
        if audit and isinstance(event, e.ActionReminded | e.ActionOverdue | e.Escalated) and event.action_id:
            if isinstance(event, e.Escalated) and event.matter == "dispute":
                audit = evolve(audit, event)
                continue
            is_claimed = audit.actions[event.action_id].status is ActionStatus.DONE_CLAIMED
            is_of_claim = isinstance(event, e.Escalated) and event.matter == "verification"
            assert is_claimed is is_of_claim
        audit = evolve(audit, event)


def the_last_verdict_stands(life: Life) -> None:
    """What was last found, judged or measured of a standard is what the audit goes by, also when it closes."""
    verdicts: dict[str, bool] = {}
    for event in [*life.log, *life.pending]:
        if isinstance(event, e.StandardFound | e.StandardJudged):
            verdicts[event.standard] = event.is_met
        if isinstance(event, e.StandardMet | e.CycleStarted | e.StandardSlipped):
            verdicts[event.standard] = isinstance(event, e.StandardMet)
        if isinstance(event, e.AuditClosed):
            assert all(verdicts.values())
    assert verdicts == {key: state.is_met for key, state in life.audit.standards.items()}
