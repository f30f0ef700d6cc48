"""What Alembic runs: every step in the one transaction that the caller holds, and the triggers anew at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context

from spotintro.store.triggers import create_triggers, drop_triggers

if TYPE_CHECKING:
    from sqlalchemy import Connection

_connection: Connection = context.config.attributes["connection"]

context.configure(connection=_connection, transactional_ddl=True, transaction_per_migration=False)
drop_triggers(_connection)
context.run_migrations()
# A batch migration rebuilds a table on SQLite, and the triggers of the old one go with it without a word.
create_triggers(_connection)
