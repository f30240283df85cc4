"""The policies that come with Auditloop say what their field asks for."""

import json
import re
from itertools import pairwise

import pytest

from domain.durations import Duration
from domain.framework import Framework
from domain.framework_file import framework_digest, read_framework
from domain.framework_schema import framework_schema
from domain.slips_in_words import KEYS
from tests.policies.files import NAMES, POLICIES, framework_of, text_of

COUNCIL, INSPECTIONS, DEMO = "childrens_social_care", "ofsted_ilacs", "demo"


@pytest.mark.parametrize("name", NAMES)
def test_every_policy_loads_under_its_own_name(name: str) -> None:
    framework = framework_of(name)

    assert framework.framework == name


@pytest.mark.parametrize("name", NAMES)
def test_every_policy_tells_editors_where_its_schema_is(name: str) -> None:
    first = text_of(name).splitlines()[0]

    assert first == "# yaml-language-server: $schema=framework.schema.json"


def test_the_published_schema_is_that_of_the_model() -> None:
    published = (POLICIES / "framework.schema.json").read_text(encoding="utf-8")

    assert published == framework_schema(), "Run: python -m domain.framework_schema > policies/framework.schema.json"


def test_who_operates_is_left_unsaid_where_it_is_the_operator() -> None:
    """So a version that was written before anybody could say it is still known by its digest."""
    framework = framework_of("demo")
    said = {**framework.authority.model_dump(), "operate": "operator"}

    assert "operate" not in framework.authority.model_dump()
    assert type(framework.authority).model_validate(said) == framework.authority


def test_every_key_stands_in_a_table_of_its_section_with_its_meaning_and_unit() -> None:
    schema = json.loads(framework_schema())
    sections = {"the file": schema, **schema["$defs"]}
    keys = {name: set(section["properties"]) for name, section in sections.items() if "properties" in section}

    tables = _tables((POLICIES.parent / "docs" / "policy.md").read_text(encoding="utf-8"))

    assert {name for name, wanted in keys.items() if not any(wanted <= table for table in tables)} == set()
    assert set(KEYS) <= set().union(*keys.values())


def _tables(page: str) -> list[set[str]]:
    """The keys of each table that have a meaning and a unit."""
    tables: list[set[str]] = []
    for line in page.splitlines():
        if line.startswith("| key |"):
            tables.append(set())
        if row := re.match(r"\| `(\w+)`[^|]* \| [^|]+ \| [^|]+ \|", line):
            tables[-1].add(row[1])
    return tables


@pytest.mark.parametrize("name", NAMES)
def test_a_calendar_that_a_policy_names_is_there(name: str) -> None:
    calendar = framework_of(name).calendar

    assert (POLICIES / "calendars" / f"{calendar}.json").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_standards_own_action_never_misses_its_legal_limit(name: str) -> None:
    bounded = [standard for standard in framework_of(name).standards if standard.action.limit]

    late = [one.id for one in bounded if not _fits(one.action.due, one.action.limit)]

    assert late == []


@pytest.mark.parametrize("name", NAMES)
def test_every_ladder_climbs_the_reporting_line(name: str) -> None:
    framework = framework_of(name)
    line = ["auditor", *framework.line]

    ladders = [[line.index(step.role) for step in ladder.steps] for _, ladder in framework.ladders if ladder]

    assert all(lower < higher for ladder in ladders for lower, higher in pairwise(ladder))


def test_the_council_has_its_standards_with_sources_and_clocks() -> None:
    standards = framework_of(COUNCIL).standards

    assert sum(standard.check_by == "measured" for standard in standards) >= 28
    assert sum(standard.check_by == "judged" for standard in standards) >= 8
    assert sum(standard.clock is not None for standard in standards) >= 28
    assert {standard.strength for standard in standards} == {"statutory", "guidance", "local"}


def test_a_visit_day_counts_where_the_council_says_so() -> None:
    visit = framework_of(COUNCIL).standard("protection_plan_visit")

    assert visit is not None
    assert visit.clock is not None
    assert (str(visit.clock.limit), visit.clock.counting) == ("10wd", "inclusive")


def test_an_overdue_action_reaches_the_director_after_twenty_working_days() -> None:
    ladder = framework_of(COUNCIL).ladders.action

    assert [str(step.after) for step in ladder.steps] == ["1wd", "5wd", "10wd", "15wd", "20wd"]
    assert (ladder.steps[-1].role, str(ladder.every)) == ("director", "5wd")


def test_the_service_manager_hears_of_a_safety_concern_a_day_after_it() -> None:
    framework = framework_of(COUNCIL)
    first, second, *_ = framework.ladders.safety.steps

    assert (first.role, first.after.amount) == ("team_manager", 0)
    assert second.role == "service_manager"
    assert framework.safety_due.elapsed + second.after.elapsed == Duration.parse("24h").elapsed


@pytest.mark.parametrize("name", [COUNCIL, DEMO])
def test_the_grade_of_an_area_speaks_for_a_standard_that_people_judge(name: str) -> None:
    framework = framework_of(name)

    judged = {standard.id for standard in framework.standards if standard.check_by == "judged"}

    assert set(framework.areas.values()) <= judged


def test_the_demo_asks_for_the_same_as_the_council_in_seconds() -> None:
    council, demo = framework_of(COUNCIL), framework_of(DEMO)

    assert len(demo.standards) >= 10
    assert (demo.line, demo.roles, demo.grades, demo.areas) == (
        council.line,
        council.roles,
        council.grades,
        council.areas,
    )
    assert _asks(demo) <= _asks(council)
    assert _roles(demo) == _roles(council)


def test_the_demo_has_no_date_of_its_own_longer_than_a_minute() -> None:
    demo = framework_of(DEMO)

    durations = [step.after for _, ladder in demo.ladders if ladder for step in ladder.steps]
    durations += [demo.safety_due, *(scale.actions for scale in demo.timescales.values())]

    assert max(duration.elapsed.total_seconds() for duration in durations) <= 60
    assert [standard.id for standard in demo.standards if standard.action.due] == []


def test_an_inspected_authority_owes_its_plan_seventy_working_days_after_publication() -> None:
    inspections = framework_of(INSPECTIONS)
    plan = inspections.standard("action_plan")

    assert inspections.standing_actions == {"inspection": ("action_plan",)}
    assert plan is not None
    assert (plan.strength, str(plan.action.due)) == ("statutory", "70wd")


def test_every_theme_has_one_standard_of_a_judged_area() -> None:
    inspections = framework_of(INSPECTIONS)
    theme_of_standard = {standard.theme: standard for standard in inspections.standards if standard.theme}

    assert {theme.id: theme.standard for theme in inspections.themes} == {
        theme: standard.id for theme, standard in theme_of_standard.items()
    }
    assert 15 <= len(inspections.themes) <= 25
    assert all(standard.area in inspections.areas for standard in theme_of_standard.values())


def test_what_must_hold_in_two_periods_running_is_watched_for_twelve_weeks_once_it_does() -> None:
    repeated = [one for one in framework_of(COUNCIL).standards if one.enough and one.enough.periods > 1]

    assert len(repeated) == 7
    assert {one.watch for one in repeated} == {Duration(84, "cd")}


def test_a_digest_is_of_what_is_said_and_not_of_how() -> None:
    demo = framework_of(DEMO)
    laid_out_anew = text_of(DEMO).replace("    every: 10s", "    every:   '10s'  # again")
    changed = text_of(DEMO).replace("every: 10s", "every: 11s", 1)

    assert framework_digest(read_framework(laid_out_anew, "x")) == framework_digest(demo)
    assert framework_digest(read_framework(changed, "x")) != framework_digest(demo)


def _fits(due: Duration | None, limit: Duration | None) -> bool:
    return due is not None and limit is not None and due.unit == limit.unit and due.amount <= limit.amount


def _asks(framework: Framework) -> set[tuple[str, ...]]:
    return {
        (one.id, one.check_by, one.action.title, one.action.outcome, one.action.evidence, one.action.owner)
        for one in framework.standards
    }


def _roles(framework: Framework) -> list[list[str]]:
    return [[step.role for step in ladder.steps] for _, ladder in framework.ladders if ladder]
