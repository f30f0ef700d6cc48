"""A sweep and a capture of one hold at the same moment: one of them wins, and the other finds it so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import forks
from tests.store.ledgers import LedgerType
from tests.store.racing import Races

pytestmark = pytest.mark.slow


def raced(path: Path, races: int, *, ledger: LedgerType = LedgerType.SHIPPED, timeout_s: float = 100) -> Races:
    return forks.result_of("tests.store.processes", Races, "race", path, ledger, races, timeout_s=timeout_s)


def assert_one_winner_each(found: Races, *, races: int) -> None:
    assert found.problems == []
    endings = (found.captured_first, found.swept_first, found.uncollected)
    assert sum(endings) == races
    assert min(endings) >= races // 50, f"one side hardly ever won: {endings}"


def test_of_a_sweep_and_a_capture_one_wins(memory_path: Path) -> None:
    assert_one_winner_each(raced(memory_path, 200), races=200)


def test_a_capture_that_only_looks_first_is_found_out(memory_path: Path) -> None:
    """The control: the state of a hold must be compared and set at once."""
    assert raced(memory_path, 60, ledger=LedgerType.NO_COMPARE_AND_SET).problems


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_races_of_sweep_and_capture(memory_path: Path) -> None:
    found = raced(memory_path, 10_000, timeout_s=3500)
    print(  # noqa: T201 - the soak's figures
        f"\n10,000 races in {found.seconds:.0f} s: {found.captured_first} captured first, {found.swept_first} "
        f"swept first and charged late, {found.uncollected} swept first and not collected"
    )
    assert_one_winner_each(found, races=10_000)
