"""The tables of the ways out that are not mail: who is told of what by webhook, and whose dates a calendar asks for."""

from sqlalchemy import ARRAY, BigInteger, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.tables import METADATA, Moment

WEBHOOKS = Table(
    "webhooks",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False, comment="The name of the setting that holds it; never the secret."),
    Column("kinds", ARRAY(Text), nullable=False, comment="Of the log's events; none: all."),
    Column("teams", ARRAY(Text), nullable=False, comment="Whose audits; none: all."),
    Column("per_minute", Integer, nullable=False, comment="Tries, at most."),
    Column("position", BigInteger, nullable=False, comment="Of the last change that was looked at."),
    Column("tries", ARRAY(Moment), nullable=False, server_default="{}", comment="Of the last minute."),
    Column("created_at", Moment, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("ended_at", Moment),
    Column("ended_because", Text),
    comment="Other systems that are told what happens.",
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("delivery_id", Text, primary_key=True, comment="audit/seq/webhook/name: the same effect, the same id."),
    Column("webhook", Text, ForeignKey("webhooks.name", ondelete="CASCADE"), nullable=False),
    Column("audit_id", Text, nullable=False, comment="Empty for a test."),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column(
        "state",
        Text,
        nullable=False,
        comment="waiting, leased, sent, dead; withheld: restricted since; untaken: a test.",
    ),
    Column("due_at", Moment, nullable=False, comment="When it may leave; moves on after each failure."),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("leased_by", Text),
    Column("leased_until", Moment),
    Column("sent_at", Moment),
    Column("failure", Text, comment="What stood in the way last; one sentence."),
    Index("ix_deliveries_due", "webhook", "due_at", postgresql_where=text("state in ('waiting', 'leased')")),
    Index("ix_deliveries_turn", "webhook", "audit_id", "seq", postgresql_where=text("state in ('waiting', 'leased')")),
    Index("ix_deliveries_dead", "due_at", postgresql_where=text("state = 'dead'")),
    Index("ix_deliveries_sent", "sent_at", postgresql_where=text("sent_at is not null")),
    comment="Events on their way to other systems, each once for each webhook.",
)

FEEDS = Table(
    "feeds",
    METADATA,
    Column("digest", Text, primary_key=True, comment="SHA-256 of the token, which is nowhere kept."),
    Column("person", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index(None, "person"),
    comment="Addresses at which somebody's calendar asks for their dates.",
)
