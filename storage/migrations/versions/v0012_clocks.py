"""How the clock of an action stands: paused, waiting for another, with more time asked for or given."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


COLUMNS = (
    sa.Column("paused_until", MOMENT),
    sa.Column("waits_for", sa.Text, comment="The action that must be finished before its clock starts."),
    sa.Column("extension_asked_for", MOMENT, comment="The date that is asked for, until that is decided."),
    sa.Column(
        "extensions", sa.Integer, nullable=False, server_default="0", comment="How often it was given more time."
    ),
)


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("actions", column)
