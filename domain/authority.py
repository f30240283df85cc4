"""Who may give which command: one table, read by `decide` and by the page that explains it."""

from collections.abc import Callable
from typing import NamedTuple

from domain import commands as c
from domain import complaint_authority as complaints
from domain import correction_authority as again
from domain.audit import Action, Audit

Roles = tuple[str, ...]
SERVICE = "service"
"""Another system, which acts for people."""


class Ask(NamedTuple):
    """A command before an audit, and the action it is about if there is one."""

    audit: Audit
    command: c.Command
    action: Action | None


class May(NamedTuple):
    """A rule of authority: in words that hold for every audit, in those of one audit, and as a test."""

    who: str
    ask_whom: Callable[[Ask], str]
    test: Callable[[Ask], bool]
    never: Callable[[Ask], bool] = lambda _: False
    """Who may not, whatever else they are; nor may anybody in their place, nor they in the place of another."""


def _is_owner(ask: Ask) -> bool:
    return ask.action is not None and ask.command.by == ask.action.owner


def _owner(ask: Ask) -> str:
    return f"its owner ({ask.action.owner})" if ask.action else "its owner"


def _is_auditor(ask: Ask) -> bool:
    return ask.command.by == ask.audit.auditor


def _auditor(ask: Ask) -> str:
    return f"the auditor ({ask.audit.auditor})"


def _holds(ask: Ask, roles: Roles) -> bool:
    return bool(set(ask.command.standing.roles) & set(roles))


def _holders(roles: Roles) -> list[str]:
    return [f"{'an' if role[0] in 'aeiou' else 'a'} {role.replace('_', ' ')}" for role in roles]


def _others(roles: Roles) -> list[str]:
    return ["another auditor" if role == "auditor" else one for role, one in zip(roles, _holders(roles), strict=True)]


def _or(names: list[str]) -> str:
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _from_up(ask: Ask, role: str) -> Roles:
    line = ask.audit.rules.line
    return line[line.index(role) :] if role in line else (role,)


def _verifiers(ask: Ask) -> Roles:
    return tuple(role for role in ask.audit.rules.authority.verify if role != "auditor")


def _did_it(ask: Ask) -> bool:
    return _is_owner(ask) or (ask.action is not None and ask.command.by == ask.action.claimed_by)


def _hearers(ask: Ask) -> tuple[str, ...]:
    """Whoever was told last, of the action or of the concern it is about, and those they stand in for."""
    chases = [ask.action.chase, ask.action.concern] if ask.action else []
    return tuple(dict.fromkeys(one for chase in chases if chase for one in (*chase.told, *chase.stood_in_for)))


def _was_told(ask: Ask) -> bool:
    return ask.command.by in _hearers(ask)


def _told(ask: Ask) -> str:
    return f"whoever was told last ({', '.join(_hearers(ask)) or 'nobody yet'})"


def _asked(ask: Ask) -> bool:
    asked = ask.action.extension if ask.action else None
    return asked is not None and ask.command.by == asked.by


def _in(who: str, roles: Callable[[Ask], Roles]) -> May:
    return May(who, lambda ask: _or(_holders(roles(ask))), lambda ask: _holds(ask, roles(ask)))


OWNER = May("its owner", _owner, _is_owner)
ABOVE = May(
    "the owner's manager or somebody above",
    lambda ask: f"somebody above {_owner(ask)}, such as their manager,",
    lambda ask: ask.command.standing.above_owner,
)
VERIFIER = May(
    "the auditor, or a verifier the framework names, and never its owner or whoever claimed it",
    lambda ask: f"{_or([_auditor(ask), *_holders(_verifiers(ask))])} who did not do it",
    lambda ask: _is_auditor(ask) or _holds(ask, _verifiers(ask)),
    _did_it,
)
DECIDER = May(
    "the owner's manager or somebody above, and never whoever asked",
    lambda ask: f"somebody above {_owner(ask)} who did not ask",
    lambda ask: ask.command.standing.above_owner,
    _asked,
)
PLANNER = May(
    "the auditor, or the owner's manager or somebody above",
    lambda ask: f"{_auditor(ask)} or somebody above {_owner(ask)}",
    lambda ask: _is_auditor(ask) or ask.command.standing.above_owner,
)
OPERATES = "an operator, or the role the framework names for it, or above"
FROM_UP = "the role the framework names for it, or above"
AUTHORITY: dict[str, May] = {
    "add_action": May(
        "the auditor, or a role the framework names for it",
        lambda ask: _or([_auditor(ask), *_others(ask.audit.rules.authority.add)]),
        lambda ask: _is_auditor(ask) or _holds(ask, ask.audit.rules.authority.add),
    ),
    "accept": OWNER,
    "start": OWNER,
    "claim": OWNER,
    "reassign": ABOVE,
    "verify": VERIFIER,
    "send_back": VERIFIER,
    "acknowledge": May("whoever was told last", _told, _was_told),
    "ask_extension": OWNER,
    "grant_extension": DECIDER,
    "refuse_extension": DECIDER,
    "pause": ABOVE,
    "resume": ABOVE,
    "wait_for": PLANNER,
    "unwait": PLANNER,
    "cancel": _in(FROM_UP, lambda ask: _from_up(ask, ask.audit.rules.authority.cancel)),
    "judge": May(
        "somebody other than the first auditor, in a role the framework names for it",
        lambda ask: f"{_or(_holders(ask.audit.rules.authority.judge))} other than {_auditor(ask)}",
        lambda ask: _holds(ask, ask.audit.rules.authority.judge),
        _is_auditor,
    ),
    "measure": _in("a role the framework names for it", lambda ask: ask.audit.rules.authority.measure),
    "hear_view": May(
        "anybody the directory gives a role",
        lambda _: "somebody the directory gives a role",
        lambda ask: bool(ask.command.standing.roles),
    ),
    "hand_over": _in(FROM_UP, lambda ask: _from_up(ask, ask.audit.rules.authority.hand_over)),
    "withdraw": _in(FROM_UP, lambda ask: _from_up(ask, ask.audit.rules.authority.withdraw)),
    "find_again": _in(OPERATES, lambda ask: _from_up(ask, ask.audit.rules.authority.operate)),
    "replan": _in(OPERATES, lambda ask: _from_up(ask, ask.audit.rules.authority.operate)),
}


def _allocators(ask: Ask) -> Roles:
    authority = ask.audit.rules.authority
    return _from_up(ask, authority.allocate or authority.cancel)


ALLOCATOR = May(
    "whoever planned it, a system, or the role the framework names for it, or above",
    lambda ask: f"{ask.audit.planned_by} or {_or(_holders(_allocators(ask)))}",
    lambda ask: ask.command.by == ask.audit.planned_by or _holds(ask, (SERVICE, *_allocators(ask))),
)
EXTENDER = _in(complaints.WHO, lambda ask: complaints.extenders(ask.audit))
AUTHORITY |= {
    "allocate": ALLOCATOR,
    "reallocate": ALLOCATOR,
    "extend_response": EXTENDER._replace(test=lambda ask: complaints.may_extend(*ask[:2]), never=_is_auditor),
    "return_audit": May(
        "the auditor, or the system that the audit was made in",
        lambda ask: f"{_auditor(ask)} or a {SERVICE}",
        lambda ask: _is_auditor(ask) or _holds(ask, (SERVICE,)),
    ),
}


CORRECTOR = _in(FROM_UP, lambda ask: again.correctors(ask.audit))
AUTHORITY |= {
    "amend": CORRECTOR,
    "reopen": _in(FROM_UP, lambda ask: again.reopeners(ask.audit)),
    "undo_verify": CORRECTOR._replace(who=again.UNDOERS, never=lambda ask: again.is_party(*ask)),
}
