"""What became of a second look at an audit's grade, and how much of the audit is disputed."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMNS: tuple[sa.Column[Any], ...] = (
    *(
        sa.Column(one, sa.Text)
        for one in ("moderation", "second_grade_by", "first_overall", "second_overall", "moderator")
    ),
    sa.Column("disputes_open", sa.Integer, nullable=False, server_default="0"),
)


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("audits", column)
