"""Since when a notice that failed could have left."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    since = sa.Column(
        "held_up_since", sa.DateTime(timezone=True), comment="When it could first leave, once a try failed."
    )
    op.add_column("outbox", since)
