"""Many clients of one account on a server: each credit is spent once, and nobody sees an error."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from spotintro.store import holds
from spotintro.store.entries import Booking
from spotintro.store.ledger import SqlLedger
from tests.fakes.postgres_server import Server, running_server
from tests.store.requests import request
from tests.store.server_contention import open_ledger
from tests.store.waiting import DiskProbe, waiting

pytestmark = pytest.mark.slow


def contend(server: Server, *, clients: int, attempts: int, there: int, think_ms: int, timeout_s: float) -> Any:
    store = server.make_store()
    url = f"postgresql://postgres@/{store.database}?host={server.folder}"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.store.server_contention",
            url,
            *(str(number) for number in (clients, attempts, there, think_ms)),
        ],
        stdout=subprocess.PIPE,
        check=True,
        timeout=timeout_s,
        cwd=Path(__file__).parents[2],
    )
    server.give_back(store)
    found = json.loads(done.stdout)
    assert found["errors"] == []
    assert found["codes"] == [0] * clients
    assert found["problems"] == []
    assert found["granted"] + found["refused"] == attempts
    assert found["captured"] <= there
    assert found["user"] == [there - found["captured"], found["captured"], 0]
    return found


def test_clients_at_once_spend_each_credit_once(server: Server) -> None:
    found = contend(server, clients=32, attempts=320, there=100, think_ms=20, timeout_s=100)
    assert found["refused"] > 0
    assert found["captured"] >= 100 - 32  # the last may find the last credits held by one that gives them back


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_attempts_spend_each_credit_once(capsys: pytest.CaptureFixture[str]) -> None:
    with running_server(durable=True) as server, DiskProbe(server.folder) as probe:
        found = contend(server, clients=32, attempts=100_000, there=60_000, think_ms=100, timeout_s=3500)
    took = waiting(found["operations"], probe.stalls)
    with capsys.disabled():
        print({name: found[name] for name in ("granted", "captured", "refused")}, took)  # noqa: T201 - its figure
    assert took.p99_moving_ms <= 50
    assert took.stalled < 0.25, "this disk is none to measure on"


def test_who_waits_for_the_account_is_not_overtaken(server: Server) -> None:
    """Waiters for a row are: each booking changes it, and whoever comes next sees that at once."""
    waiting = 6
    store = server.make_store()
    url = f"postgresql://postgres@/{store.database}?host={server.folder}"
    first, *others = (open_ledger(url, demo_credits=waiting) for _ in range(waiting + 1))
    order: list[int] = []

    def hold(ledger: SqlLedger, number: int) -> None:
        def book(booking: Booking) -> None:
            order.append(number)
            holds.take(booking, [request(f"w{number}")], ttl=timedelta(minutes=1))

        ledger.transaction(book)

    threads = [threading.Thread(target=hold, args=(ledger, number)) for number, ledger in enumerate(others)]

    def hold_up(booking: Booking) -> None:
        for number, thread in enumerate(threads, 1):
            thread.start()
            deadline = time.monotonic() + 20
            while len(server.run("SELECT 1 FROM pg_locks WHERE NOT granted", database=store.database)) < number:
                assert time.monotonic() < deadline
        holds.take(booking, [request("first")], ttl=timedelta(minutes=1))

    first.transaction(hold_up)
    for again in (-1, -2):
        hold(first, again)
    for thread in threads:
        thread.join()
    for ledger in (first, *others):
        ledger.close()
    server.give_back(store)
    assert order == [*range(waiting), -1, -2]
