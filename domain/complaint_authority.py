"""Who may give a complaint the longer time; a row of domain/authority.py."""

from domain.audit import Audit
from domain.command import Command

WHO = "the role the framework names for it, or above, and never whoever answers"


def extenders(audit: Audit) -> tuple[str, ...]:
    """The role that extends responses, and all above it; where the framework names none, who may allocate."""
    policy, authority = audit.rules.complaint, audit.rules.authority
    return audit.rules.from_up((policy and policy.extend) or authority.allocate or authority.cancel)


def may_extend(audit: Audit, command: Command) -> bool:
    """Do they hold such a role, and answer it not themselves?"""
    return command.by != audit.auditor and command.standing.holds(extenders(audit))
