"""Notes on audits, apart from their log."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "notes",
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, comment="Among the notes of its audit, from 1."),
        sa.Column("command_id", sa.Text, nullable=False, comment="Given again, it is the same note."),
        sa.Column("follows", sa.Integer, nullable=False, comment="The last event of the audit's log when it was left."),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action_id", sa.Text, comment="The action it is about; null: the audit."),
        sa.Column(
            "mentioned",
            sa.ARRAY(sa.Text),
            nullable=False,
            server_default="{}",
            comment="Who was to be told of it.",
        ),
        sa.Column("words", sa.Text, comment="Null once it is withdrawn or erased: that it was there stays."),
        sa.Column("gone_at", MOMENT),
        sa.Column("gone_by", sa.Text, comment="Who took the words away: its author, or an operator."),
        sa.PrimaryKeyConstraint("audit_id", "number", name="pk_notes"),
        sa.UniqueConstraint("audit_id", "command_id", name="uq_notes_audit_id_command_id"),
        comment="Personal text, no part of the chain; not made from the log, so rebuild leaves it alone.",
    )
