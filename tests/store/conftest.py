from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from spotintro.store.ledger import SqlLedger
from spotintro.store.opening import open_store
from tests.fakes.ledger import FakeClock
from tests.store.power import Judge, Rig

MakeLedger = Callable[..., SqlLedger]
MakeRig = Callable[..., Rig]


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
