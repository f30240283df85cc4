"""Ways out that are not mail: webhooks and their deliveries, and the addresses of people's calendars."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ON_THEIR_WAY = sa.text("state in ('waiting', 'leased')")


def upgrade() -> None:
    _webhooks()
    _deliveries()
    op.create_table(
        "feeds",
        sa.Column("digest", sa.Text, nullable=False, comment="SHA-256 of the token, which is nowhere kept."),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.PrimaryKeyConstraint("digest", name="pk_feeds"),
        comment="Addresses at which somebody's calendar asks for their dates.",
    )
    op.create_index("ix_feeds_person", "feeds", ["person"])


def _webhooks() -> None:
    texts = postgresql.ARRAY(sa.Text)
    op.create_table(
        "webhooks",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column(
            "secret", sa.Text, nullable=False, comment="The name of the setting that holds it; never the secret."
        ),
        sa.Column("kinds", texts, nullable=False, comment="Of the log's events; none: all."),
        sa.Column("teams", texts, nullable=False, comment="Whose audits; none: all."),
        sa.Column("per_minute", sa.Integer, nullable=False, comment="Tries, at most."),
        sa.Column("position", sa.BigInteger, nullable=False, comment="Of the last change that was looked at."),
        sa.Column(
            "tries", postgresql.ARRAY(MOMENT), nullable=False, server_default="{}", comment="Of the last minute."
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_because", sa.Text),
        sa.PrimaryKeyConstraint("name", name="pk_webhooks"),
        comment="Other systems that are told what happens.",
    )


def _deliveries() -> None:
    said = "audit/seq/webhook/name: the same effect, the same id."
    states = "waiting, leased, sent, dead; withheld: restricted since; untaken: a test."
    op.create_table(
        "deliveries",
        sa.Column("delivery_id", sa.Text, nullable=False, comment=said),
        sa.Column("webhook", sa.Text, nullable=False),
        sa.Column("audit_id", sa.Text, nullable=False, comment="Empty for a test."),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, comment=states),
        sa.Column("due_at", MOMENT, nullable=False, comment="When it may leave; moves on after each failure."),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("leased_by", sa.Text),
        sa.Column("leased_until", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("failure", sa.Text, comment="What stood in the way last; one sentence."),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["webhook"], ["webhooks.name"], name="fk_deliveries_webhook", ondelete="CASCADE"),
        comment="Events on their way to other systems, each once for each webhook.",
    )
    op.create_index("ix_deliveries_due", "deliveries", ["webhook", "due_at"], postgresql_where=ON_THEIR_WAY)
    op.create_index("ix_deliveries_turn", "deliveries", ["webhook", "audit_id", "seq"], postgresql_where=ON_THEIR_WAY)
    op.create_index("ix_deliveries_dead", "deliveries", ["due_at"], postgresql_where=sa.text("state = 'dead'"))
    op.create_index("ix_deliveries_sent", "deliveries", ["sent_at"], postgresql_where=sa.text("sent_at is not null"))
