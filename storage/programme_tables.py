"""The tables of the programme: caseload and exemptions; each month's inputs, and what was drawn from them."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Identity, Integer, Table, Text, UniqueConstraint

from storage.tables import METADATA, Moment

CASELOAD = Table(
    "caseload",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("last_audited", Date, comment="As the file said; audits known here count beside it."),
    comment="The records that may be audited, as last loaded.",
)

EXEMPTIONS = Table(
    "exemptions",
    METADATA,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("person", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason_text", Text, nullable=False, comment="The reason's words, among the texts."),
    comment="Who need not audit until when, who said so, and why.",
)

PROGRAMME_MONTHS = Table(
    "programme_months",
    METADATA,
    Column("month", Text, primary_key=True),
    Column("seed", Text, nullable=False),
    Column("framework", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False, comment="SHA-256 of the inputs."),
    Column("inputs", Text, nullable=False, comment="All that the draw depends on: whoever draws it again comes to it."),
    Column("drawn_at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    comment="Each month's draw: written once, before its first audit starts.",
)

PROGRAMME_DRAWS = Table(
    "programme_draws",
    METADATA,
    Column("month", Text, ForeignKey("programme_months.month"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("last_audited", Date),
    Column("outcome", Text, nullable=False, comment="chosen, audited_lately, not_drawn, nobody_left."),
    Column("auditor", Text),
    Column("audit_id", Text),
    UniqueConstraint("audit_id"),
    comment="What became of each case of a month.",
)

PROGRAMME_AUDITORS = Table(
    "programme_auditors",
    METADATA,
    Column("month", Text, ForeignKey("programme_months.month"), primary_key=True),
    Column("person", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("outcome", Text, nullable=False, comment="allocated, unavailable, exempt, own_team_only, no_case_left."),
    Column("because", Text, nullable=False),
    comment="What became of each auditor of a month.",
)
