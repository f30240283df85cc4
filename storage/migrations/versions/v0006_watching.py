"""Indexes for what is watched: what is open, dead or new is found without looking at all that ever was."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audits_open", "audits", ["status"], postgresql_where=sa.text("ended_at is null"))
    op.create_index("ix_outbox_dead", "outbox", ["due_at"], postgresql_where=sa.text("state = 'dead'"))
    # The log grows in this order, so a summary of each stretch of it is enough, and costs its writers next to nothing.
    op.create_index(
        "ix_events_recorded_at",
        "events",
        ["recorded_at"],
        postgresql_using="brin",
        postgresql_with={"autosummarize": "on"},
    )
