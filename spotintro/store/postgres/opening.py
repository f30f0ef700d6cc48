"""Opening a store on a server: migrated where it is old and the role may, refused where it can't be trusted.

No copy is made before a migration: the server's operator backs it up, and all of it is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from spotintro.store.address import PostgresUrl
from spotintro.store.failures import system_error
from spotintro.store.postgres.failures import from_postgres
from spotintro.store.postgres.server import LONG_TIMEOUT_S, create_server_engine, set_timeout

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_MIGRATING = 0x53_70_6F_74_49_6E_74_72
"""The number of the advisory lock: "SpotIntr", so that no other program's is the same by chance."""
_INSUFFICIENT_PRIVILEGE = "42501"


def open_server(
    address: PostgresUrl,
    *,
    busy_timeout_s: float,
    revisions: Sequence[str],
    run_alembic: Callable[[Connection, str], None],
) -> Engine:
    """Open a store of the newest version and check its safeguards. One that is up to date is only read.

    Raises:
        CreditError: SYSTEM_ERROR; the store is as it was.
    """
    from sqlalchemy.exc import DBAPIError

    engine = create_server_engine(address, busy_timeout_s=busy_timeout_s)
    try:
        with engine.begin() as connection:
            if _revision(connection, address, revisions) != revisions[-1]:
                _migrate(connection, address, revisions, run_alembic)
            _require_safeguards(connection, address)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, DBAPIError):
            raise from_postgres(error, address) from error
        raise
    return engine


def _revision(connection: Connection, address: PostgresUrl, revisions: Sequence[str]) -> str | None:
    """Return the version of the store; None for a database without a table."""
    tables = set(
        connection.exec_driver_sql(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"
        ).scalars()
    )
    if not tables:
        return None
    if "alembic_version" not in tables or "account" not in tables:
        raise system_error(
            f"The database {address} belongs to another program; it was left as it is.",
            "Make a database of its own for SpotIntro, as docs/postgres.md says, and set store.url to it.",
        )
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    if found not in revisions:
        raise system_error(
            f"The credit store {address} was written by a newer SpotIntro (version {found} of the store).",
            "Update SpotIntro; the store was left as it is.",
        )
    return str(found)


def _migrate(
    connection: Connection,
    address: PostgresUrl,
    revisions: Sequence[str],
    run_alembic: Callable[[Connection, str], None],
) -> None:
    from sqlalchemy.exc import DBAPIError

    set_timeout(connection, LONG_TIMEOUT_S)
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LONG_TIMEOUT_S}s'")
    # Of several programs that open an old store at once, one migrates it; the others find it done.
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
    if _revision(connection, address, revisions) == revisions[-1]:
        return
    try:
        run_alembic(connection, revisions[-1])
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _INSUFFICIENT_PRIVILEGE:
            raise
        raise system_error(
            f"The credit store {address} has to be brought up to date by the role that owns it.",
            "Who runs the server can do that as docs/postgres.md says; nothing was changed.",
        ) from error


def _require_safeguards(connection: Connection, address: PostgresUrl) -> None:
    from spotintro.store.postgres.triggers import missing_safeguards

    if missing := missing_safeguards(connection):
        raise system_error(
            f"The credit store {address} lacks its safeguards ({', '.join(missing)}).",
            "Who runs the server can put a backup back, or make them anew.",
        )
