"""How a connection to a PostgreSQL server is made, so that none of them can hang or be left in a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spotintro.store.address import PostgresUrl
from spotintro.store.failures import system_error

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

CONNECT_TIMEOUT_S = 5
STATEMENT_TIMEOUT_S = 15
"""Of one statement of a booking or a page of the history; what reads all the books sets its own."""
LONG_TIMEOUT_S = 600
"""For what reads or migrates all the books."""
_IDLE_IN_TRANSACTION_S = 30
"""After which the server ends a client that stopped in the middle and holds the account's lock."""


def is_server(connection: Connection) -> bool:
    """Tell whether the store is in a database on a server."""
    return connection.dialect.name == "postgresql"


def require_driver(address: PostgresUrl) -> None:
    """See to it that there is a driver that can open this address; nothing is asked yet.

    Raises:
        CreditError: SYSTEM_ERROR where it is not installed, or knows an option of the address not.
    """
    try:
        import psycopg
        from psycopg.conninfo import make_conninfo
    except ImportError as error:
        raise system_error(
            "PostgreSQL's driver is not installed, so the credit store on a server can't be used.",
            "Install it with `uv tool install 'spotintro[postgres]'` or `pip install 'spotintro[postgres]'`.",
        ) from error
    try:
        make_conninfo(**dict(address.options))
    except psycopg.ProgrammingError:
        # No more of it: what stands behind a question mark may be a password.
        raise system_error(
            "The address of the credit store has an option that PostgreSQL's driver doesn't know.",
            "Write options as libpq names them, such as ?sslmode=require.",
        ) from None


def create_server_engine(address: PostgresUrl, *, busy_timeout_s: float) -> Engine:
    """Make an engine of one connection, used by one thread at a time, at READ COMMITTED whatever its default.

    The account's row is locked first and each UPDATE states its condition: at READ COMMITTED that is exact, and
    nothing has to be tried again as at SERIALIZABLE.

    Raises:
        CreditError: as `require_driver`.
    """
    require_driver(address)
    from sqlalchemy import URL, create_engine
    from sqlalchemy.pool import QueuePool

    settings = {
        "lock_timeout": f"{busy_timeout_s * 1000:.0f}ms",
        "statement_timeout": f"{STATEMENT_TIMEOUT_S}s",
        "idle_in_transaction_session_timeout": f"{_IDLE_IN_TRANSACTION_S}s",
        "TimeZone": "UTC",
    }
    ours: dict[str, str | int] = {
        "connect_timeout": CONNECT_TIMEOUT_S,
        # A peer that is gone without a word is noticed within 25 s, where the system's own time is two hours.
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,
        "application_name": "spotintro",
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
    }
    return create_engine(
        URL.create(
            "postgresql+psycopg",
            username=address.user,
            password=address.password,
            host=address.host or None,
            port=address.port,
            database=address.database,
            query=dict(address.options),
        ),
        connect_args={name: value for name, value in ours.items() if name not in address.options},
        isolation_level="READ COMMITTED",
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        use_native_hstore=False,  # it would be asked for at each start
        hide_parameters=True,
    )


def set_timeout(connection: Connection, seconds: int) -> None:
    """Bound each statement in the rest of this transaction."""
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{seconds}s'")
