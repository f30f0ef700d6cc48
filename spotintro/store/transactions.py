"""Transactions on one account of a store, over the connections that are kept to it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError

from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.referral import referral_code
from spotintro.secrets.chain_keys import ChainKeeper, ChainRecord
from spotintro.store import anchors, entries, redemptions
from spotintro.store.address import PostgresUrl, StoreAddress
from spotintro.store.clocks import StoreClock
from spotintro.store.engine import Driver, begin_snapshot, begun, reading, rows_changed
from spotintro.store.entries import Booking, Locked
from spotintro.store.failures import from_sqlite
from spotintro.store.opening import open_store
from spotintro.store.postgres.failures import from_postgres

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_log = logging.getLogger(__name__)


class NoAccount(CreditError):
    """The store has no such account."""


@dataclass(slots=True)
class _Stage:
    """How far a call has come."""

    committing: bool = False


class Transactions:
    """The bookings and the snapshots of one account. `connect` before everything else.

    A connection that is lost is made anew by the next call.

    Args:
        address: A file's path, or a server's database.
        account_id: Whose account.
        clock: The one that counts in this store.
        busy_timeout_s: The longest wait for another program's booking.
        driver: The build of SQLite.
        chain_keeper: Where the key of the chain is kept.
        referral_reward: Credits for who brought a newcomer; 0: none.
        revoked: Operators' public keys and vouchers' serials whose allowances bring no more.
    """

    def __init__(
        self,
        address: StoreAddress,
        *,
        account_id: str,
        clock: StoreClock,
        busy_timeout_s: float,
        driver: Driver,
        chain_keeper: ChainKeeper | None,
        referral_reward: int,
        revoked: Collection[str],
    ) -> None:
        self.engine: Engine | None = None
        self.writing: Connection | None = None
        self.reading: Connection | None = None
        self._address = address
        self._account_id = account_id
        self._clock = clock
        self._busy_timeout_s = busy_timeout_s
        self._driver = driver
        self._chain = anchors.KeyedChain(chain_keeper, account_id)
        self._referral_reward = referral_reward
        self._revoked = revoked

    def connect(self) -> None:
        """Open the store, made where it is missing; no account is made in it."""
        if self.engine is None:
            self.engine = open_store(self._address, busy_timeout_s=self._busy_timeout_s, driver=self._driver)
        try:
            with self._sentences():
                self.writing = self.writing or self.engine.connect()
                self.reading = self.reading or self._connect_for_reading(self.engine, self.writing)
        except CreditError:
            self.close()
            raise

    def close(self) -> None:
        """Mark the chain's head and close the connections; again: no change."""
        with self._sentences():
            self._mark(anchors.CLOSE_TIMEOUT_S)
            for connection in (self.reading, self.writing):
                if connection is not None:
                    connection.close()
            if self.engine is not None:
                self.engine.dispose()
        self.reading = self.writing = self.engine = None

    @contextmanager
    def booking(
        self, *, keyed: bool = True, make_account: bool = False, confirms: bool = False
    ) -> Iterator[Booking]:
        """Hold the account's lock for one transaction, which is committed at the end or rolled back by an error.

        Args:
            keyed: Whether it waits for the chain's key. What seldom posts doesn't: it must not wait for a keyring.
            make_account: Whether a missing account is made, without demo credits.
            confirms: Whether who asks relies on its outcome, also where that stands there already.

        Raises:
            NoAccount: there is none, and none was to be made.
            CreditError: SYSTEM_ERROR for whatever the database reports.
        """
        if keyed and self._chain.wanted:
            self._chain.ask(self._store_id())
        with self._transaction(make_account=make_account, confirms=confirms) as booking:
            yield booking
        if keyed and self._chain.to_be_anchored:
            self._mark(anchors.ANCHOR_TIMEOUT_S)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store and writes nothing."""
        with self._sentences():
            if self.reading is None:
                raise _not_open()
            with begun(self.reading, begin_snapshot):
                yield self.reading

    def make_account(self, first: Callable[[Booking], object]) -> None:
        """Make the account in one transaction with what comes `first` in it; where it is there: no change.

        Where a lock needs a row, two programs can try this at the same moment: one of them makes the account.
        """
        with self._sentences():
            for last_try in (False, True):
                try:
                    self._make_account(first)
                except IntegrityError:
                    if last_try:
                        raise
                else:
                    return

    def chain_record(self) -> ChainRecord | None:
        """Return what is known of the chain outside of the store, for an audit: no key is made."""
        return self._chain.record(self._store_id())

    def no_account(self) -> NoAccount:
        return NoAccount(
            CreditErrorCode.SYSTEM_ERROR,
            f"The credit store {self._address} has no account {self._account_id}.",
            "Start SpotIntro again.",
        )

    def _connect_for_reading(self, engine: Engine, writing: Connection) -> Connection:
        """Connect to a file once more; a server has only so many connections, so there one does both."""
        return writing if isinstance(self._address, PostgresUrl) else reading(engine).connect()

    def _make_account(self, first: Callable[[Booking], object]) -> None:
        if self.writing is None:
            raise _not_open()
        with begun(self.writing, self._lock) as locked:
            if locked is None:
                now = self._create_account(self.writing)
                first(Booking(self.writing, self._account_id, now=now, at=now, held=0))

    def _create_account(self, connection: Connection) -> datetime:
        now = self._clock.now(connection)
        code = referral_code(redemptions.store_id(connection), self._account_id)
        entries.create(connection, self._account_id, code, now)
        return now

    def _lock(self, connection: Connection) -> Locked | None:
        return entries.lock(connection, self._account_id)

    def _store_id(self) -> str:
        with self.snapshot() as connection:
            return redemptions.store_id(connection)

    def _mark(self, timeout_s: float) -> None:
        """Write down the chain's head; where this fails, the next mark covers it.

        What was booked stays booked, and what is closing closes.
        """
        if self.reading is None:
            return
        try:
            self._chain.mark(self.reading, timeout_s=timeout_s)
        except DBAPIError as error:
            _log.warning("the chain's head was not marked: %s", error)

    @contextmanager
    def _transaction(self, *, make_account: bool, confirms: bool) -> Iterator[Booking]:
        with self._sentences() as stage:
            if self.writing is None:
                raise _not_open()
            with begun(self.writing, self._lock) as found:
                if found is None and make_account:
                    self._create_account(self.writing)
                locked = found or self._lock(self.writing)
                if locked is None:
                    raise self.no_account()
                now = self._clock.now(self.writing)  # once the lock is got: the wait for it is over
                booking = replace(
                    locked.booking(self.writing, self._account_id, now),
                    key=self._chain.key,
                    referral_reward=self._referral_reward,
                    revoked=self._revoked,
                )
                before = rows_changed(self.writing)
                yield booking
                if confirms and before is not None and rows_changed(self.writing) == before:
                    # What stands there may be of a program that was killed in its commit, between emptying the
                    # journal and syncing that: a power cut would bring the journal back.
                    entries.write_again(booking)
                stage.committing = True

    @contextmanager
    def _sentences(self) -> Iterator[_Stage]:
        """Turn what the database reports into a `CreditError`."""
        stage = _Stage()
        try:
            yield stage
        except DBAPIError as error:
            if isinstance(self._address, Path):
                raise from_sqlite(error.orig, self._address) from error
            raise from_postgres(error, self._address, committing=stage.committing) from error
        except sqlite3.Error as error:
            if not isinstance(self._address, Path):
                raise
            raise from_sqlite(error, self._address) from error


def _not_open() -> CreditError:
    return CreditError(CreditErrorCode.OPERATION_FAILED, "The credit store is not open.", "Start SpotIntro again.")
