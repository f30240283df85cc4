"""The first tables: the log, what is read from it, the people, and what is still to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("alarm_id", sa.Text, nullable=False),
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("what", sa.Text, nullable=False, comment="unheard, unrecorded."),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("cleared_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("alarm_id", name=op.f("pk_alarms")),
        sa.UniqueConstraint("audit_id", "seq", "what", name=op.f("uq_alarms_audit_id_seq_what")),
        comment="What an operator must look at.",
    )
    op.create_table(
        "audits",
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("auditor", sa.Text, nullable=False),
        sa.Column("overall", sa.Text, nullable=False),
        sa.Column("framework", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("cycle", sa.Integer, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("actions_open", sa.Integer, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("next_moment", MOMENT, nullable=True),
        sa.Column("check_due_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False, comment="The audit itself, as the rules know it."),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_audits")),
        comment="Each audit as it stands; made from the log, and made anew from it at will.",
    )
    op.create_index(op.f("ix_audits_status"), "audits", ["status"], unique=False)
    op.create_index(op.f("ix_audits_team"), "audits", ["team"], unique=False)
    op.create_table(
        "directory",
        sa.Column("only", sa.Boolean, nullable=False, comment="One row: true."),
        sa.Column("version", sa.Integer, nullable=False, comment="Rises with each change of the people."),
        sa.Column("loaded_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_directory")),
    )
    op.create_table(
        "events",
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("command_id", sa.Text, nullable=True),
        sa.Column("shape", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False, comment="The exact text that was hashed."),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("audit_id", "seq", name=op.f("pk_events")),
        comment="The log: append-only, chained per audit.",
    )
    op.create_index(op.f("ix_events_audit_id_command_id"), "events", ["audit_id", "command_id"], unique=False)
    op.create_table(
        "frameworks",
        sa.Column("framework", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("first_used_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("framework", "version", name=op.f("pk_frameworks")),
        comment="Each version of the council's rules that an audit has used: never changed.",
    )
    op.create_table(
        "outbox",
        sa.Column(
            "notice_id", sa.Text, nullable=False, comment="audit/seq/notice/person: the same effect, the same id."
        ),
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("action_id", sa.Text, nullable=True),
        sa.Column("notice", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False, comment="waiting, leased, sent, dead; past is never delivered."),
        sa.Column("due_at", MOMENT, nullable=False, comment="When it may leave; moves on after each failure."),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("leased_by", sa.Text, nullable=True),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("failure", sa.Text, nullable=True, comment="What the mail server said last."),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_outbox")),
        comment="Notices that must leave, each written in the transaction that made it necessary.",
    )
    op.create_index(op.f("ix_outbox_audit_id"), "outbox", ["audit_id"], unique=False)
    op.create_index(
        "ix_outbox_due",
        "outbox",
        [sa.text("is_urgent DESC"), "due_at"],
        unique=False,
        postgresql_where="state in ('waiting', 'leased')",
    )
    op.create_table(
        "people",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("mail", sa.Text, nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("manager", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_people")),
    )
    op.create_table(
        "texts",
        sa.Column("text_id", sa.Text, nullable=False),
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=True, comment="Null once erased: the chain keeps the digest."),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_texts")),
        comment="People's own words, apart from the chain.",
    )
    op.create_index(op.f("ix_texts_audit_id"), "texts", ["audit_id"], unique=False)
    op.create_table(
        "actions",
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("action_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=True, comment="The framework's words; else see title_text."),
        sa.Column("title_text", sa.Text, nullable=True),
        sa.Column("outcome", sa.Text, nullable=True),
        sa.Column("outcome_text", sa.Text, nullable=True),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("finding_id", sa.Text, nullable=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("is_finished", sa.Boolean, nullable=False),
        sa.Column(
            "is_waiting", sa.Boolean, nullable=False, comment="Open or in progress in an audit that is not over."
        ),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("original_due_at", MOMENT, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("cycle", sa.Integer, nullable=False),
        sa.Column("is_safety", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.audit_id"], name=op.f("fk_actions_audit_id")),
        sa.PrimaryKeyConstraint("audit_id", "action_id", name=op.f("pk_actions")),
    )
    op.create_index(op.f("ix_actions_owner"), "actions", ["owner"], unique=False)
    op.create_index("ix_actions_waiting", "actions", ["due_at"], unique=False, postgresql_where="is_waiting")
    op.create_table(
        "findings",
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("finding_id", sa.Text, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("is_met", sa.Boolean, nullable=False),
        sa.Column("is_safety", sa.Boolean, nullable=False),
        sa.Column("grade", sa.Text, nullable=True),
        sa.Column("text_id", sa.Text, nullable=False),
        sa.Column(
            "action_id",
            sa.Text,
            nullable=True,
            comment="The action it called for; or, when left, the one that covers it.",
        ),
        sa.Column("left_because", sa.Text, nullable=True, comment="Why it has no action of its own: met, duplicate."),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.audit_id"], name=op.f("fk_findings_audit_id")),
        sa.PrimaryKeyConstraint("audit_id", "finding_id", name=op.f("pk_findings")),
    )
    op.create_table(
        "standards",
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("standard", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("check_by", sa.Text, nullable=False),
        sa.Column("is_met", sa.Boolean, nullable=False),
        sa.Column("cycle", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.audit_id"], name=op.f("fk_standards_audit_id")),
        sa.PrimaryKeyConstraint("audit_id", "standard", name=op.f("pk_standards")),
    )
