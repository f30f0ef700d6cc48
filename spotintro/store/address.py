"""Where the store is, out of the setting that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from spotintro.credits.errors import CreditError
from spotintro.plain_text import single_line
from spotintro.store.failures import system_error

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql+psycopg", "postgresql", "postgres")
_SAFE_NEXT_STEP = "Set store.url to a file or a postgresql+psycopg:// address, or leave it empty."


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """A database on a PostgreSQL server. As text it names these two alone: no user, no password, no option."""

    host: str
    """Empty for the driver's own default, a local socket."""
    port: int | None
    database: str
    user: str | None = field(repr=False)
    password: str | None = field(repr=False)
    """None where the driver is to find it: in PGPASSWORD or ~/.pgpass."""
    options: Mapping[str, str] = field(repr=False, hash=False)
    """The connection's other parameters, such as `sslmode`, as libpq names them."""

    def __str__(self) -> str:
        host = self.host or self.options.get("host", "localhost")
        return single_line(f"{host}/{self.database}", limit=200)


StoreAddress: TypeAlias = Path | PostgresUrl
"""A SQLite file is its path."""


def address_of(url_or_path: str | Path) -> StoreAddress:
    """Read a path, `sqlite:///path` (`sqlite:////path` is absolute) or `postgresql+psycopg://…`.

    Both as SQLAlchemy writes them; `postgresql://` and `postgres://` are taken for the same driver.

    Raises:
        CreditError: SYSTEM_ERROR for an address of another kind.
    """
    name = str(url_or_path)
    scheme = name.split("://", 1)[0] if "://" in name else ""
    if scheme in _POSTGRES:
        return _postgres(name)
    if name.startswith(_SQLITE):
        name = name[len(_SQLITE) :]
    elif scheme:
        # No more of it: an address may carry a password.
        raise system_error(f"Credits can't be kept in a store of the kind {scheme}.", _SAFE_NEXT_STEP)
    if not name or name == ":memory:":
        raise system_error("The address of the credit store names no file.", _SAFE_NEXT_STEP)
    return Path(name).expanduser()


def file_of(url_or_path: str | Path) -> Path:
    """Read an address as `address_of` does, for what works on files alone.

    Raises:
        CreditError: SYSTEM_ERROR for an address of another kind.
    """
    address = address_of(url_or_path)
    if isinstance(address, PostgresUrl):
        raise system_error(
            f"The credit store {address} is no file.", "Set store.url to a file, or leave it empty."
        )
    return address


def _postgres(url: str) -> PostgresUrl:
    try:
        parts = urlsplit(url)
        port = parts.port
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise _unreadable() from None
    # A password with an unescaped sign ends up there, and would be shown as a host or a database.
    if "@" in parts.path or "@" in parts.query or parts.fragment:
        raise _unreadable()
    database = unquote(parts.path.removeprefix("/"))
    if not database:
        raise system_error(
            "The address of the credit store names no database.",
            "Write it as postgresql+psycopg://user@host/database.",
        )
    return PostgresUrl(
        host=parts.hostname or "",
        port=port,
        database=database,
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
        options=options,
    )


def _unreadable() -> CreditError:
    return system_error(
        "The address of the credit store can't be read.",
        "Write it as postgresql+psycopg://user:password@host:5432/database, with signs such as / # ? in the"
        " password percent-encoded (%2F %23 %3F).",
    )
