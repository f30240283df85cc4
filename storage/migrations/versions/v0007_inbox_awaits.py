"""An event from another system waits for the earlier ones that it builds on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NAMES = postgresql.ARRAY(sa.Text)


def upgrade() -> None:
    op.drop_index("ix_inbox_line", "inbox")
    op.drop_column("inbox", "line")
    for name, comment in (("about", "What it changes."), ("awaits", "It waits for earlier ones about these.")):
        op.add_column("inbox", sa.Column(name, NAMES, nullable=False, server_default="{}", comment=comment))
    op.create_index(
        "ix_inbox_about", "inbox", ["about"], postgresql_using="gin", postgresql_where=sa.text("state = 'waiting'")
    )
