"""The tables of the doors: requests, reads, restrictions, operations, the inbox, and the order of all changes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NOTE_PAGE = """
create function note_page() returns trigger language plpgsql as $$
begin
    insert into changes (audit_id, first, last) select audit_id, min(seq), max(seq) from news group by audit_id;
    return null;
end $$
"""
NOTICE = """
create trigger events_noted after insert on events referencing new table as news
for each statement execute function note_page()
"""
REFUSAL = """
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception 'What was read and done stays noted: its lines are never changed or taken away.';
end $$
"""
GUARD = """
create trigger {0}_append_only before update or delete or truncate on {0}
for each statement execute function refuse_rewriting()
"""
BEFORE = "insert into changes (audit_id, first, last) select audit_id, min(seq), max(seq) from events group by audit_id"


def upgrade() -> None:
    op.add_column(
        "events",
        sa.Column(
            "request_id",
            sa.Text,
            nullable=True,
            comment="The request whose command made it happen; not part of what is hashed.",
        ),
    )
    _requests()
    _notes()
    _inbox()
    op.create_table(
        "restrictions",
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column(
            "named", postgresql.ARRAY(sa.Text), nullable=False, comment="The people who may know that it is there."
        ),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_restrictions")),
        comment="Audits that are hidden from everybody else.",
    )
    op.create_table(
        "changes",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("transaction", sa.Text, nullable=False, server_default=sa.text("pg_current_xact_id()::text")),
        sa.Column("audit_id", sa.Text, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_changes")),
        comment="One row for each page of the log, in an order of its own, so that readers can follow all audits "
        "at once.",
    )
    for statement in (BEFORE, NOTE_PAGE, NOTICE, REFUSAL, GUARD.format("reads"), GUARD.format("operations")):
        op.execute(statement)


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("caller", sa.Text, nullable=False),
        sa.Column(
            "scope", sa.Text, nullable=False, comment="The audit it is about, or the collection that it adds to."
        ),
        sa.Column("key", sa.Text, nullable=False, comment="The Idempotency-Key that the caller chose."),
        sa.Column(
            "digest", sa.Text, nullable=False, comment="Of route and body: the same key with another is refused."
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("status", sa.Integer, nullable=True, comment="Null until there is a final answer."),
        sa.Column("answer", sa.Text, nullable=True, comment="The body that was sent back, byte for byte."),
        sa.PrimaryKeyConstraint("caller", "scope", "key", name=op.f("pk_requests")),
        comment="Requests that change something, each answered once.",
    )
    op.create_index(op.f("ix_requests_at"), "requests", ["at"])


def _notes() -> None:
    op.create_table(
        "reads",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("route", sa.Text, nullable=False),
        sa.Column("audits", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("request_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reads")),
        comment="Who was shown which records, and when: append-only.",
    )
    op.create_index("ix_reads_audits", "reads", ["audits"], postgresql_using="gin")
    op.create_table(
        "operations",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False, comment="The audit, notice or event it was done to."),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("outcome", postgresql.JSONB, nullable=False),
        sa.Column("request_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_operations")),
        comment="What operators did, and why: append-only.",
    )
    op.create_index(op.f("ix_operations_about"), "operations", ["about"])


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=True),
        sa.Column("time", MOMENT, nullable=True),
        sa.Column("body", sa.Text, nullable=False, comment="The event as it came, in CloudEvents' JSON."),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column(
            "state",
            sa.Text,
            nullable=False,
            comment="waiting, done, refused; unknown waits for a version that knows it.",
        ),
        sa.Column("due_at", MOMENT, nullable=False, comment="When it may be tried; moves on after each failure."),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("audit_id", sa.Text, nullable=True, comment="The audit it came to."),
        sa.Column("outcome", sa.Text, nullable=True, comment="What became of it, or why nothing can; one sentence."),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("request_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("source", "event_id", name=op.f("pk_inbox")),
        comment="Events from other systems, each counted once by source and id.",
    )
    op.create_index("ix_inbox_due", "inbox", ["due_at"], postgresql_where=sa.text("state = 'waiting'"))
    op.create_index(op.f("ix_inbox_state"), "inbox", ["state"])
