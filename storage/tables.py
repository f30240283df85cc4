"""The tables: the log that is the record, what is read from it, and what is still to be sent."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Moment = DateTime(timezone=True)

FRAMEWORKS = Table(
    "frameworks",
    METADATA,
    Column("framework", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("first_used_at", Moment, nullable=False),
    comment="Each version of the council's rules that an audit has used: never changed.",
)

TEXTS = Table(
    "texts",
    METADATA,
    Column("text_id", Text, primary_key=True),
    Column("audit_id", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("text", Text, comment="Null once erased: the chain keeps the digest."),
    Column("kept_at", Moment, nullable=False),
    Index(None, "audit_id"),
    comment="People's own words, apart from the chain.",
)

EVENTS = Table(
    "events",
    METADATA,
    Column("audit_id", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("command_id", Text),
    Column("shape", Integer, nullable=False),
    Column("body", Text, nullable=False, comment="The exact text that was hashed."),
    Column("digest", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("request_id", Text, comment="The request whose command made it happen; not part of what is hashed."),
    Index(None, "audit_id", "command_id"),
    Index("ix_events_recorded_at", "recorded_at", postgresql_using="brin", postgresql_with={"autosummarize": "on"}),
    comment="The log: append-only, chained per audit.",
)

AUDITS = Table(
    "audits",
    METADATA,
    Column("audit_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("auditor", Text, nullable=False),
    Column("overall", Text, nullable=False),
    Column("framework", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("actions_open", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("value", Text, nullable=False, comment="The audit itself, as the rules know it."),
    *(Column(one, Moment) for one in ("next_moment", "check_due_at", "ended_at", "return_by", "returned_at")),
    Column("first_return_by", Moment, comment="Before a calendar moved that; null: never."),
    *(Column(one, Boolean, comment="Null: not said.") for one in ("child_sought", "family_sought", "worker_took_part")),
    *(Column(one, Text) for one in ("moderation", "second_grade_by", "first_overall", "second_overall", "moderator")),
    Column("disputes_open", Integer, nullable=False, server_default="0"),
    Index(None, "status"),
    Index(None, "team"),
    Index(None, "auditor"),
    Index(None, "started_at", "audit_id"),
    Index("ix_audits_open", "status", postgresql_where=text("ended_at is null")),
    Index(None, "level", "audit_id"),
    Index("ix_audits_return_by", "return_by", postgresql_where=text("return_by is not null")),
    comment="Each audit as it stands; made from the log, and made anew from it at will.",
)

ACTIONS = Table(
    "actions",
    METADATA,
    Column("audit_id", Text, ForeignKey("audits.audit_id"), primary_key=True),
    Column("action_id", Text, primary_key=True),
    Column("title", Text, comment="The framework's words; else see title_text."),
    Column("title_text", Text),
    Column("outcome", Text),
    Column("outcome_text", Text),
    Column("standard", Text, nullable=False),
    Column("finding_id", Text),
    Column("owner", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("is_finished", Boolean, nullable=False),
    Column("is_waiting", Boolean, nullable=False, comment="Open or in progress in an audit that is not over."),
    Column("due_at", Moment, nullable=False),
    Column("original_due_at", Moment, nullable=False),
    Column("level", Integer, nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("is_safety", Boolean, nullable=False),
    Column("paused_until", Moment),
    Column("waits_for", Text, comment="The action that must be finished before its clock starts."),
    Column("extension_asked_for", Moment, comment="The date that is asked for, until that is decided."),
    Column("extensions", Integer, nullable=False, server_default="0", comment="How often it was given more time."),
    Index(None, "owner"),
    Index(None, "due_at", "audit_id", "action_id"),
    Index("ix_actions_waiting", "due_at", "audit_id", "action_id", postgresql_where="is_waiting"),
)

FINDINGS = Table(
    "findings",
    METADATA,
    Column("audit_id", Text, ForeignKey("audits.audit_id"), primary_key=True),
    Column("finding_id", Text, primary_key=True),
    Column("standard", Text, nullable=False),
    Column("is_met", Boolean, nullable=False),
    Column("is_safety", Boolean, nullable=False),
    Column("grade", Text),
    Column("text_id", Text, nullable=False),
    Column("action_id", Text, comment="The action it called for; or, when left, the one that covers it."),
    Column("left_because", Text, comment="Why it has no action of its own: met, duplicate."),
    Column("answer", Text, comment="Of a point of a complaint: what the response says."),
)

STANDARDS = Table(
    "standards",
    METADATA,
    Column("audit_id", Text, ForeignKey("audits.audit_id"), primary_key=True),
    Column("standard", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("check_by", Text, nullable=False),
    Column("is_met", Boolean, nullable=False),
    Column("cycle", Integer, nullable=False),
    Index(None, "standard", "audit_id"),
)

ALARMS = Table(
    "alarms",
    METADATA,
    Column("alarm_id", Text, primary_key=True),
    Column("audit_id", Text, nullable=False, comment="Or a month of the programme, such as programme/2026-12."),
    Column("seq", BigInteger, nullable=False),
    Column("what", Text, nullable=False, comment="unheard, unrecorded, programme."),
    Column("detail", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("cleared_at", Moment),
    UniqueConstraint("audit_id", "seq", "what"),
    comment="What an operator must look at.",
)
