"""Turns: one at a time, given up with the transaction or the process, and never a reason to fail."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from spotintro.store.turns import Turns
from tests.store.conftest import MakeLedger
from tests.store.requests import WRITE, figures, request


def until_waiting(path: Path, number: int) -> None:
    """Linux lists who waits for a lock, as `->`, after who has it (proc(5), /proc/locks)."""
    inode = f":{path.stat().st_ino} "
    deadline = time.monotonic() + 20
    while (
        sum("->" in line and inode in line for line in Path("/proc/locks").read_text("ascii").splitlines())
        < number
    ):
        assert time.monotonic() < deadline


def test_a_turn_is_waited_for_no_longer_than_its_time_out(tmp_path: Path) -> None:
    one, other = Turns(tmp_path / "turn", timeout_s=5), Turns(tmp_path / "turn", timeout_s=0.02)
    one.take()
    with pytest.raises(sqlite3.OperationalError) as raised:
        other.take()
    assert raised.value.sqlite_errorcode == sqlite3.SQLITE_BUSY
    one.give_up()
    other.take()
    one.close()
    other.close()


def test_who_waits_goes_on_when_the_turn_is_given_up(tmp_path: Path) -> None:
    one, other = (Turns(tmp_path / "turn", timeout_s=30) for _ in range(2))
    one.take()
    has_turn = threading.Event()

    def wait() -> None:
        other.take()
        has_turn.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not has_turn.is_set()
    one.give_up()
    assert has_turn.wait(20)
    waiting.join()
    one.close()
    other.close()


@pytest.mark.slow
def test_the_turn_of_a_dead_process_is_free(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "turn", timeout_s=20)
    child = os.fork()
    if child == 0:
        Turns(tmp_path / "turn", timeout_s=1).take()
        os._exit(0)
    os.waitpid(child, 0)
    turns.take()
    turns.close()


def test_the_turn_ends_with_the_transaction_however_that_ends(make_ledger: MakeLedger) -> None:
    one, other = make_ledger(), make_ledger(busy_timeout_s=0.02)
    one.open()
    other.open()
    one.hold([request("w")], ttl_s=60)
    other.capture(f"w:{WRITE}")
    with pytest.raises(RuntimeError), one.transactions.booking():
        raise RuntimeError
    other.hold([request("v")], ttl_s=60)
    assert figures(one.user()) == (8, 1, 1)


def test_a_program_that_waits_for_its_turn_is_told_that_the_store_is_locked(
    make_ledger: MakeLedger, store_path: Path
) -> None:
    ledger = make_ledger(busy_timeout_s=0.02)
    ledger.open()
    stopped = Turns(store_path.with_name(f"{store_path.name}.turn"), timeout_s=1)
    stopped.take()
    with pytest.raises(Exception, match="locked by another program"):
        ledger.hold([request("w")], ttl_s=60)
    stopped.close()
    ledger.hold([request("w")], ttl_s=60)


def test_without_a_file_for_it_everybody_has_the_turn(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "missing" / "turn", timeout_s=0.02)
    turns.take()
    turns.give_up()
    turns.close()


@pytest.mark.slow
def test_who_came_first_is_served_first(tmp_path: Path) -> None:
    waiting = 6
    path, order = tmp_path / "turn", tmp_path / "order"
    first = Turns(path, timeout_s=30)
    first.take()
    children = []
    for number in range(waiting):
        child = os.fork()
        if child == 0:
            try:
                turns = Turns(path, timeout_s=30)
                turns.take()
                with order.open("a", encoding="ascii") as written:
                    written.write(str(number))
                turns.close()
            finally:
                os._exit(0)
        children.append(child)
        until_waiting(path, number + 1)
    first.close()
    for child in children:
        os.waitpid(child, 0)
    assert order.read_text(encoding="ascii") == "012345"


def test_a_turn_that_comes_after_the_time_out_is_passed_on(tmp_path: Path) -> None:
    one, other = Turns(tmp_path / "turn", timeout_s=30), Turns(tmp_path / "turn", timeout_s=0.02)
    one.take()
    with pytest.raises(sqlite3.OperationalError):
        other.take()
    one.give_up()
    for turns in (one, other, one, other):
        turns.take()
        turns.give_up()
    one.close()
    other.close()
