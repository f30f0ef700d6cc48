"""The key of an account's chain in the system's keyring, with the marks that tell on a store put back.

One secret per account of a store, under the store's id: one keyring may serve several stores. It is never kept in
a file: beside the books it would protect nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import secrets as randomness
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from spotintro.secrets.chain_keys import KEY_BYTES, ChainKey, ChainRecord, Mark
from spotintro.secrets.credentials import MAX_CHARACTERS, change_kept, read_kept
from spotintro.secrets.errors import KEYRING_TIMEOUT_S, KeyringTimedOut, NoKeyring, SecretsError, UnknownRecord
from spotintro.state.durable import locked

_log = logging.getLogger(__name__)

_LOCK: Final = "chain-key.lock"
_OLDEST_DROPPED_AT: Final = 8
"""So many older keys fit beside the rest into what every keyring takes."""


class KeyringChainKeeper:
    """A `ChainKeeper` over the keyring, asked once per account: whoever asks meanwhile waits for the same answer.

    Args:
        folder: Where the store's file is. Two programs that make a key at once take turns by a lock in it.
        timeout_s: For having the key; a keyring that takes longer counts as none for the rest of the run.
    """

    def __init__(self, folder: Path, *, timeout_s: float = KEYRING_TIMEOUT_S) -> None:
        self._folder = folder
        self._timeout_s = timeout_s
        self._one_asks = threading.Lock()
        self._records: dict[str, ChainRecord | None] = {}
        self._problems: dict[str, SecretsError] = {}

    def read(self, store_id: str, account_id: str) -> ChainRecord | None:
        with self._one_asks:
            return self._read(secret_name(store_id, account_id))

    def read_or_make(self, store_id: str, account_id: str) -> ChainRecord | None:
        name = secret_name(store_id, account_id)
        with self._one_asks:
            until = time.monotonic() + self._timeout_s
            record = self._read(name)
            if record is not None or name in self._problems:
                return record
            try:
                # No ordinary work waits for this lock, and no transaction is open: whoever holds it makes the key.
                with _alone(self._folder, until):
                    kept = change_kept(name, _made, timeout_s=max(0.0, until - time.monotonic()))
                self._records[name] = decoded(kept)
            except SecretsError as problem:
                self._note(name, problem)
            return self._records[name]

    def problem(self, store_id: str, account_id: str) -> SecretsError | None:
        """Return why there is no record, once it was asked for; None where nothing is wrong."""
        return self._problems.get(secret_name(store_id, account_id))

    def keep(
        self, store_id: str, account_id: str, *, first: Mark | None, last: Mark | None, timeout_s: float
    ) -> None:
        name = secret_name(store_id, account_id)

        def marked(kept: str | None) -> str:
            if kept is None:
                raise NoKeyring  # taken away meanwhile: a key that was removed is not put back
            return encoded(replace(decoded(kept), first=first, last=last))

        try:
            self._records[name] = decoded(change_kept(name, marked, timeout_s=timeout_s))
        except SecretsError as problem:
            _log.warning("the head of the books was not marked in the keyring: %s", problem.message)

    def _read(self, name: str) -> ChainRecord | None:
        if name not in self._records:
            try:
                kept = read_kept(name, timeout_s=self._timeout_s)
                self._records[name] = None if kept is None else decoded(kept)
            except SecretsError as problem:
                self._note(name, problem)
        return self._records[name]

    def _note(self, name: str, problem: SecretsError) -> None:
        _log.warning("the books go on without a key: %s", problem.message)
        self._records[name] = None
        self._problems[name] = problem


def secret_name(store_id: str, account_id: str) -> str:
    """Return the name in the keyring for an account, whose own name may hold what a keyring's may not."""
    return f"chain-{store_id}-{hashlib.sha256(account_id.encode()).hexdigest()[:16]}"


def encoded(record: ChainRecord) -> str:
    """Write a record shortly, in printable ASCII without a space."""
    keys = [key.secret.hex() for key in (record.current, *reversed(record.older))][: 1 + _OLDEST_DROPPED_AT]
    marks = [None if mark is None else [mark.sequence, mark.hash] for mark in (record.first, record.last)]
    value = json.dumps([1, keys, *marks], separators=(",", ":"))
    assert len(value) <= MAX_CHARACTERS
    return value


def decoded(value: str) -> ChainRecord:
    """Read the record that `encoded` wrote.

    Raises:
        UnknownRecord: something else did.
    """
    try:
        version, keys, first, last = json.loads(value)
        current, *older = [ChainKey(bytes.fromhex(key)) for key in keys]
        marks = [None if mark is None else Mark(int(mark[0]), str(mark[1])) for mark in (first, last)]
    except (ValueError, TypeError, IndexError):
        raise UnknownRecord from None
    if version != 1 or any(len(key.secret) != KEY_BYTES for key in (current, *older)):
        raise UnknownRecord
    return ChainRecord(current, tuple(reversed(older)), *marks)


def _made(kept: str | None) -> str:
    return encoded(ChainRecord(ChainKey(randomness.token_bytes(KEY_BYTES)))) if kept is None else kept


@contextlib.contextmanager
def _alone(folder: Path, until: float) -> Iterator[None]:
    """Let one of the programs with a store in this folder make a key at a time.

    Where no lock can be had, two programs that make a key in the same moment may keep one each: then what one of
    them books until its next start is reported as unverified.
    """
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(locked(folder / _LOCK, timeout_s=until - time.monotonic()))
        except TimeoutError:
            raise KeyringTimedOut from None
        except OSError as error:
            _log.debug("making a key without a lock: %s", error)
        yield
