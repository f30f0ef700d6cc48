"""Programs that are killed while they write: nothing acknowledged is lost, nothing doubled or half booked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import forks
from tests.store.killing import Killing
from tests.store.ledgers import LedgerType

pytestmark = pytest.mark.slow

PROGRAM = "tests.store.processes"
WRITERS = 4
OPERATIONS_A_KILL = 20


def killed(path: Path, kills: int, *, ledger: LedgerType = LedgerType.SHIPPED, timeout_s: float = 100) -> Killing:
    return forks.result_of(
        PROGRAM, Killing, "kill", path, ledger, kills, WRITERS, OPERATIONS_A_KILL, timeout_s=timeout_s
    )


def assert_nothing_is_lost(found: Killing, *, kills: int) -> None:
    assert found.problems == []
    assert found.kills == kills
    assert set(found.acknowledged) == {"hold", "capture", "release", "extend", "redeem"}
    assert sum(found.acknowledged.values()) >= kills * OPERATIONS_A_KILL


def test_killed_programs_leave_the_books_sound(memory_path: Path) -> None:
    assert_nothing_is_lost(killed(memory_path, 60), kills=60)


@pytest.mark.parametrize("ledger", [LedgerType.NO_TRANSACTION, LedgerType.TWO_TRANSACTIONS])
def test_the_kills_show_a_booking_in_parts(memory_path: Path, ledger: LedgerType) -> None:
    """The control: bookings that aren't one transaction are found out."""
    assert killed(memory_path, 30, ledger=ledger).problems


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_killed_programs_leave_the_books_sound(memory_path: Path) -> None:
    found = killed(memory_path, 10_000, timeout_s=3500)
    print(  # noqa: T201 - the soak's figures
        f"\n{found.kills} kills of {WRITERS} writers in {found.seconds:.0f} s, {found.audits} audits, "
        f"{sum(found.acknowledged.values())} acknowledged operations {found.acknowledged}, "
        f"{len(found.problems)} lost, doubled or wrong"
    )
    assert_nothing_is_lost(found, kills=10_000)
