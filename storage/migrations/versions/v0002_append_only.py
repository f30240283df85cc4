"""The log is append-only: the database itself refuses to change an event or take one away."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The log is append-only: its events are never changed or taken away.';
end $$
"""
GUARD = """
create trigger events_append_only before update or delete or truncate on events
for each statement execute function refuse_change()
"""


def upgrade() -> None:
    op.execute(REFUSAL)
    op.execute(GUARD)
