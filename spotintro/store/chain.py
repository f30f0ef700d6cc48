"""The hash chain over an account's entries: who changes, drops or inserts one breaks every hash after it.

On its owner's own disk a chain is evidence only against a head that is known elsewhere: a request for credits
carries it. A version's bytes never change; another way to hash is another version, beside the ones in the books.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

_decode = msgspec.json.Decoder(list).decode  # msgspec.json.decode makes one each time: 5 times as long

VERSION = "c1"
"""Of new entries. `c1` has no key; a keyed chain is one more version with its own digest in `_DIGESTS`."""
GENESIS = "0" * 64
"""What an account's first entry names as the hash before it."""


def _sha256(message: bytes) -> str:
    return hashlib.sha256(message).hexdigest()


_DIGESTS: Mapping[str, Callable[[bytes], str]] = {"c1": _sha256}


def canonical(
    *,
    account_id: str,
    sequence: int,
    at: datetime,
    kind: str,
    amount: int,
    balance_after: int,
    step: str | None,
    hold_id: int | None,
    lot_id: int | None,
) -> bytes:
    """The bytes that are kept and hashed: a JSON array in ASCII, its time in UTC as SQLite keeps it."""
    told = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    values = (account_id, sequence, told, kind, amount, balance_after, step, hold_id, lot_id)
    return json.dumps(values, separators=(",", ":")).encode("ascii")


def entry_hash(version: str, previous_hash: str, stored: bytes) -> str:
    """Over the version's tag, the hash before it and the stored bytes, never over what is read out of them.

    Raises:
        KeyError: a version that this program doesn't know.
    """
    return _DIGESTS[version](b"|".join((version.encode(), previous_hash.encode(), stored)))


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that doesn't fit, and why."""

    sequence: int
    reason: str


CHAINED = (
    "account_id, sequence, at, kind, amount, balance_after, step, hold_id, lot_id,"
    " canonical, chain_version, previous_hash, hash"
)
"""The columns that `first_break` reads, in its order."""


def first_break(rows: Iterable[tuple[object, ...]], *, last_sequence: int) -> Break | None:
    """Check an account's entries, all of them, in their order and as the driver gives them.

    An entry after the one returned may be sound or not: it can't be told any more.
    """
    previous, expected = GENESIS, 1
    for row in rows:
        if row[1] != expected:
            return Break(expected, "it is missing")
        if reason := _fault(row, previous):
            return Break(expected, reason)
        previous, expected = str(row[-1]), expected + 1
    if expected <= last_sequence:
        return Break(expected, "it is missing")
    if expected > last_sequence + 1:
        return Break(last_sequence + 1, "the account never booked it")
    return None


def _fault(row: tuple[object, ...], previous: str) -> str | None:
    stored, version, named, made = row[-4:]
    if not isinstance(stored, bytes) or not isinstance(version, str) or version not in _DIGESTS:
        return "it is chained in a way that this version doesn't know"
    if named != previous:
        return "it doesn't follow the entry before it"
    if made != entry_hash(version, previous, stored):
        return "its hash is not that of its bytes"
    try:
        kept = _decode(stored)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "its bytes are no entry"
    return None if kept == list(row[:-4]) else "it doesn't say what its bytes say"
