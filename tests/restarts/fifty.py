"""Fifty audits under rules in seconds, what is done to each, and the events the rules alone make of that."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from domain import commands as c
from domain.calendar import read_calendar
from domain.events import ActionReminded, AnyEvent
from domain.framework import Framework
from domain.rules import rules_for
from tests.life import Life
from tests.workflows.scenes import (
    LINE,
    NOTE,
    POLICIES,
    a_start,
    claim,
    framework,
    judge,
    people,
    verify,
)

STANDARD = "child_seen_alone"
OWNER, AUDITOR, DIRECTOR = "p-1", "p-8", "p-6"
STEPS = len(LINE) - 1
"""Escalations of a late audit, after which nothing of it is timed for an hour."""
LATER = {"steps": [{"after": "1h", "role": "director"}], "every": "1h"}
CHANGES = {
    "framework": "fifty",
    "timescales": {
        "outstanding": {"actions": "1h", "check": "1h"},
        "good": {"actions": "1h", "check": "1h"},
        "requires_improvement": {"actions": "1h", "check": "1h"},
        "inadequate": {"actions": "4s", "check": "1h"},
    },
    "reminders": ["2s"],
    "acknowledgement": "1h",
    "accountable_every": "1h",
    "ladders": {
        "action": {"steps": [{"after": f"{n}s", "role": role} for n, role in enumerate(LINE[1:], 1)], "every": "1h"},
        "safety": LATER,
        "verification": LATER,
        "check": LATER,
    },
}
"""Over the demo rules: nothing comes round again within the test, so how long a crash lasts changes no event."""


class Case(NamedTuple):
    """An audit and the commands it gets, one after another; a late one only after its whole ladder."""

    start: c.StartAudit
    commands: tuple[c.LaterCommand, ...]
    is_late: bool

    @property
    def audit_id(self) -> str:
        return self.start.audit_id


def fifty() -> list[Case]:
    """Every other one is late."""
    return [_late(f"late-{n}") if n % 2 else _punctual(f"punctual-{n}") for n in range(50)]


def expected(case: Case) -> Counter[str]:
    """The facts of the events that the rules make of this audit when nothing ever breaks."""
    life = Life(case.start, people())
    if case.is_late:
        life.wait(timedelta(minutes=1))
    for command in case.commands:
        life.send(command)
    return facts(life.log)


def facts(log: Iterable[AnyEvent]) -> Counter[str]:
    """Events without their times. Whether a reminder still helped, and so was told, hangs on the time too."""
    return Counter(event.model_dump_json(exclude=_TIMED | _told(event)) for event in log)


_TIMED = {"seq", "at", "moment", "due_at", "until"}


def _told(event: AnyEvent) -> set[str]:
    return {"told", "is_superseded"} if isinstance(event, ActionReminded) else set()


def _late(audit_id: str) -> Case:
    seen = c.Acknowledge(command_id="seen", by=DIRECTOR, action_id="a-1")
    commands = (seen, claim("a-1"), verify("a-1"), judge(STANDARD))
    return Case(_start(audit_id, "inadequate"), commands, is_late=True)


def _punctual(audit_id: str) -> Case:
    first = (
        c.Accept(command_id="accept", by=OWNER, action_id="a-1"),
        c.Begin(command_id="begin", by=OWNER, action_id="a-1"),
        claim("a-1"),
        c.SendBack(command_id="back", by=AUDITOR, action_id="a-1", reason=NOTE),
        claim("a-1", "claim-again"),
        verify("a-1"),
    )
    second = (judge(STANDARD, is_met=False), claim("a-2"), verify("a-2"), judge(STANDARD))
    return Case(_start(audit_id, "good"), (*first, *second), is_late=False)


def _start(audit_id: str, overall: str) -> c.StartAudit:
    calendar = read_calendar((POLICIES / "calendars" / "england_and_wales.json").read_text())
    rules = rules_for(_framework(), calendar.since(datetime.now(UTC).date()), overall, {STANDARD})
    return a_start(audit_id, findings=1).model_copy(update={"overall": overall, "rules": rules})


@cache
def _framework() -> Framework:
    demo = framework("demo").model_dump(mode="json", by_alias=True)
    return Framework.model_validate(demo | CHANGES, by_alias=True, by_name=False)
