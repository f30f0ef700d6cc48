"""The account in a database: short transactions, each under the account's lock from its start."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

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
    MoveUnderWay,
    Outlook,
    Redemption,
    Referral,
    User,
    VoucherTerms,
)
from spotintro.credits.errors import CreditError, CreditErrorCode, Uncollected
from spotintro.credits.spending import DaySpending, Request, Spent
from spotintro.credits.statistics import Statistics
from spotintro.money import Money
from spotintro.secrets.chain_keys import ChainKeeper
from spotintro.store import (
    allowances,
    audit,
    entries,
    events,
    holds,
    intros,
    lots,
    moves,
    redemptions,
    referrals,
    refunds,
    spending,
    statistics,
)
from spotintro.store.address import StoreAddress
from spotintro.store.clocks import HostClock, ServerClock, StoreClock
from spotintro.store.engine import STANDARD, Driver, erasing
from spotintro.store.entries import Balance, Booking
from spotintro.store.events import EventKind
from spotintro.store.standing import Standing, standing
from spotintro.store.transactions import NoAccount, Transactions

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")

DEMO_SOURCE = "demo"
FORGET_ROWS = 2000
"""Erased in one transaction: some 20 ms under the account's lock."""


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
        clock_here: StoreClock = HostClock(clock) if isinstance(address, Path) else server_clock or ServerClock()
        self.address = address
        self.account_id = account_id
        self._demo_credits = demo_credits
        self._clock = clock_here
        self._makes_account = makes_account
        self._revoked = frozenset(name.lower() for name in revoked)
        self.transactions = Transactions(
            address,
            account_id=account_id,
            clock=clock_here,
            busy_timeout_s=busy_timeout_s,
            driver=driver,
            chain_keeper=chain_keeper,
            referral_reward=referral_reward,
            revoked=self._revoked,
        )

    def open(self) -> User:
        self.connect()
        try:
            try:
                with self.transactions.booking(keyed=False) as booking:
                    holds.sweep(booking)
                    lots.unexpired(booking)
            except NoAccount:
                self._require_may_make_account()
                self.transactions.make_account(self._grant_demo_credits)
        except CreditError:
            self.close()
            raise
        return self.user()

    def connect(self) -> None:
        """Open the store alone, made where it is missing, without an account in it: one may be moved there."""
        self.transactions.connect()

    def transaction(self, work: Callable[[Booking], T], *, make_account: bool = False) -> T:
        """Do it under the account's lock, all or nothing.

        Args:
            work: What is to be done.
            make_account: Whether a missing account is made, without demo credits.
        """
        with self.transactions.booking(make_account=make_account, confirms=True) as booking:
            return work(booking)

    def snapshot(self, work: Callable[[Connection], T]) -> T:
        """Read what belongs together, as it stood at one moment."""
        with self.transactions.snapshot() as connection:
            return work(connection)

    def user(self) -> User:
        with self.transactions.snapshot() as connection:
            return self._standing(connection).user

    def outlook(self) -> Outlook:
        with self.transactions.snapshot() as connection:
            found = self._standing(connection)
        return Outlook(None if found.changes_in is None else found.changes_in.total_seconds(), found.doubt)

    def confirm_clock(self) -> User:
        with self.transactions.booking() as booking:
            if booking.now > booking.at:
                entries.confirm_clock(booking)
                booking = replace(booking, at=booking.now)  # noqa: PLW2901 - the same one, with its clock believed
            holds.sweep(booking)
            lots.unexpired(booking)
            return self._standing(booking.connection, booking.now).user

    def hold(self, requests: Sequence[HoldRequest], *, ttl_s: float) -> tuple[tuple[Hold, ...], User]:
        with self.transactions.booking(keyed=False, confirms=True) as booking:
            taken = holds.take(booking, requests, ttl=timedelta(seconds=ttl_s))
            told = (taken[0], self._user(booking, taken[1])) if isinstance(taken, tuple) else taken
        if isinstance(told, tuple):
            return told
        raise told

    def extend(self, keys: Sequence[str], *, ttl_s: float) -> None:
        with self.transactions.booking(keyed=False) as booking:
            holds.extend(booking, keys, ttl=timedelta(seconds=ttl_s))

    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        with self.transactions.booking(confirms=True) as booking:
            captured = holds.capture(booking, key, intro)
            told = captured if isinstance(captured, Uncollected) else self._user(booking, captured)
        if isinstance(told, Uncollected):
            raise told
        return told

    def release(self, key: str) -> User:
        with self.transactions.booking(keyed=False, confirms=True) as booking:
            return self._user(booking, holds.release(booking, key))

    def record_intro(self, intro: Intro) -> None:
        with self.transactions.booking(keyed=False) as booking:
            intros.keep(booking, intro)

    def last_intros(
        self,
        *,
        track_id: str | None = None,
        before: int | None = None,
        skip: int = 0,
        favourites: bool = False,
        words: str = "",
        limit: int = 1,
    ) -> tuple[Intro, ...]:
        with self.transactions.snapshot() as connection:
            return intros.last(
                connection,
                self.account_id,
                track_id=track_id,
                before=before,
                skip=skip,
                favourites=favourites,
                words=words,
                limit=limit,
            )

    def count_intros(self) -> int:
        with self.transactions.snapshot() as connection:
            return intros.count(connection, self.account_id)

    def intro(self, workflow: str) -> Intro | None:
        with self.transactions.snapshot() as connection:
            return intros.one(connection, self.account_id, workflow)

    def mark_favourite(self, workflow: str, *, favourite: bool) -> bool:
        with self.transactions.booking(keyed=False) as booking:
            return intros.mark(booking.connection, self.account_id, workflow, favourite=favourite)

    def forget_intro(self, workflow: str) -> bool:
        with self.transactions.booking(keyed=False) as booking, erasing(booking.connection):
            return intros.forget_one(booking.connection, self.account_id, workflow)

    def forget_old_intros(self, *, keep_days: int) -> int:
        age = timedelta(days=keep_days)
        with self.transactions.snapshot() as connection:
            if not intros.has_old(connection, self.account_id, self._clock.now(connection) - age):
                return 0
        texts = 0
        while forgotten := self._forget_old(age):
            texts += forgotten
        return texts

    def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        with self.transactions.snapshot() as connection:
            return entries.history(connection, self.account_id, before=before, limit=limit)

    def lots(self) -> tuple[Lot, ...]:
        with self.transactions.booking() as booking:
            return lots.left(booking)

    def announce_expiry(self, *, until: datetime, told_before: datetime) -> tuple[Lot, ...]:
        with self.transactions.booking() as booking:
            return lots.announce(booking, until=until, told_before=told_before)

    def statistics(self, starts: Sequence[datetime]) -> Statistics:
        with self.transactions.snapshot() as connection:
            return statistics.statistics(connection, self.account_id, starts)

    def reserve_spending(self, request: Request, *, cap: Money | None) -> None:
        with self.transactions.booking(keyed=False) as booking:
            spending.reserve(booking, request, cap=cap)

    def settle_spending(self, key: str, used: Spent) -> None:
        with self.transactions.booking(keyed=False) as booking:
            spending.settle(booking, key, used)

    def spending(self, starts: Sequence[datetime]) -> tuple[DaySpending, ...]:
        with self.transactions.snapshot() as connection:
            return spending.by_day(connection, self.account_id, starts)

    def record_support_contact(self) -> None:
        with self.transactions.booking() as booking:
            events.record(booking, EventKind.SUPPORT)

    def forget_history(self) -> int:
        """Erase in many transactions: whoever waits for the account meanwhile waits for one of them alone."""
        texts = 0
        while forgotten := self._forget_texts():
            texts += forgotten
        last: int | None = 0
        while last is not None:
            last = self._forget_tracks(after=last)
        return texts

    def _forget_texts(self) -> int:
        with self.transactions.booking() as booking, erasing(booking.connection):
            return intros.forget(booking.connection, self.account_id, most=FORGET_ROWS)

    def _forget_old(self, age: timedelta) -> int:
        with self.transactions.booking(keyed=False) as booking, erasing(booking.connection):
            before = booking.believed - age
            return intros.forget_old(booking.connection, self.account_id, before=before, most=FORGET_ROWS)

    def _forget_tracks(self, *, after: int) -> int | None:
        with self.transactions.booking() as booking, erasing(booking.connection):
            return holds.forget_tracks(booking.connection, self.account_id, after=after, most=FORGET_ROWS)

    def state(self) -> AccountState:
        with self.transactions.snapshot() as connection:
            user = self._standing(connection).user
            sequence, chain_head = entries.head(connection, self.account_id)
            store_id = redemptions.store_id(connection)
            referral = referrals.state(connection, self.account_id)
        return AccountState(store_id, self.account_id, sequence, chain_head, user, referral)

    def redeem(self, terms: VoucherTerms) -> Redemption:
        with self.transactions.booking() as booking:
            balance, expires_at = redemptions.redeem(booking, terms)
            return Redemption(terms.credits, expires_at, self._user(booking, balance))

    def move_under_way(self) -> MoveUnderWay | None:
        with self.transactions.snapshot() as connection:
            leaving = moves.under_way(connection, self.account_id)
        return None if leaving is None else leaving.under_way()

    def refund(self, sequence: int) -> User:
        with self.transactions.booking() as booking:
            return self._user(booking, refunds.refund(booking, sequence))

    def claim_due(self, *, low: int, needed: int = 0) -> tuple[Grant, ...]:
        with self.transactions.snapshot() as connection:
            if not allowances.may_claim(self._standing(connection), low=low, needed=needed):
                return ()
        with self.transactions.booking() as booking:
            holds.sweep(booking)
            lots.unexpired(booking)
            return allowances.claim(booking, low=low, needed=needed)

    def allowances(self) -> tuple[Allowance, ...]:
        with self.transactions.snapshot() as connection:
            return allowances.all_of(connection, self.account_id)

    def referral(self) -> Referral:
        with self.transactions.snapshot() as connection:
            found = referrals.state(connection, self.account_id)
        if found is None:
            raise self.transactions.no_account()
        return found

    def enter_referral(self, code: str) -> Referral:
        with self.transactions.booking() as booking:
            return referrals.enter(booking, code)

    def audit(self) -> AuditReport:
        record = self.transactions.chain_record()
        with self.transactions.snapshot() as connection:
            return audit.audit(connection, self.account_id, record)

    def close(self) -> None:
        self.transactions.close()

    def _require_may_make_account(self) -> None:
        if not self._makes_account:
            raise CreditError(
                CreditErrorCode.OPERATION_FAILED,
                f"There is no account {self.account_id} in this store.",
                "Name it as its request code does: `spotintro operator inspect CODE` shows it.",
            )

    def _grant_demo_credits(self, booking: Booking) -> None:
        """Grant them in the transaction that makes the account known: never again."""
        if self._demo_credits > 0:
            lots.grant(booking, self._demo_credits, source=DEMO_SOURCE, reference="", promotional=True)

    def _standing(self, connection: Connection, now: datetime | None = None) -> Standing:
        """Return what the account has, at `now` or by the store's clock.

        Raises:
            NoAccount: there is none.
        """
        moment = now or self._clock.now(connection)
        found = standing(connection, self.account_id, moment, revoked=self._revoked)
        if found is None:
            raise self.transactions.no_account()
        return found

    def _user(self, booking: Booking, balance: Balance) -> User:
        """Return what the account has once this is booked: its row, or more where that lags behind."""
        if balance.settled:
            return balance.user(self.account_id)
        return self._standing(booking.connection, booking.now).user
