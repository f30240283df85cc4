"""By which way each person is told."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "people",
        sa.Column("channel", sa.Text, nullable=False, server_default="mail", comment="By which they are told."),
    )
