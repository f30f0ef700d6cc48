"""What 1,000,000 entries cost, against 1,000 of them and against a plain program over the same entries."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks.books import ACCOUNT, write_books
from benchmarks.figure import Figure, paired
from benchmarks.ledger import PAIRS, Pairs, gate_on, seconds
from spotintro.credits.gate import CreditGate
from spotintro.store.audit import audit
from spotintro.store.engine import create_store_engine, reading

FEW, MANY = 1_000, 1_000_000
TIMES = 10
"""Pages or charges in one timing: short ones in turn, since the machine changes its pace within a second."""

_COLUMNS = (
    "account_id, sequence, at, kind, amount, balance_after, step, hold_id, lot_id,"
    " canonical, chain_version, previous_hash, hash"
)


def plain_audit(path: Path) -> None:
    """Check the sum of all amounts by one SELECT, then every entry in its order.

    Each entry has to name the hash before it; its own has to be the SHA-256 of version, that hash and the stored
    bytes; and its columns, as JSON, have to give those bytes.

    Raises:
        ValueError: something doesn't agree.
    """
    with contextlib.closing(sqlite3.connect(path)) as connection:
        ((total,),) = connection.execute("SELECT SUM(amount) FROM entry WHERE account_id = ?", (ACCOUNT,))
        previous, balance = "0" * 64, 0
        for row in connection.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE account_id = ? ORDER BY sequence", (ACCOUNT,)
        ):
            stored, version, named, made = row[9:]
            message = b"|".join((version.encode(), named.encode(), stored))
            if named != previous or made != hashlib.sha256(message).hexdigest():
                raise ValueError(f"the chain breaks at {row[1]}")
            if json.dumps(row[:9], separators=(",", ":")).encode() != stored:
                raise ValueError(f"{row[1]} is not what its bytes say")
            previous, balance = made, row[5]
    if balance != total:
        raise ValueError(f"the last balance is {balance}, the sum {total}")


def our_audit(path: Path, *, structure: bool) -> None:
    engine = create_store_engine(path, busy_timeout_s=5)
    try:
        with reading(engine).connect() as connection, connection.begin():
            report = audit(connection, ACCOUNT, structure=structure)
    finally:
        engine.dispose()
    if report.problems:
        raise ValueError(str(report.problems[0]))


def _pages(runner: asyncio.Runner, page: Callable[[], Awaitable[object]]) -> Callable[[], float]:
    async def read() -> None:
        for _ in range(TIMES):
            await page()

    return lambda: seconds(lambda: runner.run(read()))


def _history(runner: asyncio.Runner, few: CreditGate, many: CreditGate) -> list[Figure]:
    first_few = _pages(runner, few.history)
    figures = []
    for which, before, goal in (("first", None, 1.3), ("middle", MANY // 2, 1.3), ("last", 51, 1.3)):
        page = _pages(runner, lambda before=before: many.history(before=before))  # type: ignore[misc]
        ratio, detail = paired(page, first_few, runs=60)
        name = f"history's {which} page at {MANY:,} entries, of its first at {FEW:,} ({TIMES} each)"
        figures.append(Figure(name, ratio, goal, detail=detail))
    return figures


def _charging(runner: asyncio.Runner, few: CreditGate, many: CreditGate) -> Figure:
    pairs_few, pairs_many = Pairs(runner, few), Pairs(runner, many)
    ratio, detail = paired(lambda: seconds(pairs_many), lambda: seconds(pairs_few), runs=100)
    name = f"hold + capture at {MANY:,} entries, of its time at {FEW:,} ({PAIRS} each)"
    return Figure(name, ratio, 1.1, detail=detail)


def _audits(path: Path) -> Figure:
    def ours() -> float:
        return seconds(lambda: our_audit(path, structure=False))

    ratio, detail = paired(ours, lambda: seconds(lambda: plain_audit(path)), runs=3)
    whole_s = seconds(lambda: our_audit(path, structure=True))
    name = f"audit of {MANY:,} entries, of a plain sum and check of the chain"
    return Figure(name, ratio, 1.5, detail=f"{detail}; with the file's structure {whole_s * 1000:.0f} ms")


def measure(data_dir: Path) -> list[Figure]:
    few, many = data_dir / "few.sqlite3", data_dir / "many.sqlite3"
    for path, entries in ((few, FEW), (many, MANY)):
        write_books(path, entries)
    audits = _audits(many)
    with contextlib.ExitStack() as closing:
        runner = closing.enter_context(asyncio.Runner())
        gates = [gate_on(path, runner, closing) for path in (few, many)]
        return [audits, *_history(runner, *gates), _charging(runner, *gates)]
