"""The commands by the names people type, and which options each of them understands."""

from difflib import get_close_matches
from typing import Any

from api.errors import BadInput
from api.orders import Order
from domain import commands as c

COMMANDS: dict[str, type[c.Command]] = {
    "accept": c.Accept,
    "start": c.Begin,
    "reassign": c.Reassign,
    "claim": c.ClaimDone,
    "verify": c.Verify,
    "send-back": c.SendBack,
    "cancel": c.Cancel,
    "acknowledge": c.Acknowledge,
    "add": c.AddAction,
    "ask-extension": c.AskExtension,
    "grant-extension": c.GrantExtension,
    "refuse-extension": c.RefuseExtension,
    "pause": c.PauseAction,
    "resume": c.ResumeAction,
    "wait-for": c.WaitFor,
    "unwait": c.Unwait,
    "judge": c.Judge,
    "measure": c.Measure,
    "hand-over": c.HandOver,
    "amend": c.Amend,
    "reopen": c.Reopen,
    "undo-verify": c.UndoVerify,
    "view": c.HearView,
    "withdraw": c.Withdraw,
    "find-again": c.FindAgain,
    "replan": c.Replan,
    "update-calendar": c.UpdateCalendar,
    "moderate": c.Moderate,
    "dispute": c.DisputeAction,
    "dispute-grade": c.DisputeGrade,
    "decide-dispute": c.DecideDispute,
    "decide-grade": c.DecideGrade,
    "allocate": c.Allocate,
    "reallocate": c.Reallocate,
    "extend-response": c.ExtendResponse,
}
_FIELDS = {"finding": "finding_id", "safety": "is_safety", "met": "is_met", "met-count": "met", "from": "period_from",
           "to": "period_to", "to-person": "to", "given-on": "given_on", "policy-version": "version",
           "return-by": "return_by", "upheld": "is_upheld", "grade": "grades"}  # fmt: skip
"""Options whose name is not that of the command's field."""
_OPTIONS = {field: option for option, field in _FIELDS.items()}


def order_of(name: str, action: str | None, options: dict[str, Any], *, by: str, command_id: str) -> Order:
    """The order that a name and its options make; raises BadInput for one that cannot be."""
    command = _command(name)
    given = {_FIELDS.get(option, option): value for option, value in options.items() if value is not None}
    if action is None and command is c.AddAction:
        action = f"added-{command_id[:8]}"
    if action is not None:
        given["action_id"] = action
    _check(name, command, given)
    return Order(command_id, by, str(command.model_fields["kind"].default), given)


def grades_of(said: list[str]) -> dict[str, str]:
    """By area, from `AREA=GRADE`; raises BadInput for anything else."""
    for one in said:
        if "=" not in one:
            raise BadInput("act amend", f"--grade {one} is not AREA=GRADE: write it so.")
    return dict(one.split("=", 1) for one in said)


def _command(name: str) -> type[c.Command]:
    name = name.replace("_", "-")
    if name not in COMMANDS:
        near = get_close_matches(name, COMMANDS, n=1) or [", ".join(COMMANDS)]
        raise BadInput(f"act {name}", f"there is no such command: write {near[0]}.")
    return COMMANDS[name]


def _check(name: str, command: type[c.Command], given: dict[str, Any]) -> None:
    for field in given:
        if field not in command.model_fields:
            raise BadInput(f"act {name}", f"{_called(field)} means nothing to it: leave it out.")
    for field, known in command.model_fields.items():
        if known.is_required() and field not in {*given, "command_id", "by"}:
            raise BadInput(f"act {name}", f"it needs {_called(field)}: give it.")


def _called(field: str) -> str:
    if field == "action_id":
        return "an ACTION"
    if field == "is_met":
        return "--met or --unmet"
    return f"--{_OPTIONS.get(field, field)}"
