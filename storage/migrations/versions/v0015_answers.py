"""What the response to a complaint says of each of its points."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "findings", sa.Column("answer", sa.Text, comment="Of a point of a complaint: what the response says.")
    )
