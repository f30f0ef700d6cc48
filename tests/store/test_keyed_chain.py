"""Entries under a key that is not in the file, and the marks that tell on a file put back."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from spotintro.credits.base import AuditReport
from spotintro.secrets.chain_keys import ChainRecord, Mark
from spotintro.store import chain
from spotintro.store.ledger import SqlLedger
from spotintro.store.triggers import sqlite_triggers
from tests.fakes.chain_keeper import KEY, OTHER_KEY, MemoryChainKeeper
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import request, voucher

DATABASES = ("sqlite",)  # a shared store's chain has no key


def charge(ledger: SqlLedger, *workflows: str) -> None:
    for workflow in workflows:
        ledger.hold([request(workflow)], ttl_s=60)
        ledger.capture(request(workflow).key)


def versions(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT chain_version FROM entry ORDER BY sequence")]


@contextlib.contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in sqlite_triggers():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for statement in sqlite_triggers().values():
            connection.execute(statement)


def rewrite(path: Path, *, version: str, since: int, amount_of: int | None = None) -> None:
    """Chain every entry from `since` on anew, as who knows the program but not the key can."""
    with tampering(path) as connection:
        if amount_of is not None:
            connection.execute("UPDATE entry SET amount = amount - 1 WHERE sequence = ?", (amount_of,))
        previous = chain.GENESIS
        for row in connection.execute(f"SELECT {chain.CHAINED} FROM entry ORDER BY sequence").fetchall():
            sequence, made = row[1], row[-1]
            if sequence >= since:
                terms = list(row[:9] if version == "c1" else row[:10])
                stored = json.dumps(terms, separators=(",", ":")).encode()
                made = hashlib.sha256(f"{version}|{previous}|".encode() + stored).hexdigest()
                connection.execute(
                    "UPDATE entry SET canonical = ?, chain_version = ?, previous_hash = ?, hash = ?"
                    " WHERE sequence = ?",
                    (stored, version, previous, made, sequence),
                )
            previous = made


def chain_problems(report: AuditReport) -> list[tuple[str, str]]:
    return [(found.check, found.row) for found in report.problems if found.check in {"chain", "older-copy"}]


@pytest.fixture
def keeper() -> MemoryChainKeeper:
    return MemoryChainKeeper()


@pytest.fixture
def keyed(make_ledger: MakeLedger, keeper: MemoryChainKeeper) -> SqlLedger:
    """A demo grant without the key, then three charges with it."""
    ledger = make_ledger(chain_keeper=keeper)
    ledger.open()
    charge(ledger, "a", "b", "c")
    return ledger


def test_the_hashes_of_both_keyed_versions_never_change() -> None:
    assert KEY.versions == ("c2:630dcd29", "c3:630dcd29")
    assert KEY.version == KEY.versions[-1]
    stored = b'["Zo\\u00eb",3,"2026-01-02 03:04:05.000000","refund",1,10,"GENERATE_TRACK_INTRO",null,null,2]'
    hashes = [chain.entry_hash(version, "ab" * 32, stored, KEY) for version in KEY.versions]
    assert hashes == [
        "41fe5c8708bff19d266ea19e97fbf7ab32975474ff137e6b2137d0e576d432eb",
        "fb47c22e441b33f9e9c382ad921b53ad852362e8af566b45a6ffe96c80acfb9b",
    ]
    for version in KEY.versions:
        with pytest.raises(KeyError):
            chain.entry_hash(version, "ab" * 32, stored, OTHER_KEY)


def test_a_key_shows_nothing_of_itself() -> None:
    told = f"{KEY} {KEY!r} {ChainRecord(KEY, (OTHER_KEY,))!r}"
    assert KEY.secret.hex() not in told
    assert repr(KEY.secret) not in told


def test_the_keyring_is_not_asked_before_the_first_charge(
    make_ledger: MakeLedger, keeper: MemoryChainKeeper, store_path: Path
) -> None:
    ledger = make_ledger(chain_keeper=keeper)
    ledger.open()
    ledger.hold([request("a"), request("b")], ttl_s=60)
    ledger.extend([request("a").key], ttl_s=60)
    ledger.release(request("b").key)
    ledger.history()
    assert keeper.calls == []
    ledger.capture(request("a").key)
    charge(ledger, "c", "d")
    assert keeper.calls == ["read_or_make", "keep", "read"], "asked once; the first keyed entry is marked once"
    assert versions(store_path) == ["c3", *[KEY.version] * 3]


def test_it_is_never_asked_while_the_store_is_locked(make_ledger: MakeLedger, store_path: Path) -> None:
    class Watching(MemoryChainKeeper):
        def read_or_make(self, store_id: str, account_id: str) -> ChainRecord | None:
            self.nobody_writes()
            return super().read_or_make(store_id, account_id)

        def keep(
            self, store_id: str, account_id: str, *, first: Mark | None, last: Mark | None, timeout_s: float
        ) -> None:
            self.nobody_writes()
            super().keep(store_id, account_id, first=first, last=last, timeout_s=timeout_s)

        def nobody_writes(self) -> None:
            with contextlib.closing(sqlite3.connect(store_path, timeout=0, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")  # fails while anybody reads or writes
                other.execute("ROLLBACK")

    keeper = Watching()
    ledger = make_ledger(chain_keeper=keeper)
    ledger.open()
    charge(ledger, "a", "b")
    ledger.close()
    assert keeper.calls.count("read_or_make") == 1
    assert keeper.calls.count("keep") == 2


def test_without_a_keyring_the_books_go_on_unkeyed(make_ledger: MakeLedger, store_path: Path) -> None:
    keeper = MemoryChainKeeper()
    keeper.available = False
    ledger = make_ledger(chain_keeper=keeper)
    ledger.open()
    charge(ledger, "a", "b")
    assert ledger.audit().ok
    ledger.close()
    assert versions(store_path) == ["c3"] * 3
    assert keeper.calls.count("read_or_make") == 1, "who does not answer is not asked at each charge"


def test_a_run_without_the_keyring_in_between_is_no_problem(
    make_ledger: MakeLedger, keyed: SqlLedger, keeper: MemoryChainKeeper, store_path: Path
) -> None:
    keyed.close()
    without = make_ledger()
    without.open()
    charge(without, "d")
    without.close()
    again = make_ledger(chain_keeper=keeper)
    again.open()
    charge(again, "e")
    report = again.audit()
    assert (report.ok, report.unverified) == (True, 0)
    assert versions(store_path) == ["c3", *[KEY.version] * 3, "c3", KEY.version]


def test_a_changed_key_leaves_the_old_entries_checkable(
    make_ledger: MakeLedger, keyed: SqlLedger, keeper: MemoryChainKeeper, store_path: Path
) -> None:
    keyed.close()
    assert keeper.record is not None
    keeper.record = keeper.record.changed(OTHER_KEY)
    again = make_ledger(chain_keeper=keeper)
    again.open()
    charge(again, "d")
    assert versions(store_path)[-2:] == [KEY.version, OTHER_KEY.version]
    report = again.audit()
    assert (report.ok, report.unverified) == (True, 0)
    keeper.record = ChainRecord(OTHER_KEY, (), Mark(5, again.state().chain_head), None)
    report = make_ledger_audit(make_ledger, keeper)
    assert (report.ok, report.unverified) == (True, 3), "what is older than this key's first entry"


def make_ledger_audit(make_ledger: MakeLedger, keeper: MemoryChainKeeper | None) -> AuditReport:
    ledger = make_ledger(chain_keeper=keeper)
    ledger.open()
    return ledger.audit()


def test_without_the_key_at_hand_the_rest_is_checked_and_counted(
    make_ledger: MakeLedger, keyed: SqlLedger, store_path: Path
) -> None:
    keyed.close()
    report = make_ledger_audit(make_ledger, None)
    assert (report.ok, report.unverified) == (True, 3)
    with tampering(store_path) as connection:
        connection.execute("UPDATE entry SET at = '2026-01-01 13:00:00.000000' WHERE sequence = 3")
    assert ("chain", "entry 3") in chain_problems(make_ledger_audit(make_ledger, None))


def test_who_knows_no_key_can_rewrite_an_unkeyed_chain_and_not_a_keyed_one(
    make_ledger: MakeLedger, keeper: MemoryChainKeeper, tmp_path: Path, store_path: Path
) -> None:
    """The amount is put in order everywhere, so that only the hashes can tell."""
    found = []
    for chain_keeper in (None, keeper):
        path = tmp_path / f"{chain_keeper is None}.sqlite3"
        shutil.copy(store_path, path)
        ledger = make_ledger(path, chain_keeper=chain_keeper)
        ledger.open()
        charge(ledger, "a", "b", "c")
        ledger.close()
        with tampering(path) as connection:
            connection.executescript(
                "UPDATE entry SET amount = 20, balance_after = 20 WHERE sequence = 1;"
                "UPDATE entry SET balance_after = balance_after + 10 WHERE sequence > 1;"
                "UPDATE lot SET granted = 20, remaining = remaining + 10;"
                "UPDATE account SET posted = posted + 10"
            )
        rewrite(path, version="c1", since=1)
        again = make_ledger(path, chain_keeper=chain_keeper)
        again.open()
        found.append([(problem.check, problem.row) for problem in again.audit().problems])
    assert found == [[], [("chain", "entry 2")]]


@pytest.mark.parametrize(
    ("version", "row"),
    [
        (KEY.version, "entry 3"),  # by the key
        ("c3:00000000", "entry 3"),  # there never was such a key
        ("c1", "entry 4"),  # by the mark of the end: an entry without a key may follow one with it
    ],
)
def test_hashes_made_anew_over_an_edited_row_are_found(
    make_ledger: MakeLedger, keyed: SqlLedger, keeper: MemoryChainKeeper, version: str, row: str
) -> None:
    keyed.close()
    assert isinstance(keyed.address, Path)
    rewrite(keyed.address, version=version, since=3, amount_of=3)
    assert chain_problems(make_ledger_audit(make_ledger, keeper))[0] == ("chain", row)


@pytest.mark.parametrize("which", [2, 3], ids="entry {}".format)
def test_entries_of_a_made_up_key_with_their_hashes_kept_are_found(
    make_ledger: MakeLedger, keyed: SqlLedger, keeper: MemoryChainKeeper, store_path: Path, which: int
) -> None:
    """The links, the bytes and both marks fit; only that there was never such a key gives it away."""
    keyed.close()
    with tampering(store_path) as connection:
        connection.execute("UPDATE entry SET chain_version = 'c3:00000000' WHERE sequence = ?", (which,))
    assert make_ledger_audit(make_ledger, None).ok
    assert chain_problems(make_ledger_audit(make_ledger, keeper)) == [("chain", f"entry {which}")]


# A copy put back


def test_an_older_copy_is_told_and_nothing_is_blocked(
    make_ledger: MakeLedger, keyed: SqlLedger, keeper: MemoryChainKeeper, tmp_path: Path, clock: FakeClock
) -> None:
    store_path = keyed.address
    assert isinstance(store_path, Path)
    keyed.close()
    copy = tmp_path / "copy.sqlite3"
    shutil.copy(store_path, copy)
    later = make_ledger(chain_keeper=keeper)
    later.open()
    charge(later, "d", "e")
    later.close()
    shutil.copy(copy, store_path)
    again = make_ledger(chain_keeper=keeper)
    again.open()
    (problem,) = again.audit().problems
    assert (problem.check, problem.row) == ("older-copy", "account local")
    assert problem.message == "Entries 5 to 6 are missing: an older copy of the store was put back."
    assert "spotintro credits restore" in problem.next_step
    clock.advance(1)
    charge(again, "f", "g", "h")
    again.close()
    report = make_ledger_audit(make_ledger, keeper)
    assert chain_problems(report) == [("chain", "entry 6")], "going on does not make it forgotten"


def test_a_copy_from_before_the_key_is_told(
    make_ledger: MakeLedger, keeper: MemoryChainKeeper, store_path: Path, tmp_path: Path
) -> None:
    ledger = make_ledger(chain_keeper=keeper)
    ledger.open()
    ledger.close()
    copy = tmp_path / "copy.sqlite3"
    shutil.copy(store_path, copy)
    again = make_ledger(chain_keeper=keeper)
    again.open()
    charge(again, "a")
    again.close()
    shutil.copy(copy, store_path)
    (problem,) = make_ledger_audit(make_ledger, keeper).problems
    assert problem.message == "Entry 2 is missing: an older copy of the store was put back."


def test_a_killed_run_leaves_a_mark_behind_that_still_fits(
    make_ledger: MakeLedger, keyed: SqlLedger, keeper: MemoryChainKeeper
) -> None:
    assert keeper.record is not None
    assert keeper.record.first is not None
    assert keeper.record.first.sequence == 2, "marked with the first keyed entry, not only at the end"
    assert keeper.record.last == keeper.record.first
    assert keyed.audit().ok


def test_the_head_is_marked_at_the_end_and_only_where_it_moved(
    make_ledger: MakeLedger, keyed: SqlLedger, keeper: MemoryChainKeeper
) -> None:
    head = keyed.state().chain_head
    keyed.close()
    assert keeper.record is not None
    assert keeper.record.last == Mark(4, head)
    keeper.calls.clear()
    again = make_ledger(chain_keeper=keeper)
    again.open()
    again.close()
    assert keeper.calls == []
    once_more = make_ledger(chain_keeper=keeper)
    once_more.open()
    once_more.capture(request("a").key)  # charged before: nothing is booked
    once_more.close()
    assert keeper.calls == ["read_or_make"]


def test_a_redeemed_voucher_is_keyed_too(
    make_ledger: MakeLedger, keeper: MemoryChainKeeper, store_path: Path
) -> None:
    ledger = make_ledger(chain_keeper=keeper)
    ledger.open()
    ledger.redeem(voucher(1))
    assert versions(store_path) == ["c3", KEY.version]
