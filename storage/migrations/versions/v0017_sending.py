"""The way a notice goes, what it leaves together with, and why it does not leave any more."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("channel", sa.Text, nullable=False, server_default="mail", comment="The way it goes."),
    sa.Column(
        "is_digested", sa.Boolean, nullable=False, server_default="false", comment="May it leave together with others?"
    ),
    sa.Column("parcel_id", sa.Text, comment="With what it leaves, once that is settled; null: by itself."),
    sa.Column(
        "is_enclosed", sa.Boolean, nullable=False, server_default="false", comment="Is another the first of its parcel?"
    ),
    sa.Column("stale_because", sa.Text, comment="What happened since, so that it must not leave any more."),
)


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("outbox", column)
    op.alter_column("outbox", "state", comment="waiting, leased, sent, dead, stale; past is never delivered.")
    op.create_index("ix_outbox_parcel", "outbox", ["parcel_id"], postgresql_where=sa.text("parcel_id is not null"))
    op.create_table(
        "permits",
        sa.Column("permit", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("permit", name="pk_permits"),
        comment="What each channel was handed within the last minute, by all couriers together.",
    )
    op.create_index("ix_permits_channel_until", "permits", ["channel", "until"])
