"""The ledger that is shipped, and ones with a guard taken away: what the harnesses must notice."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from spotintro.credits.base import HoldState, Intro, User
from spotintro.credits.errors import Uncollected
from spotintro.store import holds
from spotintro.store.entries import Balance
from spotintro.store.ledger import SqlLedger
from spotintro.store.tables import hold

if TYPE_CHECKING:
    from collections.abc import Mapping


class LedgerType(StrEnum):
    SHIPPED = "shipped"
    DEFERRED = "deferred"
    """Its transactions take the write lock at their first write."""
    NO_TRANSACTION = "no-transaction"
    """Each statement is committed by itself."""
    TWO_TRANSACTIONS = "two-transactions"
    """The text is kept after its charge, not with it."""
    NO_COMPARE_AND_SET = "no-compare-and-set"
    """A capture looks whether the hold is open, and then takes it for open."""


class LaterClock:
    def __init__(self, *, ahead_s: float = 0.0) -> None:
        self._ahead = timedelta(seconds=ahead_s)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def monotonic_s(self) -> float:
        return time.monotonic()


class _BeginsWith(SqlLedger):
    begin = ""

    def open(self) -> User:
        user = super().open()
        assert self.transactions.writing is not None
        assert self.transactions.engine is not None
        self.transactions.writing.close()
        self.transactions.writing = self.transactions.engine.execution_options(begin=self.begin).connect()
        return user


class _Deferred(_BeginsWith):
    begin = "BEGIN"


class _NoTransaction(_BeginsWith):
    begin = "SELECT 1"


class _NoCompareAndSet(SqlLedger):
    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        with self.transactions.snapshot() as connection:
            is_open = connection.execute(select(hold.c.state).where(hold.c.key == key)).scalar() == HoldState.HELD
        with self.transactions.booking() as booking:
            if is_open:
                settled = booking.connection.execute(
                    update(hold)
                    .where(hold.c.key == key)
                    .values(state=HoldState.CAPTURED.value, settled_at=booking.now)
                    .returning(hold.c.id, hold.c.amount, hold.c.step)
                ).one()
                captured: Balance | Uncollected = holds._charge(
                    booking, settled.id, settled.amount, settled.step, intro
                )
            else:
                captured = holds.capture(booking, key, intro)
            told = captured if isinstance(captured, Uncollected) else self._user(booking, captured)
        if isinstance(told, Uncollected):
            raise told
        return told


class _TwoTransactions(SqlLedger):
    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        user = super().capture(key)
        time.sleep(0.005)  # the gap, wide enough that few kills find it
        if intro is not None:
            self.record_intro(intro)
        return user


_TYPES: Mapping[LedgerType, type[SqlLedger]] = {
    LedgerType.DEFERRED: _Deferred,
    LedgerType.NO_TRANSACTION: _NoTransaction,
    LedgerType.NO_COMPARE_AND_SET: _NoCompareAndSet,
    LedgerType.TWO_TRANSACTIONS: _TwoTransactions,
}


def open_ledger(
    path: Path,
    demo_credits: int,
    kind: LedgerType = LedgerType.SHIPPED,
    *,
    account_id: str = "local",
    ahead_s: float = 0.0,
) -> SqlLedger:
    ledger = _TYPES.get(kind, SqlLedger)(
        path,
        account_id=account_id,
        demo_credits=demo_credits,
        clock=LaterClock(ahead_s=ahead_s),
        busy_timeout_s=30,
    )
    ledger.open()
    return ledger
