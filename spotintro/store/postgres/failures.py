"""PostgreSQL's error codes, and what its client library says of a connection, as sentences with a next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spotintro.credits.errors import CreditError, CreditErrorCode, Unconfirmed
from spotintro.plain_text import single_line
from spotintro.store.address import PostgresUrl
from spotintro.store.failures import system_error

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

FREE = "In an app that is open, free texts, replays and the player's keys go on working meanwhile."

_LOST = (
    "The connection to the credit store {store} was lost; nothing was booked.",
    f"Try again: it connects by itself. {FREE}",
)
_LOST_AT_COMMIT = (
    "The connection to the credit store {store} was lost while it was booking.",
    f"The balance shows whether it was booked; no step is charged twice, and what is reserved comes back. {FREE}",
)
_BUSY = (
    "The credit store {store} is busy with another program; nothing was booked.",
    f"Try again in a moment. {FREE}",
)
_FULL = (
    "The server of the credit store {store} has no room or no connection left; nothing was booked.",
    f"Try again later, or tell who runs the server. {FREE}",
)
_CONSTRAINT = (
    "The credit store refused a booking that would break its rules.",
    "Run spotintro credits audit; nothing was booked.",
)
_NOT_ALLOWED = (
    "The role that SpotIntro signs in with may not do this in the credit store {store}; nothing was booked.",
    "Who runs the server can grant it what docs/postgres.md lists.",
)
_READ_ONLY = (
    "The server of the credit store {store} takes no changes at the moment; nothing was booked.",
    f"Name the primary server in store.url, or try again later. {FREE}",
)
_OTHER_TABLES = (
    "The credit store {store} lacks tables that it should have.",
    "Who runs the server can put a backup back, or set the role's search_path right.",
)
_SIGN_IN = (
    "The server of the credit store {store} refused the sign-in.",
    "Check user and password: in store.url, in PGPASSWORD or in ~/.pgpass.",
)
_NO_DATABASE = (
    "The server of the credit store {store} has no such database.",
    "Check the name at the end of store.url, or have the database made as docs/postgres.md says.",
)
_NOBODY = (
    "Nobody answers at the address of the credit store {store}.",
    f"Check the network, store.url, and that the server runs. {FREE}",
)
_SILENCE = (
    "The server of the credit store {store} didn't answer in time; nothing was booked.",
    f"Check the network and the server, then try again. {FREE}",
)
_UNKNOWN = ("The credit store {store} could not be used: {error}.", "Run spotintro doctor; nothing was booked.")

_BY_STATE = {
    "42501": _NOT_ALLOWED,
    "42P01": _OTHER_TABLES,
    "42703": _OTHER_TABLES,
    "25006": _READ_ONLY,
    "55P03": _BUSY,
    "40P01": _BUSY,
    "40001": _BUSY,
    "57014": _SILENCE,
    "28P01": _SIGN_IN,
    "28000": _SIGN_IN,
    "3D000": _NO_DATABASE,
}
_BY_CLASS = {"08": _LOST, "57": _LOST, "53": _FULL, "23": _CONSTRAINT}

_BY_WORDS = (
    ("timeout expired", _SILENCE),
    ("timed out", _SILENCE),
    ("password authentication failed", _SIGN_IN),
    ("no password supplied", _SIGN_IN),
    ("authentication failed", _SIGN_IN),
    ("pg_hba.conf", _SIGN_IN),
    ("role", _SIGN_IN),
    ("database", _NO_DATABASE),
    ("too many c", _FULL),
    ("connection slots", _FULL),
    ("connection refused", _NOBODY),
    ("no such file", _NOBODY),
    ("resolve host", _NOBODY),
    ("translate host", _NOBODY),
    ("no route", _NOBODY),
    ("unreachable", _NOBODY),
    ("closed the connection", _NOBODY),
    ("starting up", _NOBODY),
    ("shutting down", _NOBODY),
)
"""Of a sign-in that failed libpq gives no code, only the server's English. Another language ends as `_UNKNOWN`."""


def from_postgres(error: DBAPIError, address: PostgresUrl, *, committing: bool = False) -> CreditError:
    """Return the sentence for an error of the driver; `committing` where its COMMIT was under way."""
    if committing and error.connection_invalidated:
        message, next_step = _LOST_AT_COMMIT
        return Unconfirmed(CreditErrorCode.SYSTEM_ERROR, message.format(store=address), next_step)
    message, next_step = _sentence(error)
    first = str(error.orig).strip().split("\n", 1)[0].rstrip(". ")
    return system_error(message.format(store=address, error=single_line(first)), next_step)


def _sentence(error: DBAPIError) -> tuple[str, str]:
    if error.connection_invalidated:
        return _LOST
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        return _BY_STATE.get(state) or _BY_CLASS.get(state[:2], _UNKNOWN)
    words = str(error.orig).lower()
    return next((sentence for sign, sentence in _BY_WORDS if sign in words), _UNKNOWN)
