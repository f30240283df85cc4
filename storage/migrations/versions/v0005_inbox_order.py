"""Events from other systems keep the order they came in, and those that belong in one line wait for each other."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "inbox",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False, comment="In the order they came."),
    )
    op.add_column(
        "inbox",
        sa.Column("line", sa.Text, comment="Events in one line are tried in the order they came, one after the other."),
    )
    op.drop_index("ix_inbox_due", "inbox")
    op.drop_index(op.f("ix_inbox_state"), "inbox")
    op.create_index(
        "ix_inbox_due", "inbox", ["type", "due_at"], postgresql_where=sa.text("state in ('waiting', 'unknown')")
    )
    op.create_index("ix_inbox_line", "inbox", ["line", "number"], postgresql_where=sa.text("state = 'waiting'"))
    op.create_index(op.f("ix_inbox_state_number"), "inbox", ["state", "number"])
    op.create_index(op.f("ix_inbox_number"), "inbox", ["number"])
