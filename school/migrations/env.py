"""Runs migrations on the connection that `school.migrate` hands over, and in no other way.

Migrations only go forward. To go back, restore the backup that was made before.
"""

from alembic import context

from school.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transaction_per_migration=False)
context.run_migrations()
