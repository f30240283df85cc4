"""The audits that the journeys are about, under the council's own rules."""

from datetime import UTC, date, datetime
from typing import Any

from domain import commands as c
from domain.calendar import read_calendar
from domain.directory import Directory, Person
from domain.events import AnyEvent, Escalated, StepUnheard
from domain.framework import Framework
from domain.rules import Rules, rules_for
from tests.workflows.scenes import NOTE, POLICIES, a_start, framework, people

OWNER, HEAD, ASSISTANT, DIRECTOR, AUDITOR, QUALITY = "p-1", "p-4", "p-5", "p-6", "p-8", "p-9"
JUDGED, MEASURED = "fathers_involved", "assessment_refreshed"


def councils(*, sends_at_once: bool = True) -> Framework:
    """The council's rules; most journeys have each notice leave by itself, to see what it says."""
    whole = framework("childrens_social_care")
    return whole.model_copy(update={"sending": None}) if sends_at_once else whole


def rules(*standards: str, since: date | None = None, sends_at_once: bool = True) -> Rules:
    """What an inadequate audit of these standards carries; `since`: the first day its calendar must know."""
    calendar = read_calendar((POLICIES / "calendars" / "england_and_wales.json").read_text())
    first = since or datetime.now(UTC).date()
    return rules_for(councils(sends_at_once=sends_at_once), calendar.since(first), "inadequate", set(standards))


def an_audit(audit_id: str, standard: str = JUDGED, **fields: Any) -> c.StartAudit:
    """An inadequate audit with one finding about this standard; `fields` are the finding's."""
    finding = c.FindingSeen(finding_id="f-1", standard=standard, is_met=False, text=NOTE, **fields)
    return a_start(audit_id).model_copy(update={"findings": (finding,), "rules": rules(standard)})


def people_without(role: str) -> Directory:
    """Everybody but the one who holds this role; those below report to whoever is above."""
    everybody = people().people
    [gone] = [one for one in everybody.values() if one.roles == (role,)]
    stay = {key: one for key, one in everybody.items() if one is not gone}
    below = {key: one.model_copy(update={"manager": gone.manager}) for key, one in stay.items() if _under(one, gone)}
    return Directory(people=stay | below)


def _under(one: Person, gone: Person) -> bool:
    return one.manager == gone.person


def story(log: list[AnyEvent]) -> list[str]:
    """What happened, in words short enough to compare: the kind, and which step of the ladder."""
    return [_said(event) for event in log]


def _said(event: AnyEvent) -> str:
    if isinstance(event, Escalated | StepUnheard):
        again = " again" if isinstance(event, Escalated) and event.repeats else ""
        return f"{event.kind} {event.matter} {event.role}{again}"
    return event.kind
