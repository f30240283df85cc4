"""Snapshots of the calendar that were taken in; and when a return was first due, before a calendar moved that."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("calendar", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False, comment="SHA-256 of its days."),
        sa.Column("body", sa.Text, nullable=False, comment="The file, as it was taken in."),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_calendars"),
        sa.UniqueConstraint("calendar", "snapshot", name="uq_calendars_calendar_snapshot"),
        comment="Each snapshot of the bank holidays that was taken in: never changed.",
    )
    op.add_column(
        "audits",
        sa.Column("first_return_by", sa.DateTime(timezone=True), comment="Before a calendar moved that; null: never."),
    )
