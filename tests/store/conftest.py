from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spotintro.store.ledger import SqlLedger
from spotintro.store.opening import open_store
from tests.fakes.ledger import FakeClock

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


@pytest.fixture
def make_ledger(store_path: Path, clock: FakeClock) -> Iterator[MakeLedger]:
    made: list[SqlLedger] = []

    def make(
        path: Path = store_path,
        *,
        demo_credits: int = 10,
        account_id: str = "local",
        busy_timeout_s: float = 5.0,
        clock: FakeClock = clock,
    ) -> SqlLedger:
        ledger = SqlLedger(
            path,
            account_id=account_id,
            demo_credits=demo_credits,
            clock=clock,
            busy_timeout_s=busy_timeout_s,
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
