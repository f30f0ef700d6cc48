from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from spotintro.secrets.chain_keys import ChainKeeper
from spotintro.store.address import StoreAddress
from spotintro.store.clocks import HostClock
from spotintro.store.ledger import SqlLedger
from spotintro.store.opening import open_store
from tests.fakes.ledger import FakeClock
from tests.fakes.postgres_server import Server, running_server
from tests.store.power import Judge, Rig

MakeLedger = Callable[..., SqlLedger]
MakeRig = Callable[..., Rig]
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.slow)


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
def memory_path(tmp_path: Path) -> Iterator[Path]:
    """A store on a file system in memory, where there is one: a killed process loses nothing there either.

    What this leaves out is the disk's syncs, whose time would be most of such a run; the power-loss tests are
    there for them.
    """
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path / "credits.sqlite3"
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="spotintro-") as folder:
        yield Path(folder) / "credits.sqlite3"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What needs a ledger runs on both databases, or on its module's `DATABASES`; what needs a file on SQLite."""
    if "store_address" in metafunc.fixturenames and "store_path" not in metafunc.fixturenames:
        databases = getattr(metafunc.module, "DATABASES", ("sqlite", POSTGRESQL))
        metafunc.parametrize("store_address", databases, indirect=True)


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
        chain_keeper: ChainKeeper | None = None,
        referral_reward: int = 0,
        revoked: Collection[str] = (),
    ) -> SqlLedger:
        ledger = SqlLedger(
            address,
            account_id=account_id,
            demo_credits=demo_credits,
            clock=clock,
            busy_timeout_s=busy_timeout_s,
            server_clock=HostClock(clock),
            chain_keeper=chain_keeper,
            referral_reward=referral_reward,
            revoked=revoked,
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


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    folder = tmp_path / "images"
    folder.mkdir()
    return Judge(folder)


@pytest.fixture
def make_rig(tmp_path: Path, empty_store: Path) -> Iterator[MakeRig]:
    """One at a time; without a path of its own on a store of the newest version without an account."""
    rigs: list[Rig] = []

    def make(mode: str, path: Path | None = None, **options: Any) -> Rig:
        while rigs:
            rigs.pop().close()
        if path is None:
            path = Path(tempfile.mkdtemp(dir=tmp_path)) / "credits.sqlite3"
            shutil.copy(empty_store, path)
        rigs.append(Rig(path, mode, **options))
        return rigs[-1]

    yield make
    while rigs:
        rigs.pop().close()
