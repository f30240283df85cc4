"""Who may give a complaint the longer time; a row of domain/authority.py."""

from domain.audit import Audit
from domain.command import Command

WHO = "the role the framework names for it, or above, and never whoever answers"


def extenders(audit: Audit) -> tuple[str, ...]:
    """The role that extends responses, and all above it; where the framework names none, who may allocate."""
    policy, authority = audit.rules.complaint, audit.rules.authority
    return audit.rules.from_up((policy and policy.extend) or authority.allocate or authority.cancel)


def may_extend(audit: Audit, command: Command) -> bool:
    """Do they hold such a role, and answer it not themselves? Of what is no complaint, the rules say so to anybody."""
    if audit.complaint is None:
        return True
    return not answers(audit, command) and command.standing.holds(extenders(audit))


def answers(audit: Audit, command: Command) -> bool:
    """Is it they who answer the complaint?"""
    return audit.complaint is not None and command.by == audit.auditor
