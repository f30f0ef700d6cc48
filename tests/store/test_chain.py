"""The chain over the entries: whatever is done to them in the file, the audit names the first that is bad."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spotintro.credits.base import LotKind
from spotintro.store import chain
from spotintro.store.engine import connect
from spotintro.store.ledger import SqlLedger
from spotintro.store.triggers import sqlite_triggers
from tests.fakes.chain_keeper import KEY, MemoryChainKeeper
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, intro, request, voucher

TERMS = ("account_id", "sequence", "at", "kind", "amount", "balance_after", "step", "hold_id", "lot_id")
LINKS = ("canonical", "chain_version", "previous_hash", "hash")
COLUMNS = ", ".join(TERMS + LINKS)
ENTRIES = 12


def test_the_bytes_and_hashes_of_the_first_version_never_change() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    stored = chain.written(("Zoë", 2, at, "capture", -1, 9, "GENERATE_TRACK_INTRO", 7, None))
    assert stored == (b'["Zo\\u00eb",2,"2026-01-02 03:04:05.000000","capture",-1,9,"GENERATE_TRACK_INTRO",7,null]')
    assert (
        chain.entry_hash("c1", "ab" * 32, stored)
        == "ca845557a45af9f03a1c9043f7622fc456bc4aac55a5c5c7066b9e522bc10a7e"
    )


def test_the_bytes_of_the_newest_version_never_change() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    stored = chain.canonical(
        account_id="Zoë",
        sequence=2,
        at=at,
        kind="grant",
        amount=5,
        balance_after=9,
        step=None,
        hold_id=None,
        lot_id=7,
        refund_of=None,
        brought=("voucher", "0a:01", 0, True, at, None, (30, 12, None, at)),
    )
    assert stored == (
        b'["Zo\\u00eb",2,"2026-01-02 03:04:05.000000","grant",5,9,null,null,7,null,'
        b'["voucher","0a:01",0,true,"2026-01-02 03:04:05.000000",null,[30,12,null,"2026-01-02 03:04:05.000000"]]]'
    )
    assert chain.brought_by("c3", stored) == json.loads(stored)[10]
    assert chain.brought_by("c2", stored) is None


@pytest.mark.parametrize("version", ["c1", "c2"])
def test_entries_of_older_versions_verify_as_before(version: str) -> None:
    row: list[str | int | None] = ["local", 1, "2026-01-02 03:04:05.000000", "grant", 5, 5, None, None, 7, None]
    stored = chain.written(row[: 9 if version == "c1" else 10])
    made = chain.entry_hash(version, chain.GENESIS, stored)
    rows = [(*row, stored, version, chain.GENESIS, made)]
    assert chain.first_break(rows, last_sequence=1) is None
    row[4] = 6
    rows = [(*row, stored, version, chain.GENESIS, made)]
    assert chain.first_break(rows, last_sequence=1) == chain.Break(1, "it doesn't say what its bytes say")


@pytest.fixture(params=[False, True], ids=["unkeyed", "keyed"])
def books(make_ledger: MakeLedger, store_path: Path, request: pytest.FixtureRequest) -> Path:
    """Twelve entries of four kinds in a closed store."""
    return fill(make_ledger(chain_keeper=MemoryChainKeeper() if request.param else None), store_path)


def fill(ledger: SqlLedger, store_path: Path) -> Path:
    ledger.open()
    ledger.redeem(voucher(1, 20, kind=LotKind.PAID))
    for number in range(5):
        workflow = f"w{number}"
        ledger.hold([request(workflow), request(workflow, step=SPEAK)], ttl_s=60)
        ledger.capture(request(workflow).key, intro=intro(workflow))
        ledger.capture(request(workflow, step=SPEAK).key)
    ledger.close()
    return store_path


def first_bad(connection: sqlite3.Connection) -> int | None:
    (last,) = connection.execute("SELECT last_sequence FROM account").fetchone()
    rows = connection.execute(f"SELECT {chain.CHAINED} FROM entry WHERE account_id = 'local' ORDER BY sequence")
    found = chain.first_break(rows, last_sequence=last, keys=dict.fromkeys(KEY.versions, KEY), keyed_from=2)
    return None if found is None else found.sequence


def changed(row: tuple[object, ...], **named: object) -> tuple[object, ...]:
    columns = chain.CHAINED.split(", ")
    return tuple(named.get(column, value) for column, value in zip(columns, row, strict=True))


def test_a_break_says_which_entry_and_why(books: Path) -> None:
    with contextlib.closing(connect(books, busy_timeout_s=5)) as connection:
        rows = list(connection.execute(f"SELECT {chain.CHAINED} FROM entry ORDER BY sequence"))

    def found(rows: Sequence[tuple[object, ...]], last_sequence: int = ENTRIES) -> chain.Break | None:
        return chain.first_break(rows, last_sequence=last_sequence, keys=dict.fromkeys(KEY.versions, KEY))

    def third(**named: object) -> chain.Break | None:
        return found([*rows[:2], changed(rows[2], **named), *rows[3:]])

    assert found(rows) is None
    assert found(rows[:4] + rows[5:]) == chain.Break(5, "it is missing")
    assert found(rows[:-1]) == chain.Break(ENTRIES, "it is missing")
    assert found([]) == chain.Break(1, "it is missing")
    assert found(rows, ENTRIES - 1) == chain.Break(ENTRIES, "the account never booked it")
    unknown = chain.Break(3, "it is chained in a way that this version doesn't know")
    assert third(canonical="text") == unknown
    assert third(chain_version=None) == unknown
    assert third(chain_version="c9") == unknown
    assert third(previous_hash="0" * 64) == chain.Break(3, "it doesn't follow the entry before it")
    assert third(canonical=b"[]") == chain.Break(3, "its hash is not that of its bytes")
    assert third(amount=99) == chain.Break(3, "it doesn't say what its bytes say")


def flip(connection: sqlite3.Connection, which: int, choice: random.Random) -> int:
    column = choice.choice([name for name in TERMS + LINKS if name != "sequence"])
    (value,) = connection.execute(f"SELECT {column} FROM entry WHERE sequence = ?", (which,)).fetchone()
    changed: object
    if isinstance(value, bytes):
        place = choice.randrange(len(value))
        changed = value[:place] + bytes([value[place] ^ (1 << choice.randrange(8))]) + value[place + 1 :]
    elif isinstance(value, str):
        changed = value[:-1] + choice.choice([letter for letter in "0123456789abcdef" if letter != value[-1]])
    else:
        changed = (value or 0) + (1 << choice.randrange(10, 40))
    connection.execute(f"UPDATE entry SET {column} = ? WHERE sequence = ?", (changed, which))
    return which


def delete(connection: sqlite3.Connection, which: int, choice: random.Random) -> int:
    connection.execute("DELETE FROM entry WHERE sequence = ?", (which,))
    return which


def swap(connection: sqlite3.Connection, which: int, choice: random.Random) -> int:
    other = choice.choice([number for number in range(1, ENTRIES + 1) if number != which])
    for old, new in ((which, 999), (other, which), (999, other)):
        connection.execute("UPDATE entry SET sequence = ? WHERE sequence = ?", (new, old))
    return min(which, other)


def insert(connection: sqlite3.Connection, which: int, choice: random.Random) -> int:
    """A copy of an entry at another place, those from there on moved by one."""
    place = choice.choice([number for number in range(1, ENTRIES + 2) if number != which])
    row = list(connection.execute(f"SELECT {COLUMNS} FROM entry WHERE sequence = ?", (which,)).fetchone())
    row[TERMS.index("sequence")] = place
    row[TERMS.index("hold_id")] = None
    connection.execute("UPDATE entry SET sequence = sequence + 1000 WHERE sequence >= ?", (place,))
    connection.execute("UPDATE entry SET sequence = sequence - 999 WHERE sequence > 1000")
    connection.execute(f"INSERT INTO entry ({COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)
    return place


def rewrite(connection: sqlite3.Connection, which: int, choice: random.Random) -> int:
    """As who knows the chain and no key: the entry is sound by itself, and the one after it gives it away."""
    which = min(which, ENTRIES - 1)
    row = list(connection.execute(f"SELECT {COLUMNS} FROM entry WHERE sequence = ?", (which,)).fetchone())
    row[TERMS.index("amount")] += choice.randint(1, 9)
    stored = json.dumps(row[: len(TERMS)], separators=(",", ":")).encode()
    made = chain.entry_hash("c1", row[-2], stored)
    connection.execute(
        "UPDATE entry SET amount = ?, canonical = ?, chain_version = 'c1', hash = ? WHERE sequence = ?",
        (row[TERMS.index("amount")], stored, made, which),
    )
    return which + 1


def check(books: Path, seeds: range) -> None:
    with contextlib.closing(sqlite3.connect(books, isolation_level=None)) as kept:
        assert first_bad(kept) is None
        for seed in seeds:
            choice = random.Random(seed)
            with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
                kept.backup(copy)
                copy.execute("PRAGMA ignore_check_constraints = ON")
                for name in sqlite_triggers():
                    copy.execute(f"DROP TRIGGER {name}")
                change = choice.choice([flip, delete, swap, insert, rewrite])
                expected = change(copy, choice.randint(1, ENTRIES), choice)
                assert (seed, first_bad(copy)) == (seed, expected)


@pytest.mark.slow
def test_each_of_200_tamperings_is_found_and_located(books: Path) -> None:
    check(books, range(200))


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_each_of_a_thousand_tamperings_is_found_and_located(books: Path) -> None:
    check(books, range(1000, 2000))


def test_an_entry_that_the_account_never_booked_is_found(books: Path) -> None:
    """One that is chained as it should be, at the end."""
    with contextlib.closing(sqlite3.connect(books)) as connection:
        row = list(connection.execute(f"SELECT {COLUMNS} FROM entry WHERE sequence = ?", (ENTRIES,)).fetchone())
        row[TERMS.index("sequence")] = ENTRIES + 1
        row[TERMS.index("hold_id")] = 99
        stored = json.dumps(row[: len(TERMS)], separators=(",", ":")).encode()
        row[len(TERMS) :] = [stored, "c1", row[-1], chain.entry_hash("c1", row[-1], stored)]
        connection.execute(f"INSERT INTO entry ({COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)
        assert first_bad(connection) == ENTRIES + 1
