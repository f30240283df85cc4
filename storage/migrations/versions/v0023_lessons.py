"""Lessons: proposals of thematic audits with their evidence, and compliments."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("proposal_id", sa.Text, nullable=False),
        sa.Column("framework", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, comment="Of the framework, by whose rule it was made."),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("of", sa.Text, nullable=False, comment="team, service."),
        sa.Column("place", sa.Text, nullable=False, comment="A team, or the person who leads a service."),
        sa.Column("status", sa.Text, nullable=False, comment="undecided, opened, declined."),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("step", sa.Integer, nullable=False, comment="How often somebody was to be told of it."),
        sa.Column("told_at", MOMENT),
        sa.Column("decided_at", MOMENT),
        sa.Column("decided_by", sa.Text),
        sa.Column("reason_text", sa.Text, comment="Why it was declined: the words are among the texts."),
        sa.Column("audit_id", sa.Text, comment="The audit that was opened."),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_proposals"),
        sa.UniqueConstraint("audit_id", name="uq_proposals_audit_id"),
        comment="Thematic audits that many audits ask for, and who decided what of each.",
    )
    about = ["framework", "standard", "of", "place"]
    undecided = sa.text("status = 'undecided'")
    op.create_index("uq_proposals_undecided", "proposals", about, unique=True, postgresql_where=undecided)
    op.create_table(
        "proposal_evidence",
        sa.Column("proposal_id", sa.Text, nullable=False),
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("proposal_id", "audit_id", name="pk_proposal_evidence"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.proposal_id"], name="fk_proposal_evidence_proposal_id"),
        comment="The audits that found the standard of a proposal unmet.",
    )
    op.create_table(
        "compliments",
        sa.Column("compliment_id", sa.Text, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("audit_id", sa.Text, comment="The audit it is about; null: about the team's work."),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("by", sa.Text, nullable=False, comment="Who handed it in."),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text_id", sa.Text, nullable=False, comment="The words, among the texts."),
        sa.PrimaryKeyConstraint("compliment_id", name="pk_compliments"),
        comment="Thanks and praise, each about one practice standard.",
    )
    op.create_index("ix_compliments_standard_received_on", "compliments", ["standard", "received_on"])
