"""The reference audit and the people around it: six findings on six standards, one action each."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from domain import commands as c
from domain.calendar import read_calendar
from domain.directory import Person
from domain.framework_file import read_framework
from domain.rules import Rules, rules_for
from domain.values import TextRef

HERE = Path(__file__).parent
CALENDAR = HERE.parent / "policies" / "calendars" / "england_and_wales.json"
STANDARDS = ("one", "two", "three", "four", "five", "six")
LINE = ("practitioner", "team_manager", "service_manager", "head_of_service", "assistant_director", "director")
OWNER, AUDITOR, JUDGE = "p-1", "p-8", "p-9"
RINGS = (1.0, 2.0, 3.0)
"""Seconds from its start at which time alone makes something true of the reference audit."""
_NOTE = TextRef(id="t-note", digest="0" * 64)
_EVIDENCE = c.Evidence(reference=TextRef(id="t-reference", digest="1" * 64), digest="sha256:" + "2" * 64)


def people() -> list[Person]:
    """One reporting line of six, an auditor beside it, and somebody who judges."""
    above = [*(f"p-{n}" for n in range(2, len(LINE) + 1)), None]
    line = [_person(f"p-{n}", role, above[n - 1]) for n, role in enumerate(LINE, 1)]
    return [*line, _person(AUDITOR, "auditor", "p-3"), _person(JUDGE, "quality_assurance", "p-4")]


def _person(key: str, role: str, manager: str | None) -> Person:
    mail = f"{key}@council.invalid"
    return Person(person=key, name=f"Name {key}", mail=mail, roles=(role,), team="heron", manager=manager)


@cache
def rules(findings: int = len(STANDARDS)) -> Rules:
    """What an audit with this many findings carries."""
    framework = read_framework((HERE / "reference.yaml").read_text(), "reference.yaml")
    calendar = read_calendar(CALENDAR.read_text()).since(datetime.now(UTC).date())
    return rules_for(framework, calendar, "inadequate", set(STANDARDS[:findings]))


def a_start(audit_id: str, *, findings: int = len(STANDARDS), **changed_rules: Any) -> c.StartAudit:
    """A returned audit, inadequate in each of its standards; `changed_rules` replace fields of its rules."""
    seen = tuple(
        c.FindingSeen(finding_id=f"f-{n}", standard=standard, is_met=False, text=_NOTE)
        for n, standard in enumerate(STANDARDS[:findings], 1)
    )
    return c.StartAudit(
        command_id=f"{audit_id}/start",
        by=AUDITOR,
        audit_id=audit_id,
        audit_kind="case_file",
        subject="C-1001",
        team="heron",
        auditor=AUDITOR,
        overall="inadequate",
        findings=seen,
        owners={"practitioner": OWNER},
        rules=rules(findings).model_copy(update=changed_rules),
    )


def messages() -> list[c.LaterCommand]:
    """What people send once all are late: each action claimed done and verified, each standard judged met."""
    actions = [f"a-{n}" for n in range(1, len(STANDARDS) + 1)]
    return [*map(_claim, actions), *map(_verify, actions), *map(_judge, STANDARDS)]


def _claim(action: str) -> c.ClaimDone:
    return c.ClaimDone(command_id=f"claim-{action}", by=OWNER, action_id=action, evidence=(_EVIDENCE,), note=_NOTE)


def _verify(action: str) -> c.Verify:
    return c.Verify(command_id=f"verify-{action}", by=AUDITOR, action_id=action)


def _judge(standard: str) -> c.Judge:
    standing = c.Standing(roles=("quality_assurance",))
    return c.Judge(command_id=f"judge-{standard}", by=JUDGE, standing=standing, standard=standard, is_met=True)
