"""SQLite's error codes as sentences with a next step."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from spotintro.credits.errors import CreditError, CreditErrorCode, Unconfirmed

_BACKUP_HINT = "Move it away to start a new account, or put a copy of it back."

_SENTENCES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "The credit store {path} is locked by another program.",
        "Close the other program that has it open, then try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The credit store {path} is read-only.",
        "Make the file and its folder writable, or choose another folder with --data-dir.",
    ),
    sqlite3.SQLITE_FULL: (
        "The disk that holds the credit store {path} is full.",
        "Free some space, then try again; nothing was lost.",
    ),
    sqlite3.SQLITE_CORRUPT: ("The credit store {path} is damaged; it was left as it is.", _BACKUP_HINT),
    sqlite3.SQLITE_NOTADB: ("The file {path} is no credit store; it was left as it is.", _BACKUP_HINT),
    sqlite3.SQLITE_CANTOPEN: (
        "The credit store {path} can't be opened.",
        "Make the file and its folder readable and writable, or choose another folder with --data-dir.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The credit store {path} could not be read or written: the disk reports an error.",
        "Check the disk, its free space and its limits; nothing was booked.",
    ),
    sqlite3.SQLITE_CONSTRAINT: (
        "The credit store refused a booking that would break its rules.",
        "Run spotintro credits audit; nothing was booked.",
    ),
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_PERM] = _SENTENCES[sqlite3.SQLITE_CANTOPEN]
_SENTENCES[sqlite3.SQLITE_AUTH] = _SENTENCES[sqlite3.SQLITE_CANTOPEN]

_MOVED = (
    "The credit store {path} was moved or deleted while SpotIntro had it open.",
    "Put it back, then start SpotIntro again; nothing was booked.",
)
_NOT_SYNCED = (
    "The disk that holds the credit store {path} could not confirm that it kept the last booking.",
    "Check the disk, and see in the history whether it stands; trying again charges nothing twice.",
)
"""A failed sync may come after the write that makes a booking stand."""
_UNKNOWN = ("The credit store {path} could not be used: {error}.", "Run spotintro doctor; nothing was booked.")


def system_error(message: str, next_step: str) -> CreditError:
    return CreditError(CreditErrorCode.SYSTEM_ERROR, message, next_step)


def books_disagree() -> CreditError:
    """Return the sentence for tables that contradict each other: a booking would make it worse."""
    return system_error(
        "The credit store's lots and its account disagree about what is left.",
        "Run spotintro credits audit; nothing was booked.",
    )


def in_use(path: Path) -> CreditError:
    """Return the sentence for a store that another program has open, where that is in the way."""
    message, next_step = _SENTENCES[sqlite3.SQLITE_BUSY]
    return system_error(message.format(path=path), next_step)


def from_sqlite(error: BaseException | None, path: Path) -> CreditError:
    """Return the sentence for an error of the `sqlite3` module."""
    code = getattr(error, "sqlite_errorcode", None)
    if code in {sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC}:
        message, next_step = _NOT_SYNCED
        return Unconfirmed(CreditErrorCode.SYSTEM_ERROR, message.format(path=path), next_step)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        message, next_step = _MOVED
    elif isinstance(code, int):
        message, next_step = _SENTENCES.get(code & 0xFF, _UNKNOWN)  # the primary code of an extended one
    else:
        message, next_step = _UNKNOWN
    return system_error(message.format(path=path, error=error), next_step)


def from_os(error: OSError, path: Path) -> CreditError:
    """Return the sentence for a folder or file that can't be made."""
    return system_error(
        f"The folder of the credit store can't be used: {error.strerror or error} ({path}).",
        "Make it writable, or choose another folder with --data-dir.",
    )
