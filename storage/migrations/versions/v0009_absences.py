"""When people are away or leave, and who stands in; and for whom somebody who is told does."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("deputy", sa.Text, comment="Stands in whenever an absence names nobody."))
    op.add_column("people", sa.Column("leaves_on", sa.Date, comment="The last day of work."))
    op.add_column(
        "people",
        sa.Column(
            "absences", JSONB, nullable=False, server_default="[]", comment="first_day, last_day, deputy of each."
        ),
    )
    op.add_column(
        "outbox", sa.Column("stands_in_for", sa.Text, comment="Who should have got it, and is away or has left.")
    )
