"""Commands by all sorts of people, right and wrong, complete and not."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from domain import commands as c
from domain.audit import Action, ActionStatus, Audit
from domain.decide_action import ALLOWED
from domain.london import DAY
from tests.builders import (
    ASH,
    CAIRN,
    FELL,
    HEALTH,
    HERON,
    MOSS,
    PLANS,
    PLOVER,
    ROBIN,
    STOAT,
    TALKS,
    TARN,
    VISITS,
    WREN,
    a_command,
    words,
)
from tests.domain.any_amendment import an_amendment

OWNER, TOLD = "the-owner", "whoever-was-told"
PEOPLE = (WREN, ASH, MOSS, FELL, TARN, CAIRN, HERON, PLOVER, STOAT, ROBIN, "stranger")
STANDARDS = (VISITS, PLANS, HEALTH, TALKS, VISITS, PLANS, TALKS, "supervision")
NAMES = ("x-1", "x-2", "a-2", "a-99")
FEW_DAYS = st.dates(date(2026, 10, 1), date(2027, 6, 30))
COUNTED_DAYS = st.dates(date(2026, 7, 1), date(2026, 12, 31))
OUTCOMES = tuple(words(text) for text in ("seen", "heard", "safe"))

_reason = {"reason": st.sampled_from((words("because"), words("because"), None))}
_action = {"action_id": st.integers(0, 20).map("n-{}".format)}
_standard = {"standard": st.sampled_from(STANDARDS)}

# Whoever may usually give a command gives it more often than not, or a life would be nothing but refusals.
_USUALLY: dict[type[c.Command], tuple[tuple[str, ...], dict[str, st.SearchStrategy[Any]]]] = {
    c.Accept: ((OWNER,), _action),
    c.Begin: ((OWNER,), _action),
    c.Reassign: ((MOSS, FELL), {**_action, "owner": st.sampled_from(PEOPLE[:-1])}),
    c.ClaimDone: ((OWNER,), _action),
    c.Verify: ((HERON, PLOVER), _action),
    c.SendBack: ((HERON, PLOVER), {**_action, **_reason}),
    c.Cancel: ((FELL, TARN), {**_action, **_reason}),
    c.Acknowledge: ((TOLD,), _action),
    c.AskExtension: ((OWNER,), {**_action, **_reason, "due": FEW_DAYS}),
    c.GrantExtension: ((ASH, MOSS), _action),
    c.RefuseExtension: ((ASH, MOSS), {**_action, **_reason}),
    c.PauseAction: ((ASH, MOSS), {**_action, **_reason, "until": st.none() | FEW_DAYS}),
    c.ResumeAction: ((ASH, MOSS), _action),
    c.WaitFor: ((HERON, ASH), {**_action, "other": st.sampled_from(("a-1", "a-2", "a-3", "x-1", "a-99"))}),
    c.Unwait: ((HERON, ASH), _action),
    c.AddAction: (
        (HERON, ASH),
        {
            "action_id": st.sampled_from(NAMES),
            **_standard,
            "finding_id": st.sampled_from((None, None, "f-0", "f-1", "f-9")),
            "owner": st.sampled_from((WREN, ROBIN, None)),
            "due": st.none() | FEW_DAYS | st.just(date.max),
            "outcome": st.sampled_from((*OUTCOMES, None)),
            "is_safety": st.booleans(),
        },
    ),
    c.Judge: ((PLOVER, PLOVER), {**_standard, "is_met": st.booleans()}),
    c.Measure: (
        (STOAT, STOAT),
        {
            "standard": st.sampled_from((TALKS, TALKS, VISITS)),
            "period_from": COUNTED_DAYS,
            "period_to": COUNTED_DAYS,
            "met": st.integers(0, 12),
            "total": st.integers(8, 12),
        },
    ),
    c.Amend: ((FELL, TARN), {**_reason, "about": an_amendment()}),
    c.Reopen: ((CAIRN,), {**_reason, "standard": st.sampled_from((None, *STANDARDS))}),
    c.UndoVerify: ((FELL, TARN), {**_action, **_reason}),
    c.ExtendResponse: ((FELL,), _reason),
    c.HearView: ((WREN, HERON), {"given_on": COUNTED_DAYS, "way": st.just("visit"), "text": st.just(words("seen"))}),
    c.HandOver: ((TARN, CAIRN), {**_reason, "to": st.sampled_from((CAIRN, TARN, "stranger"))}),
    c.Withdraw: ((CAIRN,), _reason),
}
_KINDS = tuple(kind for kind in _USUALLY if kind is not c.Withdraw) * 4 + (c.Withdraw,)


@st.composite
def any_command(draw: st.DrawFn) -> c.Command:
    """A command that may or may not be allowed, possible or complete; `aimed` says at what and by whom."""
    kind = draw(st.sampled_from(_KINDS))
    usual, fields = _USUALLY[kind]
    by = draw(st.sampled_from(usual * 8 + PEOPLE))
    said = {name: draw(strategy) for name, strategy in fields.items()}
    return a_command(kind, by, **said.pop("about", {}), **said)


@st.composite
def a_likely_command(draw: st.DrawFn, audit: Audit, number: int) -> c.Command:
    """One that can be given where the audit and one of its actions are, by somebody who usually may."""
    actions = list(audit.actions)
    action = audit.actions[actions[number % len(actions)]]
    kind = draw(st.sampled_from([kind for kind in _USUALLY if _is_likely(kind, audit, action)]))
    usual, fields = _USUALLY[kind]
    soon = action.due_at.date() + draw(st.integers(1, 20)) * DAY
    likely: dict[str, Any] = {"action_id": f"n-{number % len(actions)}", "due": soon, "until": soon}
    said = {name: likely.get(name) or draw(strategy) for name, strategy in fields.items()}
    return a_command(kind, draw(st.sampled_from(usual)), **said.pop("about", {}), **said | _because(said))


def _because(said: dict[str, Any]) -> dict[str, Any]:
    return {"reason": words("because")} if "reason" in said else {}


def _is_likely(kind: type[c.Command], audit: Audit, action: Action) -> bool:
    if audit.is_over or kind in (c.Reopen, c.Withdraw):
        return kind is c.Reopen and audit.is_over
    if kind in (c.GrantExtension, c.RefuseExtension):
        return action.extension is not None
    return action.status in ALLOWED.get(kind.model_fields["kind"].default, (action.status,))


def aimed(command: c.Command, audit: Audit) -> c.Command:
    """The same command at the action of its number, by whoever owns it or was told of it, as the audit stands."""
    actions = list(audit.actions.values())
    if not isinstance(command, c.OnAction) or not actions:
        return command
    action = actions[int(command.action_id[2:]) % len(actions)]
    people = {OWNER: action.owner, TOLD: next(iter(action.chase.told), WREN)}
    return command.model_copy(update={"action_id": action.action_id, "by": people.get(command.by, command.by)})


def good_work(audit: Audit, number: int, *, is_good: bool) -> c.Command | None:
    """What the right person would do next about one of the actions, or about an unmet standard if none is left."""
    if not audit.unfinished:
        return _verdict(audit, number, is_good=is_good) if audit.unmet else None
    action = audit.unfinished[number % len(audit.unfinished)]
    if action.status is ActionStatus.DONE_CLAIMED:
        kind: type[c.Command] = c.Verify if is_good else c.SendBack
        return a_command(kind, HERON, action_id=action.action_id)
    if action.chase.told and not is_good:
        return a_command(c.Acknowledge, action.chase.told[0], action_id=action.action_id)
    return a_command(c.ClaimDone, action.owner, action_id=action.action_id)


def _verdict(audit: Audit, number: int, *, is_good: bool) -> c.Command:
    state = audit.unmet[number % len(audit.unmet)]
    if state.standard != TALKS:
        return a_command(c.Judge, PLOVER, standard=state.standard, is_met=is_good)
    begins = state.periods[-1].last + DAY if state.periods else date(2026, 4, 1)
    period = {"period_from": begins, "period_to": begins + 6 * DAY}
    return a_command(c.Measure, STOAT, met=10 if is_good else 2, **period)
