"""The books against what is known of them outside of the file: keyed entries, and the marks in the keyring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, bindparam, func, select

from spotintro.credits.base import AuditProblem
from spotintro.secrets.chain_keys import ChainKeeper, ChainKey, ChainRecord, Mark
from spotintro.store import entries, redemptions
from spotintro.store.engine import create_store_engine, reading
from spotintro.store.tables import account, entry

ANCHOR_TIMEOUT_S: Final = 1.0
"""For writing down the first keyed entry, once in a store's life."""
CLOSE_TIMEOUT_S: Final = 0.4
"""For writing down the head at the end: with the rest of closing below the 0.5 s that nobody notices."""

_MINE = entry.c.account_id == bindparam("mine")
_IS_KEYED = entry.c.chain_version.like("c_:%")
_FIRST_KEYED = select(entry.c.sequence, entry.c.hash).where(_MINE, _IS_KEYED).order_by(entry.c.sequence).limit(1)
_AT = select(entry.c.hash).where(_MINE, entry.c.sequence == bindparam("sequence"))
_BY_VERSION = select(entry.c.chain_version, func.count()).where(_MINE, _IS_KEYED).group_by(entry.c.chain_version)


class KeyedChain:
    """The key of one account's chain while a ledger is open. Asks nobody while a transaction is open."""

    def __init__(self, keeper: ChainKeeper | None, account_id: str) -> None:
        self._keeper = keeper
        self._account_id = account_id
        self._store_id = ""
        self._record: ChainRecord | None = None
        self._asked = False
        self._anchored = False

    @property
    def key(self) -> ChainKey | None:
        """Return the key that is at hand, without asking the keeper for it."""
        return None if self._record is None else self._record.current

    @property
    def wanted(self) -> bool:
        """Tell whether `ask` has anything to do."""
        return self._keeper is not None and not self._asked

    def ask(self, store_id: str) -> None:
        """Ask the keeper for the key, which makes one where there is none. May take 3 s.

        It is asked once, whatever comes of it.
        """
        if self._keeper is not None and not self._asked:
            self._store_id = store_id
            self._record = self._keeper.read_or_make(store_id, self._account_id)
            self._asked = True

    def record(self, store_id: str) -> ChainRecord | None:
        """Return the record for an audit, which makes no key."""
        if self._record is not None or self._keeper is None:
            return self._record
        return self._keeper.read(store_id, self._account_id)

    @property
    def to_be_anchored(self) -> bool:
        return self._record is not None and self._record.first is None and not self._anchored

    def mark(self, connection: Connection, *, timeout_s: float) -> None:
        """Write down the first keyed entry and the head, where the books still have what was written down before.

        A store that is an older copy keeps its marks, so that the audit goes on telling of it.
        """
        if self._keeper is None or self._record is None:
            return
        with connection.begin():
            first, last = marks(connection, self._account_id, self._record)
            known = all(
                _has(connection, self._account_id, mark)
                for mark in (self._record.first, self._record.last)
                if mark is not None
            )
        if first is None or not known or (first, last) == (self._record.first, self._record.last):
            return
        self._anchored = True
        self._keeper.keep(self._store_id, self._account_id, first=first, last=last, timeout_s=timeout_s)
        self._record = self._keeper.read(self._store_id, self._account_id) or self._record


def marks(connection: Connection, account_id: str, record: ChainRecord) -> tuple[Mark | None, Mark]:
    """Return the first keyed entry, as known or else as the books have it, and the head."""
    first = record.first
    if first is None:
        row = connection.execute(_FIRST_KEYED, {"mine": account_id}).one_or_none()
        first = None if row is None else Mark(row.sequence, row.hash)
    return first, Mark(*entries.head(connection, account_id))


def unverified(connection: Connection, account_id: str, record: ChainRecord | None) -> int:
    """Count the keyed entries whose key is not in the record."""
    known = {} if record is None else record.by_version
    rows = connection.execute(_BY_VERSION, {"mine": account_id}).all()
    return sum(int(row[1]) for row in rows if row[0] not in known)


def problems(connection: Connection, account_id: str, record: ChainRecord | None) -> Iterator[AuditProblem]:
    """Yield the marks that the books don't have any more.

    Whether an older copy of the store or a forgery is the cause can't be told.
    """
    if record is None:
        return
    sequence, _ = entries.head(connection, account_id)
    missing = max((mark.sequence for mark in (record.first, record.last) if mark is not None), default=0)
    if sequence < missing:
        yield AuditProblem("older-copy", f"account {account_id}", _missing(sequence, missing), _OWN_COPY)
    for mark in (record.first, record.last):
        if mark is not None and mark.sequence <= sequence and not _has(connection, account_id, mark):
            yield AuditProblem(
                "chain",
                f"entry {mark.sequence}",
                "It is not the entry that was there before: an older copy was put back and used since, or the "
                "entries were written anew without the key.",
                _OWN_COPY,
            )
            return


def follow_copy(path: Path, keeper: ChainKeeper) -> str | None:
    """Make the marks follow a copy that was put back on purpose; return what it lacks, in one sentence.

    None: it lacks nothing, or nothing is known of it. Whoever gives support still sees it: the next request's
    number goes backwards.
    """
    engine = create_store_engine(path, busy_timeout_s=5.0)
    try:
        with reading(engine).connect() as connection:
            with connection.begin():
                store_id = redemptions.store_id(connection)
                ids = connection.execute(select(account.c.id)).scalars().all()
            told = [_follow(connection, keeper, store_id, account_id) for account_id in ids]
    finally:
        engine.dispose()
    return next((each for each in told if each is not None), None)


def _follow(connection: Connection, keeper: ChainKeeper, store_id: str, account_id: str) -> str | None:
    record = keeper.read(store_id, account_id)
    if record is None:
        return None
    with connection.begin():
        found = list(problems(connection, account_id, record))
        first, last = marks(connection, account_id, ChainRecord(record.current))
    if not found:
        return None
    keeper.keep(store_id, account_id, first=first, last=last, timeout_s=ANCHOR_TIMEOUT_S)
    return found[0].message


_OWN_COPY: Final = (
    "If you put a copy back yourself, `spotintro credits restore FILE` makes it the account's new state; "
    "if not, put your newest copy back with it."
)


def _missing(sequence: int, known: int) -> str:
    which = f"Entry {known} is" if known == sequence + 1 else f"Entries {sequence + 1} to {known} are"
    return f"{which} missing: an older copy of the store was put back."


def _has(connection: Connection, account_id: str, mark: Mark) -> bool:
    found = connection.execute(_AT, {"mine": account_id, "sequence": mark.sequence}).scalar_one_or_none()
    return found == mark.hash
