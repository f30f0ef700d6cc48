"""What the store stands on, for `spotintro doctor`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from spotintro.plain_text import single_line
from spotintro.store.address import PostgresUrl
from spotintro.store.engine import create_store_engine, has_wal_reset_fix, journal_mode
from spotintro.store.postgres.failures import from_postgres

_GROUND = """
    SELECT current_setting('server_version'), current_user::text,
           bool_or(has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') OR pg_has_role(c.relowner, 'USAGE'))
    FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = 'entry'
"""


@dataclass(frozen=True, slots=True)
class StoreGround:
    sqlite_version: str
    journal_mode: str
    reason: str
    """Why this journal and not the other one."""


def store_ground(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> StoreGround:
    reason = (
        "it has the fix of the WAL-reset bug"
        if has_wal_reset_fix(version)
        else "it lacks the fix of the WAL-reset bug (3.51.3, 3.50.7, 3.44.6), so it keeps a rollback journal"
    )
    return StoreGround(".".join(map(str, version)), journal_mode(version).lower(), reason)


@dataclass(frozen=True, slots=True)
class ServerGround:
    version: str
    role: str
    rewrites_entries: bool
    """Whether the role has the right to change or remove what is booked: only triggers refuse it then."""


def server_ground(address: PostgresUrl) -> ServerGround:
    """Ask a server what it is, over a connection of its own, which is closed again.

    Raises:
        CreditError: SYSTEM_ERROR where the server can't be asked.
    """
    from sqlalchemy.exc import DBAPIError

    engine = create_store_engine(address, busy_timeout_s=5)
    try:
        with engine.begin() as connection:
            version, role, rewrites = connection.exec_driver_sql(_GROUND).one()
    except DBAPIError as error:
        raise from_postgres(error, address) from error
    finally:
        engine.dispose()
    return ServerGround(single_line(version), single_line(role), bool(rewrites))
