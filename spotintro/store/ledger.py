"""The account in a database: short transactions, each under the account's lock from its start."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError

from spotintro.clock import Clock
from spotintro.credits.base import (
    AccountState,
    Allowance,
    AuditReport,
    Entry,
    Grant,
    Hold,
    HoldRequest,
    Intro,
    Lot,
    Redemption,
    Referral,
    TransferUnderWay,
    User,
    VoucherTerms,
)
from spotintro.credits.errors import CreditError, CreditErrorCode, Uncollected
from spotintro.credits.referral import referral_code
from spotintro.credits.statistics import Statistics
from spotintro.secrets.chain_keys import ChainKeeper
from spotintro.store import (
    allowances,
    anchors,
    audit,
    entries,
    events,
    holds,
    intros,
    lots,
    redemptions,
    referrals,
    refunds,
    statistics,
    transfers,
)
from spotintro.store.address import PostgresUrl, StoreAddress
from spotintro.store.clocks import HostClock, Opening, ServerClock, StoreClock
from spotintro.store.engine import STANDARD, Driver, begin_snapshot, begun, erasing, reading, rows_changed
from spotintro.store.entries import Balance, Booking, Locked
from spotintro.store.events import EventKind
from spotintro.store.failures import from_database, from_sqlite
from spotintro.store.opening import open_store
from spotintro.store.postgres import server
from spotintro.store.prepared import Bound

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_log = logging.getLogger(__name__)
T = TypeVar("T")

DEMO_SOURCE = "demo"
FORGET_ROWS = 2000
"""Erased in one transaction: some 20 ms under the account's lock."""


@dataclass(slots=True)
class _Stage:
    """How far a call has come."""

    committing: bool = False


class _NoAccount(CreditError):
    pass


class SqlLedger:
    """A `Ledger` in a SQLite file or in a PostgreSQL database. `open` before everything else.

    A connection that is lost is made anew by the next call.

    With a `chain_keeper` its entries are keyed. It is asked before the first booking that surely posts, not at the
    start: a new account's demo grant, and what lapses before that booking, is chained without the key. The first
    keyed entry covers them through the hash it names.

    Args:
        address: A file's path, or a server's database.
        account_id: Whose account.
        demo_credits: What it gets where it is new.
        clock: The host's; a server goes by its own.
        busy_timeout_s: The longest wait for another program's booking.
        chain_keeper: Where the key of the chain is kept.
        makes_account: Whether an account that is not there is made.
        referral_reward: Credits for who brought a newcomer; 0: none.
        revoked: Operators' public keys and vouchers' serials, in any case, whose allowances bring no more.
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
        driver: Driver = STANDARD,
        chain_keeper: ChainKeeper | None = None,
        makes_account: bool = True,
        referral_reward: int = 0,
        revoked: Collection[str] = (),
    ) -> None:
        self._address = address
        self._account_id = account_id
        self._demo_credits = demo_credits
        self._clock: StoreClock = HostClock(clock) if isinstance(address, Path) else server_clock or ServerClock()
        self._busy_timeout_s = busy_timeout_s
        self._driver = driver
        self._chain = anchors.KeyedChain(chain_keeper, account_id)
        self._makes_account = makes_account
        self._referral_reward = referral_reward
        self._revoked = frozenset(name.lower() for name in revoked)
        self._engine: Engine | None = None
        self._writing: Connection | None = None
        self._reading: Connection | None = None

    @property
    def account_id(self) -> str:
        return self._account_id

    def open(self) -> User:
        self.connect()
        try:
            try:
                with self._booking(keyed=False) as booking:
                    holds.sweep(booking)
            except _NoAccount:
                with self._sentences():
                    assert self._writing is not None
                    self._make_account_once(self._writing)
        except CreditError:
            self.close()
            raise
        return self.user()

    def connect(self) -> None:
        """The store alone, made where it is missing, without an account in it: one may be moved there."""
        if self._engine is None:
            self._engine = open_store(self._address, busy_timeout_s=self._busy_timeout_s, driver=self._driver)
        try:
            with self._sentences():
                self._writing = self._writing or self._engine.connect()
                self._reading = self._reading or self._connect_for_reading(self._engine, self._writing)
        except CreditError:
            self.close()
            raise

    def transaction(self, work: Callable[[Booking], T], *, make_account: bool = False) -> T:
        """Under the account's lock, all or nothing; `make_account` makes a missing one, without demo credits."""
        with self._booking(make_account=make_account, confirms=True) as booking:
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
        ttl = timedelta(seconds=ttl_s)

        def opening() -> Bound | None:
            return holds.opening_take(self._account_id, requests, ttl)

        with self._booking(keyed=False, confirms=True, opening=opening) as booking:
            taken = holds.take(booking, requests, ttl=ttl)
        if not isinstance(taken, tuple):
            raise taken
        return taken

    def extend(self, keys: Sequence[str], *, ttl_s: float) -> None:
        with self._booking(keyed=False) as booking:
            holds.extend(booking, keys, ttl=timedelta(seconds=ttl_s))

    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        with self._booking(confirms=True, opening=lambda: holds.opening_capture(self._account_id, key)) as booking:
            captured = holds.capture(booking, key, intro)
        if isinstance(captured, Uncollected):
            raise captured
        return self._user(captured)

    def release(self, key: str) -> User:
        with self._booking(
            keyed=False, confirms=True, opening=lambda: holds.opening_release(self._account_id, key)
        ) as booking:
            return self._user(holds.release(booking, key))

    def record_intro(self, intro: Intro) -> None:
        with self._booking(keyed=False) as booking:
            intros.keep(booking, intro)

    def last_intros(self, *, track_id: str | None = None, limit: int = 1) -> tuple[Intro, ...]:
        with self._snapshot() as connection:
            return intros.last(connection, self._account_id, track_id=track_id, limit=limit)

    def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        with self._snapshot() as connection:
            return entries.history(connection, self._account_id, before=before, limit=limit)

    def lots(self) -> tuple[Lot, ...]:
        with self._booking() as booking:
            return lots.left(booking)

    def announce_expiry(self, *, until: datetime, told_before: datetime) -> tuple[Lot, ...]:
        with self._booking() as booking:
            return lots.announce(booking, until=until, told_before=told_before)

    def statistics(self, starts: Sequence[datetime]) -> Statistics:
        with self._snapshot() as connection:
            return statistics.statistics(connection, self._account_id, starts)

    def record_support_contact(self) -> None:
        with self._booking() as booking:
            events.record(booking, EventKind.SUPPORT)

    def forget_history(self) -> int:
        """In many transactions: whoever waits for the account meanwhile waits for one of them alone."""
        texts = 0
        while forgotten := self._forget_texts():
            texts += forgotten
        last: int | None = 0
        while last is not None:
            last = self._forget_tracks(after=last)
        return texts

    def _forget_texts(self) -> int:
        with self._booking() as booking, erasing(booking.connection):
            return intros.forget(booking.connection, self._account_id, most=FORGET_ROWS)

    def _forget_tracks(self, *, after: int) -> int | None:
        with self._booking() as booking, erasing(booking.connection):
            return holds.forget_tracks(booking.connection, self._account_id, after=after, most=FORGET_ROWS)

    def state(self) -> AccountState:
        with self._snapshot() as connection:
            balance = entries.balance(connection, self._account_id)
            if balance is None:
                raise self._no_account()
            sequence, chain_head = entries.head(connection, self._account_id)
            store_id = redemptions.store_id(connection)
            referral = referrals.state(connection, self._account_id)
        return AccountState(store_id, self._account_id, sequence, chain_head, self._user(balance), referral)

    def redeem(self, terms: VoucherTerms) -> Redemption:
        with self._booking() as booking:
            balance, expires_at = redemptions.redeem(booking, terms)
        return Redemption(terms.credits, expires_at, self._user(balance))

    def transfer_under_way(self) -> TransferUnderWay | None:
        with self._snapshot() as connection:
            leaving = transfers.under_way(connection, self._account_id)
        return None if leaving is None else leaving.under_way()

    def refund(self, sequence: int) -> User:
        with self._booking() as booking:
            return self._user(refunds.refund(booking, sequence))

    def claim_due(self, *, low: int, needed: int = 0) -> tuple[Grant, ...]:
        wanted = {"low": low, "needed": needed}
        with self._snapshot() as connection:
            now = self._clock.now(connection)
            if not allowances.may_claim(connection, self._account_id, now, **wanted, revoked=self._revoked):
                return ()
        with self._booking() as booking:
            return allowances.claim(booking, **wanted, revoked=self._revoked)

    def allowances(self) -> tuple[Allowance, ...]:
        with self._snapshot() as connection:
            return allowances.all_of(connection, self._account_id)

    def referral(self) -> Referral:
        with self._snapshot() as connection:
            found = referrals.state(connection, self._account_id)
        if found is None:
            raise self._no_account()
        return found

    def enter_referral(self, code: str) -> Referral:
        with self._booking() as booking:
            return referrals.enter(booking, code)

    def audit(self) -> AuditReport:
        record = self._chain.record(self._store_id())
        with self._snapshot() as connection:
            return audit.audit(connection, self._account_id, record)

    def close(self) -> None:
        with self._sentences():
            self._mark(anchors.CLOSE_TIMEOUT_S)
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
        if not self._makes_account:
            raise CreditError(
                CreditErrorCode.OPERATION_FAILED,
                f"There is no account {self._account_id} in this store.",
                "Name it as its request code does: `spotintro operator inspect CODE` shows it.",
            )
        now = self._create_account(connection)
        if self._demo_credits > 0:
            booking = Booking(connection, self._account_id, now=now, at=now, held=0)
            lots.grant(booking, self._demo_credits, source=DEMO_SOURCE, reference="", promotional=True)

    def _create_account(self, connection: Connection) -> datetime:
        now = self._clock.now(connection)
        code = referral_code(redemptions.store_id(connection), self._account_id)
        entries.create(connection, self._account_id, code, now)
        return now

    def _lock(self, connection: Connection, opening: Opening | None = None) -> Locked | None:
        return self._clock.lock(connection, self._account_id, opening)

    def _store_id(self) -> str:
        with self._snapshot() as connection:
            return redemptions.store_id(connection)

    @contextmanager
    def _booking(
        self,
        *,
        keyed: bool = True,
        make_account: bool = False,
        confirms: bool = False,
        opening: Opening | None = None,
    ) -> Iterator[Booking]:
        """`keyed=False` doesn't wait for the key: for what seldom posts, and must not wait for a keyring.

        `confirms`: who asks relies on its outcome, also where that stands there already. `opening`: what a server
        gets with the lock; it may be sent twice, once to a connection that was lost before.
        """
        if keyed and self._chain.wanted:
            self._chain.ask(self._store_id())
        with self._transaction(make_account=make_account, confirms=confirms, opening=opening) as booking:
            yield booking
        if keyed and self._chain.to_be_anchored:
            self._mark(anchors.ANCHOR_TIMEOUT_S)

    def _mark(self, timeout_s: float) -> None:
        """What was booked stays booked, and what is closing closes, where this fails: the next mark covers it."""
        if self._reading is None:
            return
        try:
            self._chain.mark(self._reading, timeout_s=timeout_s)
        except DBAPIError as error:
            _log.warning("the chain's head was not marked: %s", error)

    @contextmanager
    def _transaction(self, *, make_account: bool, confirms: bool, opening: Opening | None) -> Iterator[Booking]:
        with self._sentences() as stage:
            if self._writing is None:
                raise self._not_open()
            with begun(self._writing, lambda connection: self._lock(connection, opening)) as found:
                if found is None and make_account:
                    self._create_account(self._writing)
                locked = found or self._lock(self._writing)
                if locked is None:
                    raise self._no_account()
                booking = Booking(
                    self._writing,
                    self._account_id,
                    now=locked.now,
                    at=max(locked.now, locked.last_at),
                    held=locked.balance.held,
                    key=self._chain.key,
                    referral_reward=self._referral_reward,
                    opened=locked.opened,
                )
                before = rows_changed(self._writing)
                yield booking
                if confirms and before is not None and rows_changed(self._writing) == before:
                    # What stands there may be of a program that was killed in its commit, between emptying the
                    # journal and syncing that: a power cut would bring the journal back.
                    entries.write_again(booking)
                stage.committing = True
                if isinstance(self._address, PostgresUrl):
                    server.commit(self._writing, booking.at_commit)

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

    def _no_account(self) -> _NoAccount:
        return _NoAccount(
            CreditErrorCode.SYSTEM_ERROR,
            f"The credit store {self._address} has no account {self._account_id}.",
            "Start SpotIntro again.",
        )

    def _not_open(self) -> CreditError:
        return CreditError(
            CreditErrorCode.OPERATION_FAILED, "The credit store is not open.", "Start SpotIntro again."
        )
