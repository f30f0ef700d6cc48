"""Several programs on one store at once: nothing is overspent or redeemed twice, and nobody is turned away."""

from __future__ import annotations

from pathlib import Path

import pytest

from spotintro.credits.errors import CreditError
from spotintro.store.ledger import SqlLedger
from tests import forks
from tests.fakes.ledger import FakeClock
from tests.store.contention import VOUCHER_CREDITS, Claims, Contention, Redemptions
from tests.store.ledgers import LedgerType
from tests.store.requests import figures, request
from tests.store.waiting import DiskProbe, waiting

pytestmark = pytest.mark.slow

PROGRAM = "tests.store.processes"


def contended(
    path: Path,
    *,
    workers: int,
    attempts: int,
    credits_there: int,
    ledger: LedgerType = LedgerType.SHIPPED,
    think_ms: int = 0,
    mode: str = "contend",
    timeout_s: float = 100,
) -> Contention:
    return forks.result_of(
        PROGRAM,
        Contention,
        mode,
        path,
        ledger,
        workers,
        attempts,
        credits_there,
        think_ms,
        timeout_s=timeout_s,
    )


def assert_each_credit_is_spent_once(found: Contention) -> None:
    assert found.errors == []
    assert found.problems == []
    assert found.overspent == 0
    assert found.captured + found.released + found.refused == found.attempts
    assert found.refused > 0, "there were credits for all: nothing was contended for"
    # All were refused in the end, so all is spent.
    assert found.user == (found.credits_there - found.captured, found.captured, 0)
    assert found.captured == found.credits_there


@pytest.mark.parametrize("workers", [2, 16])
def test_programs_at_once_spend_each_credit_once(memory_path: Path, workers: int) -> None:
    found = contended(memory_path, workers=workers, attempts=320, credits_there=60)
    assert_each_credit_is_spent_once(found)


def test_the_default_engine_overspends(memory_path: Path) -> None:
    """The control: why the store has an engine of its own. The same harness finds it out."""
    found = contended(memory_path, workers=4, attempts=1600, credits_there=300, mode="contend-naively")
    assert found.overspent > 0, "lost updates hand out what was spent"
    with pytest.raises(AssertionError):
        assert_each_credit_is_spent_once(found)


@pytest.mark.parametrize("ledger", [LedgerType.DEFERRED, LedgerType.NO_TRANSACTION])
def test_a_ledger_without_its_lock_is_found_out(memory_path: Path, ledger: LedgerType) -> None:
    """The control: deferred transactions meet a lock that no waiting helps; without any, bookings mix."""
    found = contended(memory_path, workers=8, attempts=160, credits_there=40, ledger=ledger)
    assert found.errors or found.problems
    if ledger is LedgerType.DEFERRED:
        assert any("locked" in error for error in found.errors)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_attempts_of_sixteen_programs(tmp_path: Path) -> None:
    """On the disk, with its syncs: their time is part of what a user waits."""
    with DiskProbe(tmp_path) as probe:
        found = contended(
            tmp_path / "credits.sqlite3",
            workers=16,
            attempts=100_000,
            credits_there=45_000,
            think_ms=100,
            timeout_s=3500,
        )
    took = waiting(found.operations, probe.stalls)
    print(  # noqa: T201 - the soak's figures
        f"\n{found.attempts} attempts of 16 programs in {found.seconds:.0f} s: {found.overspent} overspent, "
        f"{len(found.errors)} errors; {took}"
    )
    assert_each_credit_is_spent_once(found)
    assert took.p99_moving_ms <= 50
    assert took.stalled < 0.25, "this disk is none to measure on"


def check_redeemed(path: Path, workers: int, serials: int, *, timeout_s: float = 100) -> None:
    found = forks.result_of(
        PROGRAM, Redemptions, "redeem", path, LedgerType.SHIPPED, workers, serials, timeout_s=timeout_s
    )
    assert found == Redemptions(
        redeemed=serials,
        refused=(workers - 1) * serials,
        errors=[],
        problems=[],
        user=(VOUCHER_CREDITS * serials, 0, 0),
    )


def test_programs_at_once_redeem_each_voucher_once(memory_path: Path) -> None:
    check_redeemed(memory_path, 8, 100)


def test_redeeming_without_a_lock_is_found_out(memory_path: Path) -> None:
    """The control."""
    found = forks.result_of(PROGRAM, Redemptions, "redeem", memory_path, LedgerType.NO_TRANSACTION, 8, 30)
    assert found.errors or found.problems


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_sixteen_programs_redeem_a_thousand_vouchers_once(memory_path: Path) -> None:
    check_redeemed(memory_path, 16, 1000, timeout_s=1700)


def test_nobody_reads_a_balance_that_somebody_is_spending(store_path: Path) -> None:
    one, other = (
        SqlLedger(store_path, account_id="local", demo_credits=1, clock=FakeClock(), busy_timeout_s=0.05)
        for _ in range(2)
    )
    one.open()
    other.open()
    with one.transactions.booking(), pytest.raises(CreditError, match="locked"):
        other.hold([request("w")], ttl_s=60)
    one.hold([request("w1")], ttl_s=60)
    with pytest.raises(CreditError, match="needs 1 credit and you have 0"):
        other.hold([request("w2")], ttl_s=60)
    assert figures(other.user()) == (0, 0, 1)
    one.close()
    other.close()


def test_programs_at_once_claim_each_part_once(memory_path: Path) -> None:
    found = forks.result_of(PROGRAM, Claims, "claim", memory_path, LedgerType.SHIPPED, 4, 20)
    assert found == Claims(parts=60, problems=[], user=(240, 0, 0))
