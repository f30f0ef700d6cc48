"""What the database itself refuses, whoever asks. It stops mistakes, not the owner of the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from spotintro.store.safeguards import APPEND_ONLY, FIXED, SAME, SETTLED_ONCE

if TYPE_CHECKING:
    from sqlalchemy import Connection


def _trigger(name: str, when: str, body: str) -> tuple[str, str]:
    return name, f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{body}'); END"


def sqlite_triggers() -> Mapping[str, str]:
    """Return the statement of each trigger by its name, exactly as SQLite keeps it."""
    triggers: list[tuple[str, str]] = []
    for table, same in SAME.items():
        triggers += [
            _trigger(f"{table}_no_delete", f"BEFORE DELETE ON {table}", f"{table} rows are kept"),
            _trigger(
                f"{table}_no_replace",
                f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",  # noqa: S608 - our own constants
                f"{table} rows are not replaced",
            ),
        ]
    triggers += [
        _trigger(f"{table}_no_update", f"BEFORE UPDATE ON {table}", f"{table} rows are final")
        for table in APPEND_ONLY
    ]
    triggers += [
        _trigger(f"{table}_fixed", f"BEFORE UPDATE OF {', '.join(columns)} ON {table}", f"{table} terms are final")
        for table, columns in FIXED.items()
    ]
    triggers += [
        _trigger(
            f"{table}_settled_once",
            f"BEFORE UPDATE OF {', '.join(columns)} ON {table} WHEN {settled}",
            f"a {table} is settled once",
        )
        for table, (settled, columns) in SETTLED_ONCE.items()
    ]
    return dict(triggers)


def drop_triggers(connection: Connection) -> None:
    """Drop them on PostgreSQL alone, where they would stop a migration that fills in a column of a final row."""
    if connection.dialect.name == "postgresql":
        from spotintro.store.postgres import triggers as postgres_triggers

        postgres_triggers.drop(connection)


def create_triggers(connection: Connection) -> None:
    """Create every trigger anew, inside the caller's transaction."""
    if connection.dialect.name == "postgresql":
        from spotintro.store.postgres import triggers as postgres_triggers

        postgres_triggers.create(connection)
        return
    for name, statement in sqlite_triggers().items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)
