"""The tables of what is still to be sent."""

from sqlalchemy import BigInteger, Boolean, Column, Identity, Index, Integer, Table, Text, text

from storage.tables import METADATA, Moment

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("notice_id", Text, primary_key=True, comment="audit/seq/notice/person: the same effect, the same id."),
    Column("audit_id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("action_id", Text),
    Column("notice", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("state", Text, nullable=False, comment="waiting, leased, sent, dead, stale; past is never delivered."),
    Column("due_at", Moment, nullable=False, comment="When it may leave; moves on after each failure."),
    Column("held_up_since", Moment, comment="When it could first leave, once a try failed."),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("leased_by", Text),
    Column("leased_until", Moment),
    Column("sent_at", Moment),
    Column("failure", Text, comment="What the mail server said last."),
    Column("stands_in_for", Text, comment="Who should have got it, and is away or has left."),
    Column("channel", Text, nullable=False, server_default="mail", comment="The way it goes."),
    Column(
        "is_digested", Boolean, nullable=False, server_default="false", comment="May it leave together with others?"
    ),
    Column("parcel_id", Text, comment="With what it leaves, once that is settled; null: by itself."),
    Column(
        "is_enclosed", Boolean, nullable=False, server_default="false", comment="Is another the first of its parcel?"
    ),
    Column("stale_because", Text, comment="What happened since, so that it must not leave any more."),
    Index("ix_outbox_parcel", "parcel_id", postgresql_where=text("parcel_id is not null")),
    Index("ix_outbox_due", text("is_urgent DESC"), "due_at", postgresql_where="state in ('waiting', 'leased')"),
    Index(None, "audit_id"),
    Index(None, "due_at", "notice_id"),
    Index("ix_outbox_dead", "due_at", postgresql_where=text("state = 'dead'")),
    Index(None, "person", "due_at", "notice_id"),
    comment="Notices that must leave, each written in the transaction that made it necessary.",
)

PERMITS = Table(
    "permits",
    METADATA,
    Column("permit", BigInteger, Identity(always=True), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("until", Moment, nullable=False),
    Index("ix_permits_channel_until", "channel", "until"),
    comment="What each channel was handed within the last minute, by all couriers together.",
)
