"""A proposal in words, for people at a terminal."""

from api.command_line.shown import counted, say, show_table
from api.proposals import ProposalShown
from domain.dates_in_words import due_in_words, moment_in_words


def tell_proposal(found: ProposalShown) -> None:
    """In words, for people at a terminal."""
    say(f"{found.proposal_id}: a thematic audit of {found.standard} in {place_of(found)}, {found.status}")
    say(f"Proposed {moment_in_words(found.proposed_at)}, by {found.framework} version {found.version}.")
    if found.decide_by:
        say(f"To be decided {due_in_words(found.decide_by)}.")
    if found.decided_at:
        because = f": {found.reason}" if found.reason else ""
        audit = f" as audit {found.audit_id}" if found.audit_id else ""
        say(f"{found.status.capitalize()}{audit} by {found.decided_by} {moment_in_words(found.decided_at)}{because}")
    _tell_audits(found)


def tell_evidence(found: ProposalShown) -> None:
    """Under the audit that was opened for it."""
    say(f"\nOpened for {found.proposal_id}: these audits of {place_of(found)} found {found.standard} unmet.")
    _tell_audits(found)


def _tell_audits(found: ProposalShown) -> None:
    rows = [(one.audit_id, one.team, one.found_at) for one in found.evidence]
    show_table(("audit", "team", "returned"), rows)
    if found.evidence_hidden:
        say(f"And {counted(found.evidence_hidden, 'audit')} that you may not see.")


def place_of(found: ProposalShown) -> str:
    """The team or the service."""
    return f"the service of {found.place}" if found.of == "service" else f"team {found.place}"


def audits_of(found: ProposalShown) -> int:
    """How many audits ask for it."""
    return len(found.evidence) + found.evidence_hidden
