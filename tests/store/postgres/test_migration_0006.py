"""A server's store of the version before spending."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spotintro.credits.spending import DaySpending, Request, Spent
from spotintro.money import Money
from spotintro.store.address import PostgresUrl
from spotintro.store.clocks import HostClock
from spotintro.store.ledger import SqlLedger
from spotintro.store.opening import open_store
from tests.fakes.ledger import FakeClock
from tests.fakes.postgres_server import Server

pytestmark = pytest.mark.slow


@pytest.fixture
def older(server: Server) -> Iterator[PostgresUrl]:
    address = server.address(server.make_database())
    open_store(address, busy_timeout_s=5).dispose()
    server.run("DROP TABLE spending; UPDATE alembic_version SET version_num = '0005'", database=address.database)
    yield address
    server.drop(address)


def test_it_takes_what_is_spent_from_now_on(older: PostgresUrl) -> None:
    clock = FakeClock()
    ledger = SqlLedger(older, account_id="local", demo_credits=0, clock=clock, server_clock=HostClock(clock))
    ledger.open()
    assert ledger.spending([clock.now()]) == ()
    most = Spent(10, 20, Money(30, "EUR"))
    ledger.reserve_spending(Request("a", "m", "model.example", None, most), cap=Money(30, "EUR"))
    assert ledger.spending([clock.now()]) == (
        DaySpending(0, 1, Spent(10, 20, Money(30, "EUR"), is_estimated=True)),
    )
    assert ledger.audit().ok
    ledger.close()
