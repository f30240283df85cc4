"""Who was heard in an audit: the child, the family, the worker."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

COLUMNS = tuple(
    sa.Column(one, sa.Boolean, comment="Null: not said.")
    for one in ("child_sought", "family_sought", "worker_took_part")
)
# A value leaves out what says nothing: ways of asking are there if there were any.
FILLED = """
    update audits a set
        worker_took_part = (v.said ->> 'worker_took_part')::boolean,
        child_sought = case when v.said #> '{views,child}' <> '{}' then v.said #> '{views,child,how}' is not null end,
        family_sought = case when v.said #> '{views,family}' <> '{}' then v.said #> '{views,family,how}' is not null end
    from (select audit_id, value::jsonb as said from audits) v
    where v.audit_id = a.audit_id
"""


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("audits", column)
    op.execute(FILLED)
