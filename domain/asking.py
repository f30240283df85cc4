"""What a rule of authority is made of: a command before an audit, and what somebody is to it."""

from collections.abc import Callable
from typing import NamedTuple

from domain import commands as c
from domain.audit import Action, Audit

Roles = tuple[str, ...]


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


def is_owner(ask: Ask) -> bool:
    return ask.action is not None and ask.command.by == ask.action.owner


def owner(ask: Ask) -> str:
    return f"its owner ({ask.action.owner})" if ask.action else "its owner"


def is_auditor(ask: Ask) -> bool:
    return ask.command.by == ask.audit.auditor


def auditor(ask: Ask) -> str:
    return f"the auditor ({ask.audit.auditor})"


def holds(ask: Ask, roles: Roles) -> bool:
    return ask.command.standing.holds(roles)


def holders(roles: Roles) -> list[str]:
    return [f"{'an' if role[0] in 'aeiou' else 'a'} {role.replace('_', ' ')}" for role in roles]


def others(roles: Roles) -> list[str]:
    return ["another auditor" if role == "auditor" else one for role, one in zip(roles, holders(roles), strict=True)]


def any_of(names: list[str]) -> str:
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def from_up(ask: Ask, role: str) -> Roles:
    return ask.audit.rules.from_up(role)


def in_roles(who: str, roles: Callable[[Ask], Roles]) -> May:
    return May(who, lambda ask: any_of(holders(roles(ask))), lambda ask: holds(ask, roles(ask)))
