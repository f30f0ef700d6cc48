"""Accounts that move between stores, and a program that kills or races them: `python -m tests.store.moves MODE …`.

It forks before any thread is there and with no store open, after everything is imported.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event, insert
from sqlalchemy.engine import Engine

from spotintro.credits.base import LotKind, Move
from spotintro.credits.errors import CreditError, InsufficientCredits
from spotintro.store import lots
from spotintro.store.entries import Booking
from spotintro.store.ledger import SqlLedger
from spotintro.store.moving import move_account
from spotintro.store.opening import open_store
from spotintro.store.tables import allowance, redemption, referral
from tests.fakes.ledger import FakeClock
from tests.store.requests import SPEAK, WRITE, intro, request, voucher

OPERATOR = "0a" * 32
ALLOWANCE = voucher(3, 4).serial


def ledger_at(path: Path, clock: FakeClock | None = None, *, demo_credits: int = 10) -> SqlLedger:
    return SqlLedger(
        path, account_id="local", demo_credits=demo_credits, clock=clock or FakeClock(), busy_timeout_s=30
    )


def move(source: Path, target: Path, clock: FakeClock | None = None) -> Move:
    with (
        contextlib.closing(ledger_at(source, clock)) as leaving,
        contextlib.closing(ledger_at(target, clock)) as arriving,
    ):
        return move_account(leaving, arriving, place=str(target), stopped=lambda: False)


def furnish(path: Path) -> None:
    """An account with everything that can move: lots of both kinds, one of them used up and one that lapses, an
    allowance with parts to come, a friend's code, and texts.
    """
    with contextlib.closing(ledger_at(path)) as ledger:
        ledger.open()
        ledger.redeem(voucher(1, 7, kind=LotKind.PAID, lot_days=30))
        ledger.redeem(voucher(2, 2, kind=LotKind.PAID, lot_days=1))
        ledger.transaction(_redeem_what_comes_again)
        for workflow in ("a", "b", "c"):
            ledger.hold([request(workflow)], ttl_s=60)
            ledger.capture(request(workflow).key, intro=intro(workflow))
        ledger.hold([request("d", step=SPEAK)], ttl_s=60)
        ledger.release(request("d", step=SPEAK).key)
        ledger.transaction(_add_the_rest)


def _redeem_what_comes_again(booking: Booking) -> None:
    """Voucher 3: its first part lasts without end."""
    lot_id = lots.grant(
        booking,
        4,
        source="voucher",
        reference=f"{OPERATOR}:{ALLOWANCE}",
        promotional=True,
        more=(30, 5, 60, booking.at),
    )
    booking.connection.execute(
        insert(redemption).values(
            serial=ALLOWANCE, operator_key=OPERATOR, account_id="local", lot_id=lot_id, at=booking.at
        )
    )


def _add_the_rest(booking: Booking) -> None:
    lots.grant(
        booking,
        3,
        source="demo",
        reference="first",
        promotional=True,
        expires_at=booking.at + timedelta(hours=1),
        priority=-1,
    )
    add_allowance(booking)
    booking.connection.execute(insert(referral).values(account_id="local", code="FRIEND", entered_at=booking.at))


def add_allowance(booking: Booking) -> None:
    """Of voucher 3, with its second part."""
    lots.grant(booking, 4, source="allowance", reference=f"{OPERATOR}:{ALLOWANCE}:2", promotional=True)
    booking.connection.execute(
        insert(allowance).values(
            account_id="local",
            serial=ALLOWANCE,
            operator_key=OPERATOR,
            amount=4,
            every_days=30,
            times=5,
            claimed=2,
            lot_days=60,
            promotional=True,
            started_at=booking.at,
        )
    )


def query(path: Path, statement: str) -> list[tuple[Any, ...]]:
    """By the plain driver; nothing where there is no such store yet."""
    if not path.exists():
        return []
    with contextlib.closing(sqlite3.connect(path)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'account'").fetchone():
            return []
        return connection.execute(statement).fetchall()


def posted(path: Path) -> int:
    return sum(found for (found,) in query(path, "SELECT posted FROM account"))


def on_its_way(source: Path, target: Path) -> int:
    arrived = query(target, "SELECT id FROM transfer WHERE direction = 'in'")
    leaving = query(source, "SELECT id, amount FROM transfer WHERE direction = 'out' AND done_at IS NULL")
    return sum(amount for transfer, amount in leaving if (transfer,) not in arrived)


def problems(*paths: Path) -> list[str]:
    found = []
    for path in paths:
        if query(path, "SELECT id FROM account"):
            with contextlib.closing(ledger_at(path)) as ledger:
                ledger.open()
                found += [f"{path.name}: {problem}" for problem in ledger.audit().problems]
    return found


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What an account has, but for where it came from."""
    return {
        "lots": query(
            path,
            "SELECT remaining, priority, promotional, expires_at FROM lot WHERE remaining > 0 ORDER BY 2, 4, 3, 1",
        ),
        "allowances": query(
            path,
            "SELECT serial, operator_key, amount, every_days, times, claimed, lot_days, promotional, started_at"
            " FROM allowance WHERE claimed < times",
        ),
        "vouchers": query(path, "SELECT serial, operator_key FROM redemption ORDER BY 1, 2"),
        "referral": query(path, "SELECT code, entered_at FROM referral"),
        "intros": query(path, "SELECT workflow, track_id, track, text, writer, written_at FROM intro ORDER BY id"),
    }


@contextlib.contextmanager
def at_statement(number: int, strike: Callable[[], None], *, every: bool) -> Iterator[None]:
    """Strike instead of the so-manieth statement of any store; unless `every`, of those that begin or commit."""
    left = count(number, -1)

    def commit(_connection: object) -> None:
        if next(left) == 0:
            strike()

    def statement(_connection: object, _cursor: object, text: str, *_: object) -> None:
        if every or text.startswith("BEGIN"):
            commit(None)

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", commit)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def in_child(work: Callable[[], object]) -> int:
    """Its exit code; a negative one is the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(_started(work), 0)[1])


def resumed(source: Path, target: Path, before: int, expected: dict[str, list[tuple[Any, ...]]]) -> Iterator[str]:
    """What is wrong where a move was cut short, and where it was run again after that."""
    between = (posted(source), posted(target), on_its_way(source, target))
    if sum(between) != before:
        yield f"{between} of {before}"
    move(source, target)
    after = (posted(source), posted(target), on_its_way(source, target))
    if after != (0, before, 0):
        yield f"{after} of {before} after it was run again"
    if everything(target) != expected:
        yield f"{everything(target)}"
    yield from problems(source, target)


def two_stores(folder: Path) -> tuple[Path, Path]:
    """One that is furnished, and an empty one, to be copied."""
    furnished, empty = folder / "furnished", folder / "empty"
    furnish(furnished)
    open_store(empty, busy_timeout_s=30).dispose()
    return furnished, empty


def kill_everywhere(folder: Path, every: int) -> dict[str, object]:
    """Killed at each statement in turn, then run again; what was wrong, by the number of the statement."""
    furnished, empty = two_stores(folder)
    expected, before = everything(furnished), posted(furnished)
    wrong: list[str] = []
    for number in count():
        source, target = folder / f"{number}.source", folder / f"{number}.target"
        shutil.copy(furnished, source)
        shutil.copy(empty, target)

        def killed(number: int = number, source: Path = source, target: Path = target) -> None:
            with at_statement(number, die, every=bool(every)):
                move(source, target)

        code = in_child(killed)
        wrong += [f"{number}: {each}" for each in resumed(source, target, before, expected)]
        if code != -signal.SIGKILL:
            return {"statements": number, "code": code, "wrong": wrong}
    raise AssertionError


def race(folder: Path, rounds: int) -> dict[str, object]:
    """Two programs move the same account at once, while a third one spends from it."""
    furnished, empty = two_stores(folder)
    wrong: list[str] = []
    for number in range(rounds):
        source, target = folder / f"{number}.source", folder / f"{number}.target"
        shutil.copy(furnished, source)
        shutil.copy(empty, target)
        before = posted(source)
        reading, writing = os.pipe()

        def mover(source: Path = source, target: Path = target, reading: int = reading) -> None:
            os.read(reading, 1)
            while True:
                try:
                    move(source, target)
                except CreditError as error:
                    if "under way" in error.message:
                        continue
                    raise
                return

        def spender(source: Path = source, reading: int = reading, number: int = number) -> None:
            with contextlib.closing(ledger_at(source)) as ledger:
                ledger.open()
                os.read(reading, 1)
                with contextlib.suppress(InsufficientCredits):
                    for step in range(100):
                        spent = request(f"{number}.{step}", step=WRITE)
                        ledger.hold([spent], ttl_s=60)
                        ledger.capture(spent.key)

        children = [_started(work) for work in (mover, mover, spender)]
        os.write(writing, b"...")
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        os.close(reading)
        os.close(writing)
        spent = -query(source, "SELECT SUM(amount) FROM entry WHERE kind = 'capture'")[0][0] - 3
        found = (posted(source), posted(target) + spent, on_its_way(source, target), codes)
        if found != (0, before, 0, [0, 0, 0]):
            wrong.append(f"{number}: {found} of {before}")
        wrong += [f"{number}: {problem}" for problem in problems(source, target)]
    return {"wrong": wrong}


def _started(work: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - the child must not go on as its parent
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
        os._exit(0)
    return child


if __name__ == "__main__":
    mode, folder, *numbers = sys.argv[1:]
    run: dict[str, Callable[..., dict[str, object]]] = {"kill": kill_everywhere, "race": race}
    json.dump(run[mode](Path(folder), *map(int, numbers)), sys.stdout)
