"""The audit beside the use of the store: its own snapshot, nobody waits for it, and it ends when told to."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from spotintro.credits.errors import CreditError
from spotintro.secrets.chain_keys import ChainRecord
from spotintro.store.background_audit import BackgroundAudit
from spotintro.store.ledger import SqlLedger
from tests.fakes.chain_keeper import MemoryChainKeeper
from tests.store.requests import request
from tests.store.test_audit import tamper


class Meanwhile(MemoryChainKeeper):
    """Does something when the audit, which has its snapshot by then, asks for the key."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work = work

    def read(self, store_id: str, account_id: str) -> ChainRecord | None:
        self._work()
        return super().read(store_id, account_id)


def background(path: Path, keeper: MemoryChainKeeper | None = None) -> BackgroundAudit:
    return BackgroundAudit(path, account_id="local", chain_keeper=keeper)


def test_it_finds_what_the_audit_finds(ledger: SqlLedger, store_path: Path) -> None:
    assert background(store_path).run() == ledger.audit()
    tamper(store_path, "UPDATE account SET posted = posted + 1")
    report = background(store_path).run()
    assert report is not None
    assert not report.ok
    assert report == ledger.audit()


@pytest.mark.parametrize("mode", ["TRUNCATE", "WAL"])
def test_a_booking_meanwhile_waits_for_nothing(ledger: SqlLedger, store_path: Path, mode: str) -> None:
    ledger.close()
    fill(store_path)
    with contextlib.closing(sqlite3.connect(store_path, timeout=0, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        booked: list[int] = []

        class Watched(BackgroundAudit):
            def _give_way(self) -> bool:
                if len(booked) < 5:
                    # Its COMMIT fails while anybody reads a file with a rollback journal.
                    booked.append(other.execute(EVENT, ("support",)).rowcount)
                return super()._give_way()

        report = Watched(store_path, account_id="local", chain_keeper=None, steps=20).run()
    assert report is not None
    assert (report.ok, report.entries) == (True, 1)
    assert booked == [1] * 5, "while it was copied, or while it was checked"


EVENT = "INSERT INTO event (account_id, at, kind) VALUES ('local', '2026-01-01', ?)"


def fill(path: Path) -> None:
    """Enough for several steps."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executemany(EVENT, [("support",)] * 5000)
        connection.commit()


def test_it_ends_when_told_to(ledger: SqlLedger, store_path: Path) -> None:
    fill(store_path)
    keeper = Meanwhile(lambda: audit.cancel())  # noqa: PLW0108 - the audit is made with it
    audit = background(store_path, keeper)
    assert audit.run() is None
    before = background(store_path)
    before.cancel()
    assert before.run() is None


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(CreditError):
        background(tmp_path / "nothing").run()
    (tmp_path / "text").write_text("x" * 5000)
    with pytest.raises(CreditError):
        background(tmp_path / "text").run()


def test_nothing_is_left_beside_the_store(ledger: SqlLedger, store_path: Path) -> None:
    ledger.hold([request("a")], ttl_s=60)
    before = sorted(store_path.parent.iterdir())
    background(store_path).run()
    assert sorted(store_path.parent.iterdir()) == before
