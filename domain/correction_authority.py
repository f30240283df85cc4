"""Who may put right what was entered wrongly; rows of domain/authority.py."""

from domain.audit import Action, Audit
from domain.command import Command

UNDOERS = "the role the framework names for it, or above, and never its owner or whoever claimed it"


def correctors(audit: Audit) -> tuple[str, ...]:
    """The role that puts things right, and all above it; where the framework names none, who may cancel."""
    return audit.rules.from_up(audit.rules.authority.correct or audit.rules.authority.cancel)


def reopeners(audit: Audit) -> tuple[str, ...]:
    """The role that reopens an audit, and all above it; where the framework names none, who may withdraw it."""
    return audit.rules.from_up(audit.rules.authority.reopen or audit.rules.authority.withdraw)


def is_party(_: Audit, command: Command, action: Action | None) -> bool:
    """Have they a part in the claim that is looked at again?"""
    claim = action.last_claim if action else None
    return command.by in {action.owner if action else None, claim.by if claim else None}
