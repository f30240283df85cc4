"""When a planned audit must be returned, and when it was."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("audits", sa.Column("return_by", MOMENT))
    op.add_column("audits", sa.Column("returned_at", MOMENT))
    op.create_index("ix_audits_return_by", "audits", ["return_by"], postgresql_where=sa.text("return_by is not null"))
