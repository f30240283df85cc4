"""Indexes in the order of lists, so that a first page is read without all that comes after it."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_audits_level_audit_id"), "audits", ["level", "audit_id"])
    op.drop_index("ix_actions_waiting", "actions")
    op.create_index("ix_actions_waiting", "actions", ["due_at", "audit_id", "action_id"], postgresql_where="is_waiting")
    op.drop_index(op.f("ix_outbox_person"), "outbox")
    op.create_index(op.f("ix_outbox_person_due_at_notice_id"), "outbox", ["person", "due_at", "notice_id"])
