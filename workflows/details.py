"""What an operator reads about an audit in Temporal's own pages: where it stands, in a few lines; nothing personal."""

from domain.audit import Audit
from domain.dates_in_words import moment_in_words
from domain.moments import next_moment
from workflows.attributes import Known, overall_of, status_of


def summary(known: Known) -> str:
    """One line that names an audit in a list."""
    where = overall_of(known) or status_of(known)
    return f"Audit {known.audit_id}: {known.audit_kind.replace('_', ' ')}, {where.replace('_', ' ')}"


def details(audit: Audit, *, is_stuck: bool) -> str:
    """The audit in a few lines of Markdown."""
    lines = [
        f"**{audit.status}**, cycle {audit.cycle} of {audit.rules.cycles}",
        f"{len(audit.unfinished)} actions open, {len(audit.unmet)} standards to be shown met",
    ]
    lines += [
        f"- {action.action_id}: {action.status}, level {action.level(audit.rules)}" for action in audit.unfinished
    ]
    if moment := next_moment(audit):
        lines.append(f"next: {moment_in_words(moment)}")
    if is_stuck:
        lines.append("**Stuck**: its last page cannot be recorded. Mend the database, then nudge it.")
    return "\n".join(lines)
