"""The hash chain over an account's entries: who changes, drops or inserts one breaks every hash after it.

On its owner's own disk a chain is evidence only against what is known elsewhere. A request for credits carries the
head; and where the system has a keyring, entries are keyed from the first charge on: HMAC-SHA256 under a key that
is not in the file, so that who can write the file alone can't make the hashes anew. A keyed entry covers all those
before it through the hash it names, whatever they are chained with.

A version's bytes never change; another way to hash is another version, beside the ones in the books:

- `c1`: SHA-256, no key.
- `c2:<key id>`: HMAC-SHA256 under that key, and the bytes say what a refund gives back.
- `c2`: the bytes of `c2` under plain SHA-256, for a refund where no key was at hand: `c1` doesn't say of what.
- `c3:<key id>` and `c3`: the same two ways, and the bytes say what a grant brought, or where a move went.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import msgspec

from spotintro.secrets.chain_keys import KEYED, ChainKey

_decode = msgspec.json.Decoder(list).decode  # msgspec.json.decode makes one each time: 5 times as long

VERSION: Final = "c3"
"""Of new entries without a key."""
Terms = Sequence["str | int | bool | datetime | Terms | None"]
"""What an entry's bytes bind beside its own columns, in the order that who writes and who checks it agree on."""
GENESIS: Final = "0" * 64
"""What an account's first entry names as the hash before it."""

_PLAIN: Final = frozenset(("c1", "c2", VERSION))
_COLUMNS: Final = 10
"""How many of an entry's columns its bytes say; what it brought comes after them."""
_NO_KEYS: Final[Mapping[str, ChainKey]] = {}


def version_for(key: ChainKey | None) -> str:
    """Return the version with which a new entry is chained."""
    return VERSION if key is None else key.version


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
    refund_of: int | None,
    brought: Terms | None,
) -> bytes:
    """Return the bytes of `c3`, kept and hashed: a JSON array in ASCII, times in UTC as SQLite keeps them."""
    values = (account_id, sequence, at, kind, amount, balance_after, step, hold_id, lot_id, refund_of, brought)
    return written(values)


def written(values: Terms) -> bytes:
    """Return the values as entries keep them."""
    return json.dumps(values, separators=(",", ":"), default=told).encode("ascii")


def told(at: datetime) -> str:
    """Return a time as entries keep it, whatever the database makes of it."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def brought_by(version: str, stored: bytes) -> list[object] | None:
    """Return what an entry's bytes bind beside its columns; None where they bind nothing more, as older ones.

    Raises:
        msgspec.DecodeError: they are no entry; the chain's check tells of it.
    """
    found = _decode(stored)[_COLUMNS:] if version.startswith(VERSION) else []
    return found[0] if found and isinstance(found[0], list) else None


def entry_hash(version: str, previous_hash: str, stored: bytes, key: ChainKey | None = None) -> str:
    """Hash the version's tag, the hash before it and the stored bytes, never what is read out of them.

    Args:
        version: Of the entry.
        previous_hash: Of the entry before it.
        stored: Its canonical bytes.
        key: The version's own, where it has one.

    Raises:
        KeyError: a version that this program doesn't know, or one whose key was not given.
    """
    message = b"|".join((version.encode(), previous_hash.encode(), stored))
    if version in _PLAIN:
        return hashlib.sha256(message).hexdigest()
    if key is None or version not in key.versions:
        raise KeyError(version)
    return hmac.digest(key.secret, message, "sha256").hex()


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that doesn't fit, and why."""

    sequence: int
    reason: str


CHAINED = (
    "account_id, sequence, at, kind, amount, balance_after, step, hold_id, lot_id, refund_of,"
    " canonical, chain_version, previous_hash, hash"
)
"""The columns that `first_break` reads, in its order."""


def first_break(
    rows: Iterable[tuple[object, ...]],
    *,
    last_sequence: int,
    keys: Mapping[str, ChainKey] = _NO_KEYS,
    keyed_from: int | None = None,
) -> Break | None:
    """Check an account's entries, all of them, in their order and as the driver gives them.

    An entry after the one returned may be sound or not: it can't be told any more.

    Args:
        rows: The columns of `CHAINED`.
        last_sequence: As the account has it.
        keys: By version. A keyed entry without its key is checked but for its hash.
        keyed_from: From this entry on no other keys than these were ever used: one of another key is a break.
    """
    previous, expected = GENESIS, 1
    for row in rows:
        if row[1] != expected:
            return Break(expected, "it is missing")
        strict = keyed_from is not None and expected >= keyed_from
        if reason := _fault(row, previous, keys, strict=strict):
            return Break(expected, reason)
        previous, expected = str(row[-1]), expected + 1
    if expected <= last_sequence:
        return Break(expected, "it is missing")
    if expected > last_sequence + 1:
        return Break(last_sequence + 1, "the account never booked it")
    return None


def _fault(row: tuple[object, ...], previous: str, keys: Mapping[str, ChainKey], *, strict: bool) -> str | None:
    stored, version, named, made = row[-4:]
    if not isinstance(stored, bytes) or not isinstance(version, str):
        return "it is chained in a way that this version doesn't know"
    if version not in _PLAIN and KEYED.fullmatch(version) is None:
        return "it is chained in a way that this version doesn't know"
    if named != previous:
        return "it doesn't follow the entry before it"
    if version in _PLAIN or version in keys:
        if made != entry_hash(version, previous, stored, keys.get(version)):
            return "its hash is not that of its bytes"
    elif strict:
        return "it is chained with a key that this system's keyring doesn't have"
    try:
        kept = _decode(stored)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "its bytes are no entry"
    if version == "c1":
        kept.append(None)
    elif version.startswith(VERSION):
        del kept[_COLUMNS:]
    return None if kept == list(row[:-4]) else "it doesn't say what its bytes say"
