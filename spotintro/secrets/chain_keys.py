"""The key of an account's chain, and what is known of the chain outside of the file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

KEY_BYTES: Final = 32
_TAGS: Final = ("c2", "c3")
KEYED: Final = re.compile(r"c[23]:[0-9a-f]{8}")
"""The version of a keyed entry: how it is written, and with which key."""


@dataclass(frozen=True, slots=True)
class ChainKey:
    """Printing or logging it shows which key it is and not what it is."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Return 8 hexadecimal digits of the key's SHA-256, which tell keys apart and nothing of the key."""
        return hashlib.sha256(self.secret).hexdigest()[:8]

    @property
    def version(self) -> str:
        """Return the version of a new entry with this key."""
        return f"{_TAGS[-1]}:{self.id}"

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the versions of all entries with this key, the oldest first."""
        return tuple(f"{tag}:{self.id}" for tag in _TAGS)


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry, and the hash that it had."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class ChainRecord:
    """What a keyring keeps of an account's chain. That it is there says that the books are keyed."""

    current: ChainKey
    older: tuple[ChainKey, ...] = ()
    """Of entries before the key was changed."""
    first: Mark | None = None
    """The first keyed entry; None until there is one."""
    last: Mark | None = None
    """The head when a program with the key last ended in order: a store that ends before it is an older copy."""

    @property
    def by_version(self) -> Mapping[str, ChainKey]:
        return {version: key for key in (*self.older, self.current) for version in key.versions}

    def changed(self, key: ChainKey) -> ChainRecord:
        """Return the record with another key for new entries; what is in the books stays checkable."""
        return ChainRecord(key, (*self.older, self.current), self.first, self.last)


class ChainKeeper(Protocol):
    """Where the record of one account's chain is kept: outside of the file, so that it can tell on the file.

    Nothing here raises for a keyring that is missing, locked, slow or failing: books go on without it. A call may
    take seconds, so none is made while a transaction is open.
    """

    def read(self, store_id: str, account_id: str) -> ChainRecord | None:
        """Return the account's record; None where there is none, or none can be had."""
        ...

    def read_or_make(self, store_id: str, account_id: str) -> ChainRecord | None:
        """Return the account's record, which is made with a new key and kept where there is none.

        None where none can be had or kept. Programs that make one at the same moment get the same.
        """
        ...

    def keep(
        self, store_id: str, account_id: str, *, first: Mark | None, last: Mark | None, timeout_s: float
    ) -> None:
        """Write the marks where they differ from those kept, within the time or not at all; the keys stay."""
        ...
