"""Ladder, sending hours and digests together, hour by hour over the clock changes of 2026 and over Christmas."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from domain import commands as c
from domain import events as e
from domain.calendar import read_calendar
from domain.directory import Directory
from domain.london import in_london, local_day
from domain.notices import address
from domain.sending import Leaving, leaving
from domain.stale import stale
from tests.builders import (
    ASH,
    HEALTH,
    MOSS,
    PLANS,
    ROBIN,
    TALKS,
    VISITS,
    WREN,
    a_directory,
    a_finding,
    a_start,
    on,
    some_rules,
    words,
)
from tests.life import Life
from tests.policies.files import POLICIES

HOUR = timedelta(hours=1)
ENGLAND = read_calendar((POLICIES / "calendars" / "england_and_wales.json").read_text())
DIGESTS = {"digest_at": ["09:30", "14:30"]}
SEASONS = {"march": "2026-03-16 10:15", "october": "2026-10-12 10:15", "christmas": "2026-12-07 10:15"}
CHOSEN = "07:15"


class Notice(NamedTuple):
    """One notice to one person, and when it may leave."""

    what: str
    person: str
    event: e.AnyEvent
    when: Leaving

    @property
    def about(self) -> tuple[str, str | None]:
        return self.what, getattr(self.event, "action_id", None)


class Postbox:
    """What waits, and what left at which hour: a courier with nothing but a clock."""

    def __init__(self, life: Life) -> None:
        self.life, self._known = life, 0
        self.waiting: list[Notice] = []
        self.left: list[tuple[datetime, Notice]] = []
        self.withheld: list[tuple[Notice, str]] = []

    def pass_an_hour(self) -> None:
        for due in self._quarters():
            self.life.wait(due)
            self.look(due)

    def look(self, now: datetime) -> None:
        """What is new is taken in, and what is due is handed in."""
        for event in self.life.log[self._known :]:
            self.waiting += _notices(event, self.life)
        self._known = len(self.life.log)
        self._hand_in(now)

    def _quarters(self) -> Iterator[datetime]:
        begin = self.life.now
        yield from (begin + n * HOUR / 4 for n in range(1, 5))

    def _hand_in(self, now: datetime) -> None:
        due = [one for one in self.waiting if one.when.at <= now]
        self.waiting = [one for one in self.waiting if one.when.at > now]
        for one in due:
            reason = stale(one.what, one.event, self.life.audit)
            if reason:
                self.withheld.append((one, reason))
            else:
                self.left.append((now, one))


def _notices(event: e.AnyEvent, life: Life) -> Iterator[Notice]:
    rules = life.audit.rules
    for _, addressed in address([event.model_copy(update={"told": None})], life.directory):
        for one in addressed:
            choice, urgent = one.person.digest_at, one.is_urgent
            when = leaving(event.at, rules.sending, rules.calendar, choice=choice, is_urgent=urgent)
            yield Notice(one.notice, one.person.person, event, when)


def a_life(begin: datetime) -> Life:
    """Four actions and a safety concern of Wren's; Moss wants what waits for him at a quarter past seven."""
    findings = [
        a_finding(VISITS, owner=WREN, outcome=words("first")),
        a_finding(PLANS, owner=WREN, outcome=words("second")),
        a_finding(HEALTH, owner=WREN, outcome=words("third")),
        a_finding(TALKS, owner=WREN, outcome=words("fourth")),
        a_finding(VISITS, owner=WREN, outcome=words("safe"), is_safety=True),
    ]
    rules = some_rules(sending=DIGESTS).model_copy(update={"calendar": ENGLAND})
    people = a_directory().people
    chosen = people[MOSS].model_copy(update={"digest_at": CHOSEN})
    return Life(a_start(*findings, rules=rules), Directory(people={**people, MOSS: chosen}), begin)


def changes(life: Life) -> dict[str, Callable[[], Any]]:
    """What overtakes the first reminder of each action, between its being made and its leaving."""
    later = local_day(life.action.due_at) + timedelta(days=14)
    return {
        "a-2": lambda: life.give(c.ClaimDone, WREN, action_id="a-2"),
        "a-3": lambda: life.give(c.Reassign, ASH, action_id="a-3", owner=ROBIN),
        "a-4": lambda: _more_time(life, later),
    }


def _more_time(life: Life, later: date) -> None:
    life.give(c.AskExtension, WREN, action_id="a-4", due=later)
    life.give(c.GrantExtension, ASH, action_id="a-4")


@pytest.fixture(scope="module", params=[*SEASONS.values()], ids=[*SEASONS])
def post(request: pytest.FixtureRequest) -> Postbox:
    """Five weeks, hour by hour."""
    life = a_life(on(request.param))
    post, to_come = Postbox(life), changes(life)
    post.look(life.now)
    for _ in range(5 * 7 * 24):
        post.pass_an_hour()
        for waits in [one for one in post.waiting if one.what == "reminder" and one.about[1] in to_come]:
            to_come.pop(str(waits.about[1]), lambda: None)()
    assert to_come == {}
    return post


def test_nothing_leaves_early_late_or_twice(post: Postbox) -> None:
    for left_at, one in post.left:
        assert timedelta(0) <= left_at - one.when.at < HOUR / 4
        assert one.when.at >= one.event.at
    each = Counter((one.event.seq, one.what, one.person) for _, one in post.left)
    assert max(each.values()) == 1


def test_what_is_urgent_keeps_no_hours_and_all_else_the_times_of_its_digest(post: Postbox) -> None:
    urgent = [one for _, one in post.left if one.what in ("safety", "escalation_safety")]
    assert urgent
    assert all(one.when == Leaving(one.event.at) for one in urgent)
    for one in (one for _, one in post.left if one not in urgent):
        shown = in_london(one.when.at)
        assert ENGLAND.is_working(shown.date())
        assert f"{shown:%H:%M}" in ([CHOSEN] if one.person == MOSS else DIGESTS["digest_at"])


def test_reminders_and_steps_of_nine_oclock_leave_half_an_hour_later_on_the_same_day(post: Postbox) -> None:
    chased = [one for _, one in post.left if one.what in ("reminder", "escalation_action") and one.person != MOSS]
    assert {one.what for one in chased} == {"reminder", "escalation_action"}
    for one in chased:
        assert f"{in_london(one.event.at):%H:%M}" == "09:00"
        assert one.when.at - one.event.at == HOUR / 2


def test_everybody_gets_at_most_one_digest_at_a_time_of_digests(post: Postbox) -> None:
    digests = {(one.person, one.when.at) for _, one in post.left if one.when.is_digested}
    walked = {(one.person, left_at) for left_at, one in post.left if one.when.is_digested}
    assert len(walked) == len(digests)


def test_what_a_claim_a_reassignment_or_a_new_date_overtook_was_withheld(post: Postbox) -> None:
    reasons = {one.about: reason for one, reason in post.withheld if one.what == "reminder"}
    assert reasons == {
        ("reminder", "a-2"): "The action is claimed done.",
        ("reminder", "a-3"): "It is somebody else's now.",
        ("reminder", "a-4"): "Its date has moved.",
    }
    followed = {(one.what, one.person) for _, one in post.left}
    assert {("reassigned", ROBIN), ("extension_granted", WREN), ("claimed", "heron")} <= followed
