"""An invented council, its people and its rules, and audits that live by them; tests say only what they care about."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from domain import commands as c
from domain.calendar import Calendar
from domain.complaint import COMPLAINT, Complaint
from domain.directory import Directory, Person
from domain.framework import Framework
from domain.london import LONDON
from domain.rules import Rules, rules_before_return, rules_for
from domain.values import TextRef

WREN, ASH, MOSS, FELL, TARN, CAIRN = "wren", "ash", "moss", "fell", "tarn", "cairn"
"""The reporting line of Larkmoor, from the practitioner up to the director."""
HERON, PLOVER, STOAT, ROBIN, KITE = "heron", "plover", "stoat", "robin", "kite"
"""The auditor, her colleague in quality assurance, the performance analyst, another practitioner, and an operator."""
LINE = ["practitioner", "team_manager", "service_manager", "head_of_service", "assistant_director", "director"]

VISITS, PLANS, HEALTH, TALKS = "visits", "plans", "health", "return_talks"
"""Judged; judged too; judged, with a limit set by law; measured over two periods running."""

CALENDAR = Calendar(
    snapshot="invented/2026",
    holidays=(date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)),
    until=date(2028, 12, 31),
)
_numbers = itertools.count(1)


def another_calendar(*added: date, without: tuple[date, ...] = (), snapshot: str = "2027") -> Calendar:
    """The next snapshot of the same calendar, with these bank holidays besides and without those."""
    days = {*CALENDAR.holidays, *added} - {*without}
    return Calendar(snapshot=f"invented/{snapshot}", holidays=tuple(days), until=CALENDAR.until)


def on(text: str) -> datetime:
    """The instant at which London's clocks show `2026-11-02 10:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


MONDAY = on("2026-11-02 10:00")
"""When audits of these tests are returned unless they say otherwise."""


def words(text: str = "said in confidence") -> TextRef:
    """Somebody's own words, by reference."""
    return TextRef(id=f"t-{text.replace(' ', '-')}", digest="d" * 8)


def a_person(person: str, role: str, manager: str | None = None, *more: str) -> Person:
    mail = f"{person}@larkmoor.example"
    return Person(person=person, name=person.title(), mail=mail, roles=(role, *more), team="north", manager=manager)


def a_directory(*, without: tuple[str, ...] = ()) -> Directory:
    """Larkmoor's people; those `without` have left, and their reports name nobody who is there."""
    people = [
        *(a_person(one, role, boss) for one, role, boss in zip(_LINE, LINE, [*_LINE[1:], None], strict=True)),
        a_person(HERON, "auditor", MOSS),
        a_person(PLOVER, "quality_assurance", MOSS),
        a_person(STOAT, "performance", MOSS),
        a_person(ROBIN, "practitioner", ASH),
        a_person(KITE, "operator", MOSS),
    ]
    by_id = {one.person: one for one in people if one.person not in without}
    stays = {key: one.model_copy(update={"manager": _next(one.manager, without)}) for key, one in by_id.items()}
    return Directory(people=stays)


_LINE = [WREN, ASH, MOSS, FELL, TARN, CAIRN]


def _next(manager: str | None, without: tuple[str, ...]) -> str | None:
    while manager in without:
        manager = _LINE[_LINE.index(manager) + 1] if manager != CAIRN else None
    return manager


def _ladder(*steps: tuple[str, str], every: str) -> dict[str, Any]:
    return {"steps": [{"after": after, "role": role} for after, role in steps], "every": every}


def _standard(name: str, owner: str, **more: Any) -> dict[str, Any]:
    action = {"title": f"Put {name} right", "outcome": f"Children can rely on {name}", "evidence": "A record"}
    given = {"source": "Larkmoor", "strength": "local", "check": "judged"} | more
    extra = {key: given.pop(key) for key in ("due", "limit") if key in given}
    return {"id": name, "title": f"Good {name}", "action": action | {"owner": owner} | extra, **given}


def a_framework(**changes: Any) -> Framework:
    """Larkmoor's rules; `changes` replace whole top-level keys of the file."""
    return Framework.model_validate(_FRAMEWORK | changes, by_alias=True, by_name=False)


_FRAMEWORK: dict[str, Any] = {
    "framework": "larkmoor",
    "version": 1,
    "title": "Larkmoor practice audits",
    "calendar": "invented",
    "hour": "09:00",
    "spread": "10m",
    "line": LINE,
    "roles": ["auditor", "quality_assurance", "performance"],
    "grades": ["good", "inadequate"],
    "good_enough": "good",
    "areas": {"overall": VISITS},
    "timescales": {"good": {"actions": "20wd", "check": "84cd"}, "inadequate": {"actions": "10wd", "check": "28cd"}},
    "safety_due": "4h",
    "reminders": ["5wd", "1wd"],
    "rest": "1wd",
    "acknowledgement": "2wd",
    "ladders": {
        "action": _ladder(("1wd", LINE[1]), ("5wd", LINE[2]), ("10wd", LINE[3]), every="5wd"),
        "safety": _ladder(("0h", LINE[1]), ("20h", LINE[2]), ("26h", LINE[5]), every="12h"),
        "verification": _ladder(("2wd", "auditor"), ("5wd", LINE[2]), every="5wd"),
        "check": _ladder(("1wd", "auditor"), ("5wd", LINE[2]), every="5wd"),
    },
    "cycles": 2,
    "accountable": LINE[5],
    "accountable_every": "20wd",
    "authority": {
        "verify": ["auditor", "quality_assurance"],
        "judge": ["auditor", "quality_assurance"],
        "measure": ["performance"],
        "add": ["auditor", LINE[1]],
        "cancel": LINE[3],
        "hand_over": LINE[4],
        "withdraw": LINE[5],
    },
    "standards": [
        _standard(VISITS, LINE[0]),
        _standard(PLANS, LINE[1]),
        _standard(HEALTH, LINE[0], limit="15wd", due="20wd"),
        _standard(TALKS, LINE[0], check="measured", enough={"rate": 90, "least": 5, "periods": 2}),
    ],
}


def some_rules(overall: str = "inadequate", **changes: Any) -> Rules:
    """What an audit with this grade carries of Larkmoor's rules; `changes` as of `a_framework`."""
    return rules_for(a_framework(**changes), CALENDAR, overall, {VISITS, PLANS, HEALTH, TALKS})


def a_finding(standard: str = VISITS, **fields: Any) -> c.FindingSeen:
    given: dict[str, Any] = {"finding_id": f"f-{next(_numbers)}", "is_met": False, "text": words("seen")}
    return c.FindingSeen(standard=standard, **given | fields)


def a_start(*findings: c.FindingSeen, **fields: Any) -> c.StartAudit:
    """The start of Heron's audit of these findings; without any, of visits that were not met."""
    given: dict[str, Any] = {
        "command_id": "start-1",
        "by": HERON,
        "audit_id": "larkmoor-1",
        "audit_kind": "case_file",
        "subject": "child-17",
        "team": "north",
        "auditor": HERON,
        "overall": "inadequate",
        "findings": findings or (a_finding(),),
        "owners": {LINE[0]: WREN, LINE[1]: ASH},
    }
    return c.StartAudit(**given | {"rules": some_rules()} | fields)


def a_plan(**fields: Any) -> c.PlanAudit:
    """Moss plans an audit of the north team; Heron is to make it."""
    given: dict[str, Any] = {
        "command_id": "start-1",
        "by": MOSS,
        "audit_id": "larkmoor-1",
        "audit_kind": "case_file",
        "subject": "child-17",
        "team": "north",
        "auditor": HERON,
    }
    return c.PlanAudit(**given | {"rules": rules_before_return(a_framework(), CALENDAR)} | fields)


def a_complaint(
    received_on: date = date(2026, 11, 2), policy: dict[str, Any] | None = None, **fields: Any
) -> c.PlanAudit:
    """Moss plans the answer to a complaint about the north team; Heron is to give it."""
    rules = rules_before_return(a_framework(complaint=policy or {}), CALENDAR, COMPLAINT)
    complaint = Complaint(received_on=received_on, reference="C-9", text=words("complained"))
    return a_plan(**{"audit_kind": COMPLAINT, "rules": rules, "complaint": complaint} | fields)


VIEWS = c.Views(child=c.Sought(how=(words("talked"),)), family=c.Sought(why_not=words("away")))


def evidence() -> tuple[c.Evidence, ...]:
    return (c.Evidence(reference=words("record"), digest="sha256:" + "ab" * 32),)


_NEEDED: dict[type[c.Command], dict[str, Any]] = {
    c.ClaimDone: {"evidence": evidence(), "note": words("done")},
    c.SendBack: {"reason": words("not shown")},
    c.Cancel: {"reason": words("moved away")},
    c.Withdraw: {"reason": words("wrong child")},
    c.HandOver: {"to": CAIRN, "reason": words("stuck")},
    c.AskExtension: {"due": date(2026, 11, 20), "reason": words("ill")},
    c.RefuseExtension: {"reason": words("no need")},
    c.PauseAction: {"reason": words("in hospital")},
    c.WaitFor: {"other": "a-2"},
    c.Judge: {"standard": VISITS, "is_met": True},
    c.HearView: {"given_on": date(2026, 10, 1), "way": "visit", "text": words("heard")},
    c.Measure: {"standard": TALKS, "met": 10, "total": 10},
    c.Reassign: {"owner": ROBIN},
    c.Allocate: {"auditor": HERON},
    c.ExtendResponse: {"reason": words("many to be heard")},
    c.Reallocate: {"auditor": PLOVER, "reason": words("off sick")},
    c.Amend: {"subject": "child-18", "reason": words("a slip")},
    c.Reopen: {"standard": VISITS, "reason": words("not shown after all")},
    c.UndoVerify: {"reason": words("wrong action")},
    c.FindAgain: {"reason": words("people have changed")},
    c.UpdateCalendar: {"calendar": another_calendar(CALENDAR.holidays[0])},
    c.Replan: {"version": 2, "reason": words("better rules"), "rules": some_rules(version=2)},
}


def a_command(kind: type[c.Command], by: str, **fields: Any) -> c.Command:
    """A command with an id of its own and all it needs; on action a-1 where it is about one."""
    given = {"command_id": f"c-{next(_numbers)}", **_NEEDED.get(kind, {})}
    if issubclass(kind, c.OnAction):
        given["action_id"] = "a-1"
    if kind is c.AddAction:
        given |= {"action_id": f"x-{next(_numbers)}", "standard": VISITS, "owner": WREN, "title": words("more")}
        given |= {"due": date(2026, 11, 20), "outcome": words(f"better {next(_numbers)}")}
    if kind is c.ReturnAudit:
        given |= {"overall": "inadequate", "findings": (a_finding(finding_id="f-1"),), "rules": some_rules()}
        given |= {"owners": {LINE[0]: WREN, LINE[1]: ASH}, "views": VIEWS, "worker_took_part": True}
    if kind is c.Measure:
        given |= {"period_from": date(2026, 10, 1), "period_to": date(2026, 10, 31)}
    return kind(by=by, **given | fields)
