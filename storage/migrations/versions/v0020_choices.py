"""When people want the notices that wait for them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "people", sa.Column("digest_at", sa.Text, comment="A time of day, or at_once; null: as the policy says.")
    )
