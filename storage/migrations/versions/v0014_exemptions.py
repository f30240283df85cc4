"""The reasons of exemptions among the other texts, so that they can be erased; alarms of months."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOVE = """
    with kept as (
        update exemptions set reason_text = gen_random_uuid()::text
        returning reason_text as text_id, gen_random_uuid()::text as salt, person, reason as text, at
    )
    insert into texts (text_id, audit_id, salt, digest, text, kept_at)
    select text_id, 'programme/exemptions/' || person, salt,
        encode(sha256(convert_to(salt || text, 'UTF8')), 'hex'), text, at
    from kept
"""


def upgrade() -> None:
    op.add_column("exemptions", sa.Column("reason_text", sa.Text, comment="The reason's words, among the texts."))
    op.execute(MOVE)
    op.alter_column("exemptions", "reason_text", nullable=False)
    op.drop_column("exemptions", "reason")
    op.alter_column("alarms", "what", comment="unheard, unrecorded, programme.")
    op.alter_column("alarms", "audit_id", comment="Or a month of the programme, such as programme/2026-12.")
