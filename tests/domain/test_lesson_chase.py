"""Whoever decides a proposal is told, reminded, and told on; and only they, or somebody above, may decide."""

from datetime import datetime, timedelta

import pytest

from domain.directory import Absence, Directory
from domain.lesson_chase import deciders, may_decide, next_telling, starts_of
from domain.proposal import Proposal, ProposalStatus
from domain.teams import members, service_of
from tests.builders import ASH, CAIRN, CALENDAR, FELL, HERON, MOSS, TARN, WREN, a_directory, on
from tests.domain.lesson_scenes import ABOUT, a_proposal, framework, unmet

NOW = on("2026-09-07 10:00")
LADDER = {
    "steps": [{"after": "1wd", "role": "assistant_director"}, {"after": "3wd", "role": "director"}],
    "every": "5wd",
}
ABOUT_NORTH = ABOUT.model_copy(update={"place": "north"})


def tellings(proposal: Proposal, times: int, **lessons: object) -> list[tuple[str, str, str]]:
    """The next so many notices, each told when it is due: when, which, to whom."""
    rules, told = framework(**lessons), []
    for _ in range(times):
        telling = next_telling(proposal, rules, CALENDAR)
        assert telling
        told.append((telling.at.strftime("%d %B %H:%M"), telling.notice, telling.role))
        proposal = proposal.model_copy(update={"step": proposal.step + 1, "told_at": telling.at})
    return told


def test_the_decider_is_told_at_once_reminded_when_it_is_late_and_told_on_after_that() -> None:
    proposal = a_proposal(unmet(1), proposed_at=NOW)

    assert tellings(proposal, 6, ladder=LADDER) == [
        ("07 September 09:00", "theme_proposed", "head_of_service"),
        ("14 September 23:00", "theme_reminder", "head_of_service"),
        ("16 September 08:00", "escalation_theme", "assistant_director"),
        ("17 September 08:00", "escalation_theme", "director"),
        ("24 September 08:00", "escalation_theme", "director"),
        ("01 October 08:00", "escalation_theme", "director"),
    ]


def test_without_a_ladder_the_decider_is_told_again_and_again() -> None:
    proposal = a_proposal(unmet(1), proposed_at=NOW)

    assert [one[1:] for one in tellings(proposal, 4)] == [
        ("theme_proposed", "head_of_service"),
        *[("theme_reminder", "head_of_service")] * 3,
    ]


@pytest.mark.parametrize("status", [ProposalStatus.OPENED, ProposalStatus.DECLINED])
def test_of_what_is_decided_nobody_is_told(status: ProposalStatus) -> None:
    assert next_telling(a_proposal(unmet(1), status=status), framework(), CALENDAR) is None


def _away(directory: Directory, person: str, deputy: str, at: datetime) -> Directory:
    absence = Absence(first_day=at.date() - timedelta(days=1), deputy=deputy)
    people = {**directory.people, person: directory.people[person].away(absence)}
    return Directory(people=people)


@pytest.mark.parametrize(
    ("by", "may"),
    [
        (WREN, False),
        (ASH, False),
        (MOSS, False),
        (FELL, True),
        (TARN, True),
        (CAIRN, True),
        (HERON, False),
        ("x", False),
    ],
)
def test_the_named_role_and_all_above_it_in_the_teams_line_may_decide(by: str, *, may: bool) -> None:
    proposal = a_proposal(unmet(1), about=ABOUT_NORTH)

    assert may_decide(proposal, framework(), a_directory(), by, NOW) is may


def test_somebody_with_the_role_in_another_line_may_not_and_a_deputy_may() -> None:
    directory = a_directory()
    stranger = directory.people[FELL].model_copy(update={"person": "fell-2", "team": "south", "manager": TARN})
    people = Directory(people={**directory.people, "fell-2": stranger})
    proposal, rules = a_proposal(unmet(1), about=ABOUT_NORTH), framework()

    assert not may_decide(proposal, rules, people, "fell-2", NOW)
    assert may_decide(proposal, rules, _away(people, FELL, HERON, NOW), HERON, NOW)
    gone = people.people[FELL].model_copy(update={"leaves_on": NOW.date() - timedelta(days=1)})
    assert not may_decide(proposal, rules, Directory(people={**people.people, FELL: gone}), FELL, NOW)


def test_a_service_is_the_teams_whose_line_leads_to_its_leader() -> None:
    directory = a_directory()
    service = ABOUT.model_copy(update={"of": "service", "place": MOSS})

    assert service_of(directory, "service_manager", "north", NOW) == MOSS
    assert service_of(directory, "service_manager", "nowhere", NOW) is None
    assert starts_of(a_proposal(unmet(1), about=service), directory) == [MOSS]
    assert starts_of(a_proposal(unmet(1), about=ABOUT_NORTH), directory) == members(directory, "north")
    assert deciders(framework(decider="service_manager"))[0] == "service_manager"
    rules = framework(decider="service_manager", of="service", service="service_manager")
    assert may_decide(a_proposal(unmet(1), about=service), rules, directory, MOSS, NOW)
