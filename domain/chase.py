"""One thing that can be late: its date, what has been said of it, and what comes next up its ladder."""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.calendar import after, before, due_day, end_of_day, local_day, step_at
from domain.ladder import Ladder
from domain.rules import Rules
from domain.values import Key, Value


class Chase(Value):
    """How far the chasing of one date has come. A date that moves begins a new chase."""

    due_at: datetime
    reminders: int = 0
    """Reminders whose moment has passed, told or not."""
    is_overdue: bool = False
    step: int = 0
    """Steps of the ladder taken."""
    seq: int = 0
    """The event of the last step."""
    told_at: datetime | None = None
    told: tuple[Key, ...] = ()
    stood_in_for: tuple[Key, ...] = ()
    """Those who were away: they were not told, and may answer all the same."""
    quiet_until: datetime | None = None
    """What an acknowledgement bought."""
    unheard_at: datetime | None = None
    """The last step found nobody, and nobody knows that yet."""
    counts_from: datetime | None = None
    """From when its steps count, where it stood still while it was late; None: from its date."""
    is_skipping: bool = False
    """The last step found nobody: the next follows at once."""


class NextStep(NamedTuple):
    """The step that comes next: when, which (0 is the first), and how often its round was missed before."""

    moment: datetime
    rung: int
    repeats: int


def begin(due_at: datetime, now: datetime, rules: Rules) -> Chase:
    """A chase of a date set now: reminders whose moment is already gone are never sent."""
    gone = sum(before(due_at, ahead, rules.calendar, rules.hour) <= now for ahead in rules.reminders)
    return Chase(due_at=due_at, reminders=gone)


def told_at_once(now: datetime, rules: Rules) -> Chase:
    """A chase of what is told from this instant on, without waiting until it is late."""
    return Chase(due_at=now, is_overdue=True, reminders=len(rules.reminders))


def begun_anew(chase: Chase, now: datetime) -> Chase:
    """The same chase before the first step of its ladder, where that was taken; its steps count from now."""
    if not chase.told_at:
        return chase
    return Chase(due_at=chase.due_at, reminders=chase.reminders, is_overdue=chase.is_overdue, counts_from=now)


def refitted(chase: Chase, ladder: Ladder, rules: Rules, now: datetime) -> Chase:
    """The same chase under other rules: what was said stays said, however many steps and reminders there are now."""
    gone = begin(chase.due_at, now, rules).reminders
    return chase.model_copy(update={"step": min(chase.step, len(ladder.steps)), "reminders": gone})


def moved(chase: Chase, due_at: datetime, now: datetime, rules: Rules) -> Chase:
    """The same chase of a date that has moved: steps taken stay taken, and the others count from the new date."""
    is_overdue = chase.is_overdue and due_at <= now
    told_at = chase.told_at
    if chase.step and told_at:
        # What was told of the old date gives no round before the new one, nor one put off to a date given up.
        told_at = due_at if due_at > now else min(told_at, now)
    update = {"due_at": due_at, "is_overdue": is_overdue, "told_at": told_at, "counts_from": None}
    return chase.model_copy(update={**update, "reminders": begin(due_at, now, rules).reminders})


def recounted(chase: Chase, due_at: datetime, now: datetime, rules: Rules) -> Chase:
    """The same chase of a date that the calendar moved: whoever was reminded of it is not reminded again."""
    again = moved(chase, due_at, now, rules)
    return again.model_copy(update={"reminders": max(chase.reminders, again.reminders)})


def stood_still(chase: Chase, since: datetime, then: datetime, rules: Rules) -> Chase:
    """The same chase of a date that stays, having stood still meanwhile: its steps come as much later."""
    return chase.model_copy(update={"counts_from": later_by(chase.counts_from or chase.due_at, since, then, rules)})


def later_by(date: datetime, since: datetime, then: datetime, rules: Rules) -> datetime:
    """A date put off by the working days from `since` to `then`; one that is no end of a day, by that time itself."""
    if end_of_day(due_day(date)) != date:
        return date + (then - since)
    days = rules.calendar.working_days_between(local_day(since), local_day(then))
    return end_of_day(rules.calendar.add(due_day(date), max(days, 0)))


def next_reminder(chase: Chase, rules: Rules, ahead: int = 0) -> datetime | None:
    """When the next reminder is due (or the one `ahead` after it), None when there is none left."""
    number = chase.reminders + ahead
    if chase.is_overdue or number >= len(rules.reminders):
        return None
    return before(chase.due_at, rules.reminders[number], rules.calendar, rules.hour)


def next_step(chase: Chase, ladder: Ladder, rules: Rules, until: datetime | None = None) -> NextStep:
    """The next step of the ladder. With `until`, rounds of the last step missed by then become one, counted."""
    if chase.step < len(ladder.steps):
        return NextStep(_quiet(chase, _step_moment(chase, ladder, rules)), chase.step, 0)
    moment = _quiet(chase, after(chase.told_at or chase.due_at, ladder.every, rules.calendar, rules.hour))
    if until is None or moment > until:
        return NextStep(moment, len(ladder.steps) - 1, 1)
    return _latest_round(moment, ladder, rules, until)


def _step_moment(chase: Chase, ladder: Ladder, rules: Rules) -> datetime:
    if chase.is_skipping and chase.told_at:
        return max(chase.told_at, chase.due_at)  # a date that other rules moved may lie after what was told
    moment = step_at(chase.counts_from or chase.due_at, ladder.steps[chase.step].after, rules.calendar, rules.hour)
    if chase.told_at is None or (ladder.is_by_the_clock and not rules.rest.is_elapsed):
        return moment  # A ladder in hours does not rest over a weekend.
    # After an outage several steps are past at once; each level still gets its day to act.
    return max(moment, after(chase.told_at, rules.rest, rules.calendar, rules.hour))


def _latest_round(moment: datetime, ladder: Ladder, rules: Rules, until: datetime) -> NextStep:
    rounds = 1
    if ladder.every.is_elapsed:
        missed = (until - moment) // ladder.every.elapsed
        moment, rounds = moment + missed * ladder.every.elapsed, rounds + missed
    else:
        while (later := after(moment, ladder.every, rules.calendar, rules.hour)) <= until:
            moment, rounds = later, rounds + 1
    return NextStep(moment, len(ladder.steps) - 1, rounds)


def _quiet(chase: Chase, moment: datetime) -> datetime:
    return max(moment, chase.quiet_until) if chase.quiet_until else moment


def is_late(chase: Chase, now: datetime) -> bool:
    """Has its date passed by now?"""
    return now - chase.due_at >= timedelta(0)
