"""The tables of the doors: what was asked under which key, who read what, what operators did, what came in."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables import METADATA, Moment

REQUESTS = Table(
    "requests",
    METADATA,
    Column("caller", Text, primary_key=True),
    Column("scope", Text, primary_key=True, comment="The audit it is about, or the collection that it adds to."),
    Column("key", Text, primary_key=True, comment="The Idempotency-Key that the caller chose."),
    Column("digest", Text, nullable=False, comment="Of route and body: the same key with another is refused."),
    Column("at", Moment, nullable=False),
    Column("status", Integer, comment="Null until there is a final answer."),
    Column("answer", Text, comment="The body that was sent back, byte for byte."),
    Index(None, "at"),
    comment="Requests that change something, each answered once.",
)

READS = Table(
    "reads",
    METADATA,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("audits", ARRAY(Text), nullable=False),
    Column("request_id", Text, nullable=False),
    Index("ix_reads_audits", "audits", postgresql_using="gin"),
    comment="Who was shown which records, and when: append-only.",
)

RESTRICTIONS = Table(
    "restrictions",
    METADATA,
    Column("audit_id", Text, primary_key=True),
    Column("named", ARRAY(Text), nullable=False, comment="The people who may know that it is there."),
    comment="Audits that are hidden from everybody else.",
)

OPERATIONS = Table(
    "operations",
    METADATA,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("about", Text, nullable=False, comment="The audit, notice or event it was done to."),
    Column("reason", Text, nullable=False),
    Column("outcome", JSONB, nullable=False),
    Column("request_id", Text, nullable=False),
    Index(None, "about"),
    comment="What operators did, and why: append-only.",
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("transaction", Text, nullable=False, server_default=text("pg_current_xact_id()::text")),
    Column("audit_id", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    comment="One row for each page of the log, in an order of its own, so that readers can follow all audits at once.",
)

INBOX = Table(
    "inbox",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("subject", Text),
    Column("time", Moment),
    Column("body", Text, nullable=False, comment="The event as it came, in CloudEvents' JSON."),
    Column("digest", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", Text, nullable=False, comment="waiting, done, refused; unknown waits for a version that knows it."),
    Column("due_at", Moment, nullable=False, comment="When it may be tried; moves on after each failure."),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("audit_id", Text, comment="The audit it came to."),
    Column("outcome", Text, comment="What became of it, or why nothing can; one sentence."),
    Column("settled_at", Moment),
    Column("request_id", Text, nullable=False),
    Column("number", BigInteger, Identity(always=True), nullable=False, comment="In the order they came."),
    Column("about", ARRAY(Text), nullable=False, server_default="{}", comment="What it changes."),
    Column(
        "awaits", ARRAY(Text), nullable=False, server_default="{}", comment="It waits for earlier ones about these."
    ),
    Index("ix_inbox_due", "type", "due_at", postgresql_where=text("state in ('waiting', 'unknown')")),
    Index("ix_inbox_about", "about", postgresql_using="gin", postgresql_where=text("state = 'waiting'")),
    Index(None, "state", "number"),
    Index(None, "number"),
    comment="Events from other systems, each counted once by source and id.",
)
