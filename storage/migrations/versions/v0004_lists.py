"""Indexes for lists that are read a page at a time."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_audits_started_at_audit_id"), "audits", ["started_at", "audit_id"])
    op.create_index(op.f("ix_audits_auditor"), "audits", ["auditor"])
    op.create_index(op.f("ix_actions_due_at_audit_id_action_id"), "actions", ["due_at", "audit_id", "action_id"])
    op.create_index(op.f("ix_standards_standard_audit_id"), "standards", ["standard", "audit_id"])
    op.create_index(op.f("ix_outbox_due_at_notice_id"), "outbox", ["due_at", "notice_id"])
    op.create_index(op.f("ix_outbox_person"), "outbox", ["person"])
