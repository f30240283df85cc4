"""The tables of lessons: proposals with their evidence, and the compliments that are good practice."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text, text

from storage.tables import METADATA, Moment

PROPOSALS = Table(
    "proposals",
    METADATA,
    Column("proposal_id", Text, primary_key=True),
    Column("framework", Text, nullable=False),
    Column("version", Integer, nullable=False, comment="Of the framework, by whose rule it was made."),
    Column("standard", Text, nullable=False),
    Column("of", Text, nullable=False, comment="team, service."),
    Column("place", Text, nullable=False, comment="A team, or the person who leads a service."),
    Column("status", Text, nullable=False, comment="undecided, opened, declined."),
    Column("proposed_at", Moment, nullable=False),
    Column("step", Integer, nullable=False, comment="How often somebody was to be told of it."),
    Column("told_at", Moment),
    Column("decided_at", Moment),
    Column("decided_by", Text),
    Column("reason_text", Text, comment="Why it was declined: the words are among the texts."),
    Column("audit_id", Text, unique=True, comment="The audit that was opened."),
    Index(
        "uq_proposals_undecided",
        "framework",
        "standard",
        "of",
        "place",
        unique=True,
        postgresql_where=text("status = 'undecided'"),
    ),
    comment="Thematic audits that many audits ask for, and who decided what of each.",
)

PROPOSAL_EVIDENCE = Table(
    "proposal_evidence",
    METADATA,
    Column("proposal_id", Text, ForeignKey("proposals.proposal_id"), primary_key=True),
    Column("audit_id", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("found_at", Moment, nullable=False),
    Column("added_at", Moment, nullable=False),
    comment="The audits that found the standard of a proposal unmet.",
)

COMPLIMENTS = Table(
    "compliments",
    METADATA,
    Column("compliment_id", Text, primary_key=True),
    Column("standard", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("audit_id", Text, comment="The audit it is about; null: about the team's work."),
    Column("received_on", Date, nullable=False),
    Column("by", Text, nullable=False, comment="Who handed it in."),
    Column("at", Moment, nullable=False),
    Column("text_id", Text, nullable=False, comment="The words, among the texts."),
    Index(None, "standard", "received_on"),
    comment="Thanks and praise, each about one practice standard.",
)
