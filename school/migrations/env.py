"""Runs migrations on the connection that `school.migrate` hands over; there is no other way in.

The school goes forward only: migrations have no way down. To go back, restore the backup made before.
"""

from alembic import context

from school.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transaction_per_migration=False)
context.run_migrations()
