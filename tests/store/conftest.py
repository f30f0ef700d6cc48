from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
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
        referral_reward: int = 0,
        revoked: Collection[str] = (),
    ) -> SqlLedger:
        ledger = SqlLedger(
            path,
            account_id=account_id,
            demo_credits=demo_credits,
            clock=clock,
            busy_timeout_s=busy_timeout_s,
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
