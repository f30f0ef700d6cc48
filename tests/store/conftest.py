from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spotintro.store.address import StoreAddress
from spotintro.store.clocks import ServerClock
from spotintro.store.ledger import SqlLedger
from spotintro.store.opening import open_store
from tests.fakes.ledger import FakeClock
from tests.fakes.postgres_server import Server, running_server

MakeLedger = Callable[..., SqlLedger]


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the newest version without an account: copying it is quicker than migrating each time."""
    path = tmp_path_factory.mktemp("template") / "credits.sqlite3"
    open_store(path, busy_timeout_s=5).dispose()
    return path


@pytest.fixture
def store_path(tmp_path: Path, empty_store: Path) -> Path:
    path = tmp_path / "data" / "credits.sqlite3"
    path.parent.mkdir(mode=0o700)
    shutil.copy(empty_store, path)
    return path


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What needs a ledger runs on both databases; what needs its file on SQLite alone."""
    if "store_address" in metafunc.fixturenames and "store_path" not in metafunc.fixturenames:
        metafunc.parametrize("store_address", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as started:
        yield started


@pytest.fixture
def store_address(request: pytest.FixtureRequest) -> Iterator[StoreAddress]:
    """Of a store of the newest version without an account."""
    if getattr(request, "param", "sqlite") == "sqlite":
        path: Path = request.getfixturevalue("store_path")
        yield path
        return
    server: Server = request.getfixturevalue("server")
    address = server.make_store()
    yield address
    server.give_back(address)


@pytest.fixture
def make_ledger(store_address: StoreAddress, clock: FakeClock) -> Iterator[MakeLedger]:
    made: list[SqlLedger] = []

    def make(
        address: StoreAddress = store_address,
        *,
        demo_credits: int = 10,
        account_id: str = "local",
        busy_timeout_s: float = 5.0,
        clock: FakeClock = clock,
    ) -> SqlLedger:
        ledger = SqlLedger(
            address,
            account_id=account_id,
            demo_credits=demo_credits,
            clock=clock,
            busy_timeout_s=busy_timeout_s,
            server_clock=ServerClock(lambda _: clock.now()),
        )
        made.append(ledger)
        return ledger

    yield make
    for ledger in made:
        ledger.close()


@pytest.fixture
def ledger(make_ledger: MakeLedger) -> SqlLedger:
    ledger = make_ledger()
    ledger.open()
    return ledger
