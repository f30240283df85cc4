"""An audit nobody looks after, under each policy we ship: it is told all the way up, and never goes quiet."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain import events as e
from domain.calendar import read_calendar
from domain.framework_file import read_framework
from domain.london import local_day
from domain.rules import Rules, rules_for
from tests.builders import MONDAY, WREN, a_finding, a_start
from tests.domain import promises
from tests.life import Life

POLICIES = Path(__file__).parents[2] / "policies"
SPANS = {
    "demo": timedelta(minutes=3),
    "childrens_social_care": timedelta(days=120),
    "ofsted_ilacs": timedelta(days=300),
}


def rules_of(policy: str) -> Rules:
    framework = read_framework((POLICIES / f"{policy}.yaml").read_text(), policy)
    calendar = read_calendar((POLICIES / "calendars" / f"{framework.calendar}.json").read_text())
    # As the doors hand it over: without the days off of long before.
    return rules_for(
        framework, calendar.since(local_day(MONDAY)), framework.grades[-1], {one.id for one in framework.standards[:2]}
    )


@pytest.mark.parametrize("policy", SPANS)
def test_an_audit_left_alone_is_told_to_the_top_and_goes_on_being_told(policy: str) -> None:
    rules = rules_of(policy)
    first, second = rules.standards
    findings = (a_finding(first, owner=WREN), a_finding(second, owner=WREN, is_safety=True))

    life = Life(a_start(*findings, rules=rules, overall="inadequate")).wait(SPANS[policy])

    roles = {(one.matter, one.role) for one in life.of(e.Escalated)}
    assert roles >= {("action", step.role) for step in rules.action_ladder.steps}
    assert roles >= {("safety", step.role) for step in rules.safety_ladder.steps}
    promises.keeps_its_promises(life)
    promises.levels_rise_and_rest_is_kept(life)
    promises.log_is_sound(life.log)


@pytest.mark.parametrize("policy", SPANS)
def test_what_an_audit_carries_of_its_policy_stays_small(policy: str) -> None:
    rules = rules_of(policy)

    assert len(rules.model_dump_json()) < 4_000
