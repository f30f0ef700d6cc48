"""A `ChainKeeper` in memory, which several ledgers may share as they share a keyring."""

from __future__ import annotations

from dataclasses import replace

from spotintro.secrets.chain_keys import ChainKey, ChainRecord, Mark

KEY = ChainKey(bytes(range(32)))
OTHER_KEY = ChainKey(bytes(range(1, 33)))


class MemoryChainKeeper:
    """Keeps one record in memory. `available` is whether the keyring answers; `calls` is what it was asked."""

    def __init__(self, record: ChainRecord | None = None) -> None:
        self.record = record
        self.available = True
        self.calls: list[str] = []

    def read(self, store_id: str, account_id: str) -> ChainRecord | None:
        self.calls.append("read")
        return self.record if self.available else None

    def read_or_make(self, store_id: str, account_id: str) -> ChainRecord | None:
        self.calls.append("read_or_make")
        if not self.available:
            return None
        self.record = self.record or ChainRecord(KEY)
        return self.record

    def keep(
        self, store_id: str, account_id: str, *, first: Mark | None, last: Mark | None, timeout_s: float
    ) -> None:
        self.calls.append("keep")
        if self.available and self.record is not None:
            self.record = replace(self.record, first=first, last=last)
