"""The hash chain over an account's entries: who changes, drops or inserts one breaks every hash after it.

On its owner's own disk a chain is evidence only against a head that is known elsewhere: a request for credits
carries it. A version's bytes never change; another way to hash is another version, beside the ones that are in the books.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

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
