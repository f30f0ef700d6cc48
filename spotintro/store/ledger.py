"""The account in a database: short transactions, each under the account's lock from its start."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError

from spotintro.clock import Clock
from spotintro.credits.base import (
    AccountState,
    AuditReport,
    Entry,
    Hold,
    HoldRequest,
    Intro,
    Redemption,
    TransferUnderWay,
    User,
    VoucherTerms,
)
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.referral import referral_code
from spotintro.store import audit, entries, holds, intros, lots, redemptions, transfers
from spotintro.store.address import PostgresUrl, StoreAddress
from spotintro.store.clocks import HostClock, ServerClock, StoreClock
from spotintro.store.engine import begin_snapshot, begun, reading
from spotintro.store.entries import Balance, Booking, Locked
from spotintro.store.failures import from_database, from_sqlite, system_error
from spotintro.store.opening import open_store

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

T = TypeVar("T")

DEMO_SOURCE = "demo"


@dataclass(slots=True)
class _Stage:
    """How far a call has come."""

    committing: bool = False


class SqlLedger:
    """A `Ledger` in a SQLite file or in a PostgreSQL database. `open` before everything else.

    A connection that is lost is made anew by the next call.

    Args:
        address: A file's path, or a server's database.
        account_id: Whose account.
        demo_credits: What it gets where it is new.
        clock: The host's; a server goes by its own.
        busy_timeout_s: The longest wait for another program's booking.
        server_clock: Of a store on a server; another one for tests alone.
    """

    def __init__(
        self,
        address: StoreAddress,
        *,
        account_id: str,
        demo_credits: int,
        clock: Clock,
        busy_timeout_s: float = 5.0,
        server_clock: StoreClock | None = None,
    ) -> None:
        self._address = address
        self._account_id = account_id
        self._demo_credits = demo_credits
        self._clock: StoreClock = HostClock(clock) if isinstance(address, Path) else server_clock or ServerClock()
        self._busy_timeout_s = busy_timeout_s
        self._engine: Engine | None = None
        self._writing: Connection | None = None
        self._reading: Connection | None = None

    @property
    def account_id(self) -> str:
        return self._account_id

    def open(self) -> User:
        self.connect()
        try:
            with self._sentences():
                assert self._writing is not None
                self._make_account_once(self._writing)
            with self._booking() as booking:
                holds.sweep(booking)
        except CreditError:
            self.close()
            raise
        return self.user()

    def connect(self) -> None:
        """The store alone, made where it is missing, without an account in it: one may be moved there."""
        if self._engine is None:
            self._engine = open_store(self._address, busy_timeout_s=self._busy_timeout_s)
        try:
            with self._sentences():
                self._writing = self._writing or self._engine.connect()
                self._reading = self._reading or self._connect_for_reading(self._engine, self._writing)
        except CreditError:
            self.close()
            raise

    def transaction(self, work: Callable[[Booking], T], *, make_account: bool = False) -> T:
        """Under the account's lock, all or nothing; `make_account` makes a missing one, without demo credits."""
        with self._booking(make_account=make_account) as booking:
            return work(booking)

    def snapshot(self, work: Callable[[Connection], T]) -> T:
        with self._snapshot() as connection:
            return work(connection)

    def user(self) -> User:
        with self._snapshot() as connection:
            balance = entries.balance(connection, self._account_id)
        if balance is None:
            raise self._no_account()
        return self._user(balance)

    def hold(self, requests: Sequence[HoldRequest], *, ttl_s: float) -> tuple[Hold, ...]:
        with self._booking() as booking:
            taken = holds.take(booking, requests, ttl=timedelta(seconds=ttl_s))
        if not isinstance(taken, tuple):
            raise taken
        return taken

    def extend(self, keys: Sequence[str], *, ttl_s: float) -> None:
        with self._booking() as booking:
            holds.extend(booking, keys, ttl=timedelta(seconds=ttl_s))

    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        with self._booking() as booking:
            return self._user(holds.capture(booking, key, intro))

    def release(self, key: str) -> User:
        with self._booking() as booking:
            return self._user(holds.release(booking, key))

    def record_intro(self, intro: Intro) -> None:
        with self._booking() as booking:
            intros.keep(booking.connection, self._account_id, intro)

    def last_intros(self, *, track_id: str | None = None, limit: int = 1) -> tuple[Intro, ...]:
        with self._snapshot() as connection:
            return intros.last(connection, self._account_id, track_id=track_id, limit=limit)

    def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        with self._snapshot() as connection:
            return entries.history(connection, self._account_id, before=before, limit=limit)

    def state(self) -> AccountState:
        with self._snapshot() as connection:
            balance = entries.balance(connection, self._account_id)
            if balance is None:
                raise self._no_account()
            sequence, chain_head = entries.head(connection, self._account_id)
            store_id = redemptions.store_id(connection)
        return AccountState(store_id, self._account_id, sequence, chain_head, self._user(balance))

    def redeem(self, terms: VoucherTerms) -> Redemption:
        with self._booking() as booking:
            balance, expires_at = redemptions.redeem(booking, terms)
        return Redemption(terms.credits, expires_at, self._user(balance))

    def transfer_under_way(self) -> TransferUnderWay | None:
        with self._snapshot() as connection:
            leaving = transfers.under_way(connection, self._account_id)
        return None if leaving is None else leaving.under_way()

    def audit(self) -> AuditReport:
        with self._snapshot() as connection:
            return audit.audit(connection, self._account_id)

    def close(self) -> None:
        with self._sentences():
            for connection in (self._reading, self._writing):
                if connection is not None:
                    connection.close()
            if self._engine is not None:
                self._engine.dispose()
        self._reading = self._writing = self._engine = None

    def _connect_for_reading(self, engine: Engine, writing: Connection) -> Connection:
        """On a server the same one: it has only so many, and each is made anew by itself after it was lost."""
        return writing if isinstance(self._address, PostgresUrl) else reading(engine).connect()

    def _make_account_once(self, connection: Connection) -> None:
        """Two programs can make it at the same moment where there is no lock before the row: one of them does."""
        for last_try in (False, True):
            try:
                with begun(connection, self._lock) as locked:
                    if locked is None:
                        self._make_account(connection)
            except IntegrityError:
                if last_try:
                    raise
            else:
                return

    def _make_account(self, connection: Connection) -> None:
        """A new account gets its demo credits with the row that makes it known: never again."""
        now = self._create_account(connection)
        if self._demo_credits > 0:
            booking = Booking(connection, self._account_id, now=now, at=now, held=0)
            lots.grant(booking, self._demo_credits, source=DEMO_SOURCE, reference="", promotional=True)

    def _create_account(self, connection: Connection) -> datetime:
        now = self._clock.now(connection)
        code = referral_code(redemptions.store_id(connection), self._account_id)
        entries.create(connection, self._account_id, code, now)
        return now

    def _lock(self, connection: Connection) -> tuple[Locked, datetime] | None:
        return self._clock.lock(connection, self._account_id)

    @contextmanager
    def _booking(self, *, make_account: bool = False) -> Iterator[Booking]:
        with self._sentences() as stage:
            if self._writing is None:
                raise self._not_open()
            with begun(self._writing, self._lock) as found:
                if found is None and make_account:
                    self._create_account(self._writing)
                locked = found or self._lock(self._writing)
                if locked is None:
                    raise self._no_account()
                (balance, last_at), now = locked
                at = max(now, last_at)
                yield Booking(self._writing, self._account_id, now=now, at=at, held=balance.held)
                stage.committing = True

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        with self._sentences():
            if self._reading is None:
                raise self._not_open()
            with begun(self._reading, begin_snapshot):
                yield self._reading

    @contextmanager
    def _sentences(self) -> Iterator[_Stage]:
        stage = _Stage()
        try:
            yield stage
        except DBAPIError as error:
            raise from_database(error, self._address, committing=stage.committing) from error
        except sqlite3.Error as error:
            if not isinstance(self._address, Path):
                raise
            raise from_sqlite(error, self._address) from error

    def _user(self, balance: Balance) -> User:
        return balance.user(self._account_id)

    def _no_account(self) -> CreditError:
        return system_error(
            f"The credit store {self._address} has no account {self._account_id}.", "Start SpotIntro again."
        )

    def _not_open(self) -> CreditError:
        return CreditError(
            CreditErrorCode.OPERATION_FAILED, "The credit store is not open.", "Start SpotIntro again."
        )
