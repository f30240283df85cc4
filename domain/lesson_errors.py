"""What the rules say no to about a proposal; these belong to the tree of domain/errors.py.

WrongPlace          ProposalDecided
NotADecider
"""

from domain.asking import any_of, holders
from domain.errors import Refusal, WrongPlace
from domain.proposal import Proposal


class ProposalDecided(WrongPlace):
    """Somebody was quicker."""

    def __init__(self, proposal: Proposal) -> None:
        audit = f" as audit {proposal.audit_id}" if proposal.audit_id else ""
        super().__init__(
            f"{proposal.proposal_id} was {proposal.status}{audit} by {proposal.decided_by} already: nothing is left to "
            "decide."
        )


class NotADecider(Refusal):
    """They may not decide it."""

    def __init__(self, roles: tuple[str, ...], place: str) -> None:
        super().__init__(f"Only {any_of(holders(roles))} in the reporting line of {place} may decide: ask them to.")
