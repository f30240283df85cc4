"""Who may give which command: one table, read by `decide` and by the page that explains it."""

from collections.abc import Callable
from typing import NamedTuple

from domain import commands as c
from domain.audit import Action, Audit
from domain.errors import NotAllowed


class Ask(NamedTuple):
    """A command before an audit, and the action it is about if there is one."""

    audit: Audit
    command: c.Command
    action: Action | None


class May(NamedTuple):
    """A rule of authority: in words, and as a test."""

    who: str
    test: Callable[[Ask], bool]


def _is_owner(ask: Ask) -> bool:
    return ask.action is not None and ask.command.by == ask.action.owner


def _is_auditor(ask: Ask) -> bool:
    return ask.command.by == ask.audit.auditor


def _holds(ask: Ask, roles: tuple[str, ...]) -> bool:
    return bool(set(ask.command.standing.roles) & set(roles))


def _is_at_least(ask: Ask, role: str) -> bool:
    line = ask.audit.rules.line
    above = line[line.index(role) :] if role in line else (role,)
    return _holds(ask, above)


def _may_verify(ask: Ask) -> bool:
    roles = ask.audit.rules.authority.verify
    did_it = _is_owner(ask) or (ask.action is not None and ask.command.by == ask.action.claimed_by)
    return not did_it and (_is_auditor(ask) or _holds(ask, tuple(role for role in roles if role != "auditor")))


def _may_add(ask: Ask) -> bool:
    return _is_auditor(ask) or _holds(ask, ask.audit.rules.authority.add)


def _was_told(ask: Ask) -> bool:
    return ask.action is not None and ask.command.by in ask.action.chase.told


OWNER = May("its owner", _is_owner)
ABOVE = May("the owner's manager or somebody above", lambda ask: ask.command.standing.above_owner)
VERIFIER = May("the auditor, or a verifier the framework names, and never its owner or whoever claimed it", _may_verify)
AUTHORITY: dict[str, May] = {
    "add_action": May("the auditor, or a role the framework names for it", _may_add),
    "accept": OWNER,
    "start": OWNER,
    "claim": OWNER,
    "reassign": ABOVE,
    "verify": VERIFIER,
    "send_back": VERIFIER,
    "acknowledge": May("whoever was told last", _was_told),
    "cancel": May(
        "the role the framework names for it, or above",
        lambda ask: _is_at_least(ask, ask.audit.rules.authority.cancel),
    ),
    "judge": May(
        "somebody other than the first auditor, in a role the framework names for it",
        lambda ask: not _is_auditor(ask) and _holds(ask, ask.audit.rules.authority.judge),
    ),
    "measure": May("a role the framework names for it", lambda ask: _holds(ask, ask.audit.rules.authority.measure)),
    "hand_over": May(
        "the role the framework names for it, or above",
        lambda ask: _is_at_least(ask, ask.audit.rules.authority.hand_over),
    ),
    "withdraw": May(
        "the role the framework names for it, or above",
        lambda ask: _is_at_least(ask, ask.audit.rules.authority.withdraw),
    ),
}


def check_authority(audit: Audit, command: c.Command, action: Action | None) -> None:
    """Raises `NotAllowed` unless the table says this person may give this command."""
    kind = str(getattr(command, "kind"))  # noqa: B009 - every command has one, its base class does not
    may = AUTHORITY[kind]
    if not may.test(Ask(audit, command, action)):
        raise NotAllowed(kind, may.who)
