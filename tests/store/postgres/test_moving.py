"""The same between a file and a server, and between two databases, with connections that are lost on the way."""

from __future__ import annotations

import contextlib
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from spotintro.credits.base import Move
from spotintro.credits.errors import CreditError
from spotintro.store.address import StoreAddress
from spotintro.store.clocks import HostClock
from spotintro.store.ledger import SqlLedger
from spotintro.store.moving import move_account
from tests.fakes.ledger import FakeClock
from tests.fakes.postgres_server import Server
from tests.store import moves
from tests.store.requests import figures, voucher

pytestmark = pytest.mark.slow


def ledger_at(address: StoreAddress) -> SqlLedger:
    clock = FakeClock()
    return SqlLedger(
        address,
        account_id="local",
        demo_credits=10,
        clock=clock,
        busy_timeout_s=10,
        server_clock=HostClock(clock),
    )


def move(source: StoreAddress, target: StoreAddress) -> Move:
    with contextlib.closing(ledger_at(source)) as left, contextlib.closing(ledger_at(target)) as there:
        return move_account(left, there, place="there", stopped=lambda: False)


def available(address: StoreAddress) -> int:
    with contextlib.closing(ledger_at(address)) as ledger:
        ledger.open()
        assert ledger.audit().problems == ()
        return ledger.user().available_credits


def test_to_a_server_to_another_and_back(tmp_path: Path, server: Server) -> None:
    file, back = tmp_path / "file", tmp_path / "back"
    moves.furnish(file)
    first, second = server.make_store(), server.make_store()
    try:
        for source, target in ((file, first), (first, second), (second, back)):
            assert figures(move(source, target).user) == (27, 0, 0)
            assert (available(source), available(target)) == (0, 27)
        assert moves.everything(back)["allowances"] == [
            (moves.ALLOWANCE, moves.OPERATOR, 4, 30, 5, 2, 60, 1, "2026-01-01 12:00:00.000000")
        ]
        with contextlib.closing(ledger_at(second)) as ledger:
            ledger.open()
            with pytest.raises(CreditError, match="used before"):
                ledger.redeem(voucher(1, 7))
    finally:
        server.give_back(first)
        server.give_back(second)


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=[pytest.mark.soak, pytest.mark.timeout(600)])])
def test_a_connection_that_is_lost_at_any_transaction(tmp_path: Path, server: Server, step: int) -> None:
    def fail() -> None:
        raise OperationalError("", None, ConnectionError("lost"), connection_invalidated=True)

    for number in count(step=step):
        file = tmp_path / f"{number}"
        moves.furnish(file)
        address = server.make_store()
        try:
            failed = False
            with moves.at_statement(number, fail, every=False):
                try:
                    move(file, address)
                except CreditError:
                    failed = True
            move(file, address)
            assert (available(file), available(address)) == (0, 27)
        finally:
            server.give_back(address)
        if not failed:
            assert number > 10
            return
