"""Whoever is away or has left is never told: a deputy is, or somebody further up, and both are named."""

from datetime import date, datetime

from domain import commands as c
from domain import events as e
from domain.command import Place
from domain.directory import Absence, Directory, holder, seek, standing
from tests.builders import (
    ASH,
    HERON,
    KITE,
    MONDAY,
    MOSS,
    PLOVER,
    ROBIN,
    STOAT,
    WREN,
    a_directory,
    on,
)
from tests.life import Life

BEGIN, END = date(2026, 11, 1), date(2026, 11, 30)


def changed(directory: Directory, person: str, **fields: object) -> Directory:
    known = directory.people[person].model_copy(update=fields)
    return Directory(people={**directory.people, person: known})


def away(*deputies: tuple[str, str | None]) -> Directory:
    """Larkmoor in a November in which each first is away and each second, if anybody, stands in."""
    directory = a_directory()
    for person, deputy in deputies:
        absence = Absence(first_day=BEGIN, last_day=END, deputy=deputy)
        directory = changed(directory, person, absences=(absence,))
    return directory


def found(directory: Directory, role: str, owner: str = WREN, at: datetime = MONDAY) -> tuple[str, str | None] | None:
    one = seek(directory, role, owner, at)
    return (one.person.person, one.stands_in_for) if one else None


def test_a_deputy_is_found_for_a_manager_who_is_away_and_both_are_named() -> None:
    assert found(away((ASH, PLOVER)), "team_manager") == (PLOVER, ASH)


def test_an_absence_begins_and_ends_with_its_days_in_london() -> None:
    directory = away((ASH, PLOVER))

    moments = ("2026-10-31 23:59", "2026-11-01 00:00", "2026-11-30 23:59", "2026-12-01 00:00")
    people = [found(directory, "team_manager", at=on(moment)) for moment in moments]

    assert people == [(ASH, None), (PLOVER, ASH), (PLOVER, ASH), (ASH, None)]


def test_an_absence_without_an_end_lasts_until_somebody_says_so() -> None:
    directory = changed(a_directory(), ASH, absences=(Absence(first_day=BEGIN, deputy=PLOVER),))

    assert found(directory, "team_manager", at=on("2031-01-01 12:00")) == (PLOVER, ASH)


def test_the_standing_deputy_is_found_where_an_absence_names_nobody() -> None:
    assert found(changed(away((ASH, None)), ASH, deputy=STOAT), "team_manager") == (STOAT, ASH)


def test_three_deputies_of_deputies_are_asked_and_no_fourth() -> None:
    three = away((ASH, PLOVER), (PLOVER, STOAT), (STOAT, HERON))
    four = away((ASH, PLOVER), (PLOVER, STOAT), (STOAT, HERON), (HERON, ROBIN))

    assert found(three, "team_manager") == (HERON, ASH)
    assert found(four, "team_manager") is None


def test_deputies_who_stand_in_for_each_other_are_nobody() -> None:
    assert found(away((ASH, PLOVER), (PLOVER, ASH)), "team_manager") is None


def test_the_next_holder_up_the_line_is_found_where_no_deputy_is() -> None:
    directory = changed(away((ASH, None)), MOSS, roles=("service_manager", "team_manager"))

    assert found(directory, "team_manager") == (MOSS, ASH)


def test_an_owner_never_hears_of_their_own_lateness_as_somebody_elses_deputy() -> None:
    assert found(away((ASH, WREN)), "team_manager") is None
    assert found(away((WREN, WREN)), "owner") == (ASH, WREN)


def test_an_owner_without_a_deputy_is_stood_in_for_by_their_manager() -> None:
    assert found(away((WREN, None)), "owner") == (ASH, WREN)


def test_what_somebody_who_has_left_should_hear_their_manager_hears() -> None:
    left = changed(a_directory(), ASH, leaves_on=date(2026, 11, 1))

    assert found(left, "team_manager", at=on("2026-11-01 23:00")) == (ASH, None)
    assert found(left, "team_manager") == (MOSS, ASH)
    assert found(changed(left, MOSS, absences=away((MOSS, STOAT)).people[MOSS].absences), "team_manager") == (
        STOAT,
        ASH,
    )


def test_what_is_somebodys_stays_theirs_while_they_are_away_and_not_once_they_have_left() -> None:
    absent, left = away((ASH, PLOVER)), changed(a_directory(), ASH, leaves_on=date(2026, 11, 1))

    assert getattr(holder(absent, "team_manager", WREN, MONDAY), "person", None) == ASH
    assert holder(left, "team_manager", WREN, MONDAY) is None


def test_a_deputy_takes_the_place_of_the_one_who_is_away_but_not_towards_what_is_their_own() -> None:
    directory = away((ASH, ROBIN))
    place = Place(person=ASH, roles=("team_manager",), team="north", above_owner=True)

    alone = c.Standing(roles=("practitioner",), team="north")
    assert standing(directory, ROBIN, WREN, MONDAY) == alone.model_copy(update={"places": (place,)})
    assert standing(directory, ROBIN, ROBIN, MONDAY) == alone
    assert standing(directory, ROBIN, WREN, on("2026-12-01 09:00")) == alone


def test_somebody_who_has_left_stands_as_nobody() -> None:
    left = changed(a_directory(), ASH, leaves_on=date(2026, 11, 1))

    assert standing(left, ASH, WREN, MONDAY) == c.Standing()


def late() -> Life:
    """A life whose owner's manager is away, chased until its first step."""
    return Life(directory=away((ASH, PLOVER))).wait(on("2026-11-17 10:00"))


def test_a_step_for_somebody_away_is_told_to_the_deputy_alone_and_names_both() -> None:
    life = late()

    [step] = life.of(e.Escalated)
    assert step.told.people == (e.Hearer(person=PLOVER, role="team_manager", stands_in_for=ASH),)
    assert ("escalation_action", PLOVER) in life.sent
    assert ASH not in [person for _, person in life.sent]


def test_the_deputy_and_the_one_who_is_away_may_both_acknowledge() -> None:
    by_deputy, by_absent = late(), late()

    by_deputy.give(c.Acknowledge, PLOVER)
    by_absent.give(c.Acknowledge, ASH)

    assert by_deputy.of(e.ActionAcknowledged)[0].by == PLOVER
    assert by_absent.of(e.ActionAcknowledged)[0].by == ASH


def test_whoever_is_back_is_told_when_people_are_found_again() -> None:
    life = late()
    life.directory = a_directory()

    life.give(c.FindAgain, KITE)

    assert life.sent[-1] == ("escalation_action", ASH)
