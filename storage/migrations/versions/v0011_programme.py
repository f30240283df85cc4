"""The programme: caseload, exemptions, and each month's draw with all that it was drawn from."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "caseload",
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("last_audited", sa.Date, comment="As the file said; audits known here count beside it."),
        sa.PrimaryKeyConstraint("subject", name="pk_caseload"),
        comment="The records that may be audited, as last loaded.",
    )
    op.create_table(
        "exemptions",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_exemptions"),
        comment="Who need not audit until when, who said so, and why.",
    )
    inputs = "All that the draw depends on: whoever draws it again comes to it."
    op.create_table(
        "programme_months",
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("seed", sa.Text, nullable=False),
        sa.Column("framework", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False, comment="SHA-256 of the inputs."),
        sa.Column("inputs", sa.Text, nullable=False, comment=inputs),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_programme_months"),
        comment="Each month's draw: written once, before its first audit starts.",
    )
    outcomes = "chosen, audited_lately, not_drawn, nobody_left."
    op.create_table(
        "programme_draws",
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("last_audited", sa.Date),
        sa.Column("outcome", sa.Text, nullable=False, comment=outcomes),
        sa.Column("auditor", sa.Text),
        sa.Column("audit_id", sa.Text),
        sa.PrimaryKeyConstraint("month", "position", name="pk_programme_draws"),
        sa.UniqueConstraint("audit_id", name="uq_programme_draws_audit_id"),
        sa.ForeignKeyConstraint(["month"], ["programme_months.month"], name="fk_programme_draws_month"),
        comment="What became of each case of a month.",
    )
    outcomes = "allocated, unavailable, exempt, own_team_only, no_case_left."
    op.create_table(
        "programme_auditors",
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False, comment=outcomes),
        sa.Column("because", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("month", "person", name="pk_programme_auditors"),
        sa.ForeignKeyConstraint(["month"], ["programme_months.month"], name="fk_programme_auditors_month"),
        comment="What became of each auditor of a month.",
    )
