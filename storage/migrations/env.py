"""Runs the steps on the connection that `storage.migrate` hands over."""

from alembic import context

from storage.every_table import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
