"""In whatever directory, nobody absent or gone is found or told, and no audit goes quiet."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import commands as c
from domain import events as e
from domain.directory import HOPS, Absence, Directory, Found, deputy_of, seek
from domain.errors import Refusal
from tests.builders import ASH, CAIRN, FELL, HERON, LINE, MOSS, PLOVER, ROBIN, STOAT, TARN, WREN, a_directory, on
from tests.domain import promises
from tests.life import Life

PEOPLE = (WREN, ASH, MOSS, FELL, TARN, CAIRN, HERON, PLOVER, STOAT, ROBIN)
ANYBODY: dict[str, type[c.Command]] = {
    "anybody claims": c.ClaimDone,
    "anybody verifies": c.Verify,
    "anybody sends back": c.SendBack,
}
DEEDS = ("wait", "sleep", "acknowledge", "claim", "back", *ANYBODY)
DAYS = st.dates(date(2026, 10, 28), date(2026, 11, 30))


@st.composite
def absences(draw: st.DrawFn) -> tuple[Absence, ...]:
    days = draw(st.lists(DAYS, max_size=2, unique=True))
    lengths = draw(st.lists(st.none() | st.integers(0, 20), min_size=len(days), max_size=len(days)))
    return tuple(
        Absence(
            first_day=day,
            last_day=None if length is None else day + timedelta(days=length),
            deputy=draw(st.none() | st.sampled_from(PEOPLE)),
        )
        for day, length in zip(days, lengths, strict=True)
    )


@st.composite
def directories(draw: st.DrawFn) -> Directory:
    """People of whom some are away, some leave, and some have a deputy; who reports to whom stays."""
    people = dict(a_directory().people)
    for person in draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=6, unique=True)):
        changes = {
            "absences": draw(absences()),
            "leaves_on": draw(st.sampled_from((None, None, None, date(2026, 11, 3), date(2026, 11, 16)))),
            "deputy": draw(st.none() | st.sampled_from(PEOPLE)),
        }
        people[person] = people[person].model_copy(update=changes)
    return Directory(people=people)


def hops(directory: Directory, one: Found, at: datetime) -> int:
    """How many absent people were asked between the one stood in for and the one found; 0 if that is not the way."""
    asked, seen, count = one.stands_in_for, set[str](), 0
    while asked and asked not in seen:
        if asked == one.person.person:
            return count
        seen.add(asked)
        known = directory.people[asked]
        absence = known.absence(at)
        if known.has_left(at) or not absence:
            asked = known.manager
        else:
            asked, count = absence.deputy or known.deputy, count + 1
    return 0


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(directories(), st.sampled_from((*LINE, "owner", "auditor")), st.sampled_from(PEOPLE), DAYS)
def test_nobody_absent_or_gone_is_ever_found(directory: Directory, role: str, owner: str, day: date) -> None:
    at = on(f"{day} 12:00")
    one = seek(directory, role, owner, at)
    deputy = deputy_of(directory, owner, at)

    for person in filter(None, (one and one.person, deputy)):
        assert not person.has_left(at)
        assert not person.absence(at)
    if one:
        assert one.stands_in_for != one.person.person
        assert hops(directory, one, at) <= HOPS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(directories(), st.lists(st.sampled_from(DEEDS), max_size=12))
def test_in_any_life_nobody_absent_or_gone_is_told_and_it_never_goes_quiet(
    directory: Directory, deeds: list[str]
) -> None:
    life = Life(directory=directory)
    for deed in deeds:
        _try(life, ANYBODY[deed]) if deed in ANYBODY else _do(life, deed)
        life.notice()
        promises.keeps_its_promises(life)
        promises.log_makes_the_audit(life)
    nobody_who_is_not_there_is_told(life)
    deputies_stand_in_for_who_is_away_and_check_nothing_of_their_own(life)


def nobody_who_is_not_there_is_told(life: Life) -> None:
    for event in life.log:
        for hearer in event.told.people if event.told else ():
            person = life.directory.people[hearer.person]
            assert not person.has_left(event.at)
            assert not person.absence(event.at)


def deputies_stand_in_for_who_is_away_and_check_nothing_of_their_own(life: Life) -> None:
    claimed_by = ""
    for event in life.log:
        if event.in_place_of:
            absent = life.directory.people[event.in_place_of]
            assert event.by != event.in_place_of
            assert absent.absence(event.at)
            assert not absent.has_left(event.at)
        if isinstance(event, e.ActionClaimed):
            claimed_by = event.by
        if isinstance(event, e.ActionVerified | e.ActionSentBack):
            assert event.by not in (claimed_by, event.owner)


def _try(life: Life, kind: type[c.Command]) -> None:
    """Everybody tries in turn, until one may."""
    for person in PEOPLE:
        with suppress(Refusal):
            life.give(kind, person)


def _do(life: Life, deed: str) -> None:
    action = life.action
    is_open = not (action.verification or action.is_finished)
    if deed == "wait":
        life.wait(timedelta(days=4))
    elif deed == "sleep":
        life.sleep(life.now + timedelta(days=9))
    elif deed == "acknowledge" and is_open and action.chase.told and not action.chase.quiet_until:
        life.give(c.Acknowledge, action.chase.told[0])
    elif deed == "claim" and is_open:
        life.give(c.ClaimDone, action.owner)
    elif deed == "back" and action.verification:
        life.give(c.SendBack, HERON)
