"""An invented audit and the people around it, for workflows to run on."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from domain import commands as c
from domain.calendar import read_calendar
from domain.directory import Directory, Person
from domain.events import AnyEvent
from domain.framework import Framework
from domain.framework_file import read_framework
from domain.ran_from import ran_from
from domain.rules import Rules, rules_for
from domain.values import TextRef

POLICIES = Path(__file__).parents[2] / "policies"
STANDARDS = ("child_seen_alone", "views_recorded", "plan_is_smart")
NOTE = TextRef(id="t-note", digest="0" * 64)
EVIDENCE = c.Evidence(reference=TextRef(id="t-ref", digest="1" * 64), digest="sha256:" + "2" * 64)
JUDGE = c.Standing(roles=("quality_assurance",))
OPERATOR = c.Standing(roles=("operator",))

LINE = ("practitioner", "team_manager", "service_manager", "head_of_service", "assistant_director", "director")


def people() -> Directory:
    """One reporting line of six, an operator and an auditor beside it, and somebody who may judge."""
    line = [_person(f"p-{n}", role, f"p-{n + 1}" if n < len(LINE) else None) for n, role in enumerate(LINE, 1)]
    beside = [
        _person("p-7", "operator", "p-4"),
        _person("p-8", "auditor", "p-3"),
        _person("p-9", "quality_assurance", "p-4"),
    ]
    return Directory(people={one.person: one for one in (*line, *beside)})


def _person(key: str, role: str, manager: str | None) -> Person:
    return Person(
        person=key, name=f"Name {key}", mail=f"{key}@example.invalid", roles=(role,), team="heron", manager=manager
    )


def newcomer(directory: Directory, person: str, instead_of: str) -> Directory:
    """Everybody, with somebody new in the place of one who has left."""
    gone = directory.people[instead_of]
    come = gone.model_copy(update={"person": person, "name": f"Name {person}", "mail": f"{person}@example.invalid"})
    stay = {key: one for key, one in directory.people.items() if key != instead_of}
    below = {key: one.model_copy(update={"manager": person}) for key, one in stay.items() if one.manager == instead_of}
    return Directory(people=stay | below | {person: come})


@cache
def framework(name: str) -> Framework:
    return read_framework((POLICIES / f"{name}.yaml").read_text(), f"{name}.yaml")


def a_start(audit_id: str, *, policy: str = "childrens_social_care", findings: int = 2) -> c.StartAudit:
    """An inadequate audit with one finding for each of the first standards, all owned by the practitioner."""
    calendar = read_calendar((POLICIES / "calendars" / "england_and_wales.json").read_text())
    seen = tuple(
        c.FindingSeen(finding_id=f"f-{n}", standard=standard, is_met=False, text=NOTE)
        for n, standard in enumerate(STANDARDS[:findings], 1)
    )
    rules = rules_for(
        framework(policy), calendar.since(datetime.now(UTC).date()), "inadequate", set(STANDARDS[:findings])
    )
    return c.StartAudit(
        command_id=f"{audit_id}/start",
        by="p-8",
        audit_id=audit_id,
        audit_kind="case_file",
        subject="C-1001",
        team="heron",
        auditor="p-8",
        overall="inadequate",
        findings=seen,
        owners={"practitioner": "p-1", "team_manager": "p-2"},
        rules=rules,
    )


def find_again(command_id: str = "find") -> c.FindAgain:
    return c.FindAgain(command_id=command_id, by="p-7", standing=OPERATOR, reason=NOTE)


def replan(rules: Rules, log: Iterable[AnyEvent], command_id: str = "replan") -> c.Replan:
    """To these rules, with what the log says of the dates there are."""
    moments = ran_from(log)
    return c.Replan(
        command_id=command_id,
        by="p-7",
        standing=OPERATOR,
        reason=NOTE,
        version=rules.version,
        rules=rules,
        ran_from=moments.actions,
        check_from=moments.check,
    )


def claim(action_id: str, command_id: str | None = None) -> c.ClaimDone:
    return c.ClaimDone(
        command_id=command_id or f"claim-{action_id}", by="p-1", action_id=action_id, evidence=(EVIDENCE,), note=NOTE
    )


def verify(action_id: str, command_id: str | None = None) -> c.Verify:
    return c.Verify(command_id=command_id or f"verify-{action_id}", by="p-8", action_id=action_id)


def judge(standard: str, *, is_met: bool = True, command_id: str | None = None) -> c.Judge:
    return c.Judge(
        command_id=command_id or f"judge-{standard}-{is_met}",
        by="p-9",
        standing=JUDGE,
        standard=standard,
        is_met=is_met,
    )
