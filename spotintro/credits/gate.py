"""The gate in front of every paid step: price, hold, capture, release. Rules only; a `Ledger` keeps."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar

from spotintro.credits.base import (
    AccountState,
    Allowance,
    AuditReport,
    Entry,
    Grant,
    Hold,
    HoldRequest,
    HoldState,
    Intro,
    Lot,
    MoveUnderWay,
    Outlook,
    Redemption,
    Referral,
    User,
    VoucherTerms,
)
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.features import UserTransaction
from spotintro.credits.ledger import Ledger
from spotintro.credits.prices import Prices
from spotintro.credits.spending import DaySpending, Request, Spent
from spotintro.credits.statistics import Statistics
from spotintro.errors import SpotIntroError
from spotintro.money import Money
from spotintro.music import Track

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

HOLD_TTL_S = 60.0
"""How long a hold outlives its last `extend`: what a killed process held is free a minute later."""
HEARTBEAT_S = 15.0
"""How often whoever works under a hold calls `extend`: three may be missed before the hold expires."""

_NEVER = datetime.max.replace(tzinfo=UTC)


class CreditGate:
    """The account, asked from the event loop. The ledger lives in one thread of its own, call after call.

    It is made and opened there by the first call; where that fails, the next call tries again. Every method
    raises `CreditError`; whatever else the store raises becomes a SYSTEM_ERROR with its cause.

    Args:
        ledger_factory: Makes the ledger; it is opened here.
        prices: Of each step.
        hold_ttl_s: How long a hold outlives its last heartbeat.
        low_balance: From this balance down an allowance's due parts are taken.
    """

    def __init__(
        self,
        ledger_factory: Callable[[], Ledger],
        prices: Prices,
        *,
        hold_ttl_s: float = HOLD_TTL_S,
        low_balance: int = 0,
    ) -> None:
        self._ledger_factory = ledger_factory
        self._prices = prices
        self._hold_ttl_s = hold_ttl_s
        self._low_balance = low_balance
        self._executor: ThreadPoolExecutor | None = None
        self._closed = False
        self._ledger: Ledger | None = None  # touched by the worker thread alone

    @property
    def prices(self) -> Prices:
        return self._prices

    def charge_by(self, prices: Prices) -> None:
        """Charge by other prices from the next hold on."""
        self._prices = prices

    async def open(self) -> User:
        """Open the account now, so that the first paid step needn't wait for it; return the balance."""
        return await self._ask(lambda ledger: ledger.user())

    async def user(self) -> User:
        """Return what can be spent now."""
        return await self._ask(lambda ledger: ledger.user())

    async def outlook(self) -> Outlook:
        """Tell when the balance changes by itself, and whether the clock is believed."""
        return await self._ask(lambda ledger: ledger.outlook())

    async def confirm_clock(self) -> User:
        """Believe a clock that is far ahead of all that is known, and book what has lapsed by it."""
        return await self._complete(lambda ledger: ledger.confirm_clock())

    async def hold(
        self, steps: Sequence[UserTransaction], *, workflow: str, track: Track, attempt: str = ""
    ) -> tuple[tuple[Hold, ...], User]:
        """Set aside the price of each step, all or none; return a hold per step, in their order, and the balance.

        A step of the same workflow that is done once more, because it was not delivered, takes another `attempt`:
        the key of the one before is used up.

        A free step gives a hold of 0 that the ledger never sees. The work must call `extend` every `HEARTBEAT_S`.
        Cancelled while under way, nothing stays held.

        Raises:
            InsufficientCredits: nothing is held, and this attempt can't be held later either.
        """
        again = f":{attempt}" if attempt else ""
        keys = {step: f"{workflow}:{step}{again}" for step in steps}
        requests = tuple(
            HoldRequest(key=keys[step], step=step, amount=self._prices.of(step), workflow=workflow, track=track)
            for step in steps
            if self._prices.of(step) > 0
        )

        def take(ledger: Ledger) -> tuple[tuple[Hold, ...], User]:
            return ledger.hold(requests, ttl_s=self._hold_ttl_s) if requests else ((), ledger.user())

        taking = self._submit(take)
        cancelled = await _finished(taking)
        if cancelled is not None:
            await self._give_back(taking)
            raise cancelled
        taken, user = taking.result()
        by_key = {hold.key: hold for hold in taken}
        return tuple(by_key.get(key) or _free(key, step, workflow) for step, key in keys.items()), user

    async def extend(self, holds: Sequence[Hold]) -> None:
        """Have these holds live `hold_ttl_s` from now: the heartbeat. Settled ones are left alone."""
        keys = tuple(hold.key for hold in holds if hold.amount > 0)
        if keys:
            await self._complete(lambda ledger: ledger.extend(keys, ttl_s=self._hold_ttl_s))

    async def capture(self, hold: Hold, *, intro: Intro | None = None) -> User:
        """Book the charge together with what was delivered. Cancelled while under way, it is still booked whole.

        Raises:
            Uncollected: it took longer than its hold, and the credits are gone; what was delivered is kept.
            CreditError: OPERATION_FAILED where the hold was given back before.
        """
        if hold.amount > 0:
            return await self._complete(lambda ledger: ledger.capture(hold.key, intro=intro))
        return await self.user() if intro is None else await self.record_intro(intro)

    async def release(self, hold: Hold) -> User:
        """Give a hold back; a second call changes nothing. Cancelled while under way, it is still given back.

        Raises:
            CreditError: OPERATION_FAILED where the hold was captured before.
        """
        if hold.amount > 0:
            return await self._complete(lambda ledger: ledger.release(hold.key))
        return await self.user()

    async def record_intro(self, intro: Intro) -> User:
        """Keep a text that cost nothing, or one that is kept already as spoken; return the balance."""

        def keep(ledger: Ledger) -> User:
            ledger.record_intro(intro)
            return ledger.user()

        return await self._complete(keep)

    async def last_intros(
        self,
        *,
        track_id: str | None = None,
        before: int | None = None,
        skip: int = 0,
        favourites: bool = False,
        words: str = "",
        limit: int = 1,
    ) -> tuple[Intro, ...]:
        """Return the last intros that are kept, newest first, as `Ledger.last_intros` chooses them."""
        return await self._ask(
            lambda ledger: ledger.last_intros(
                track_id=track_id, before=before, skip=skip, favourites=favourites, words=words, limit=limit
            )
        )

    async def count_intros(self) -> int:
        return await self._ask(lambda ledger: ledger.count_intros())

    async def intro(self, workflow: str) -> Intro | None:
        """Return the intro of this workflow; None where it is not kept."""
        return await self._ask(lambda ledger: ledger.intro(workflow))

    async def mark_favourite(self, workflow: str, *, favourite: bool) -> bool:
        """Keep an intro however old it is, or no longer so; return False where it is not kept."""
        return await self._complete(lambda ledger: ledger.mark_favourite(workflow, favourite=favourite))

    async def forget_intro(self, workflow: str) -> bool:
        """Erase one text; return False where it is not kept."""
        return await self._complete(lambda ledger: ledger.forget_intro(workflow))

    async def forget_old_intros(self, *, keep_days: int) -> int:
        """Erase the texts that are older and no favourites; return how many that were."""
        return await self._complete(lambda ledger: ledger.forget_old_intros(keep_days=keep_days))

    async def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        """Return entries, newest first, from below the sequence number `before`."""
        return await self._ask(lambda ledger: ledger.history(before=before, limit=limit))

    async def lots(self) -> tuple[Lot, ...]:
        """Return the lots that are left; what lapses first comes first, what lasts without end last."""
        return await self._complete(lambda ledger: ledger.lots())

    async def announce_expiry(self, *, until: datetime, told_before: datetime) -> tuple[Lot, ...]:
        """Return lots that lapse before `until`, last announced before `told_before`; they count as told now."""
        return await self._complete(lambda ledger: ledger.announce_expiry(until=until, told_before=told_before))

    async def statistics(self, starts: Sequence[datetime]) -> Statistics:
        """Count the use of the days that begin at `starts`, ascending. A million entries take a second or two."""
        return await self._ask(lambda ledger: ledger.statistics(starts))

    async def reserve_spending(self, request: Request, *, cap: Money | None) -> None:
        """Set aside what a request to a model can take at the most. Cancelled while under way, it still stands.

        Raises:
            SpendingCapReached: nothing is set aside, and nothing may be sent.
        """
        await self._complete(lambda ledger: ledger.reserve_spending(request, cap=cap))

    async def settle_spending(self, key: str, used: Spent) -> None:
        """Book what a request has taken. Cancelled while under way, it is still booked."""
        await self._complete(lambda ledger: ledger.settle_spending(key, used))

    async def spending(self, starts: Sequence[datetime]) -> tuple[DaySpending, ...]:
        """Add up what the AI writer's texts took on the days that begin at `starts`, ascending."""
        return await self._ask(lambda ledger: ledger.spending(starts))

    async def record_support_contact(self) -> None:
        """Count that support was asked. What can't be counted is logged: it must not hold up asking."""
        try:
            await self._complete(lambda ledger: ledger.record_support_contact())
        except CreditError as problem:
            _log.warning("a contact with support is not counted: %s", problem.message)

    async def forget_history(self) -> int:
        """Erase what was listened to; return how many texts that were. Cancelled meanwhile, it is still done."""
        return await self._complete(lambda ledger: ledger.forget_history())

    async def state(self) -> AccountState:
        """Return where the account stands: what a request for credits tells."""
        return await self._ask(lambda ledger: ledger.state())

    async def redeem(self, terms: VoucherTerms) -> Redemption:
        """Book a voucher whose signature was checked. Cancelled while under way, it is still booked whole.

        Raises:
            CreditError: OPERATION_FAILED with the reason; nothing changed.
        """
        return await self._complete(lambda ledger: ledger.redeem(terms))

    async def refund(self, sequence: int) -> User:
        """Give back one charge. Cancelled while under way, it is still given back whole.

        Raises:
            CreditError: OPERATION_FAILED where that entry is no charge, or was given back before.
        """
        return await self._complete(lambda ledger: ledger.refund(sequence))

    async def claim_due(self, *, needed: int = 0) -> tuple[Grant, ...]:
        """Take what allowances have due, where the balance is low or less than `needed`; mostly just a read.

        Cancelled while under way, it is still booked whole.
        """
        return await self._complete(lambda ledger: ledger.claim_due(low=self._low_balance, needed=needed))

    async def allowances(self) -> tuple[Allowance, ...]:
        """Return the allowances, oldest first."""
        return await self._ask(lambda ledger: ledger.allowances())

    async def referral(self) -> Referral:
        return await self._ask(lambda ledger: ledger.referral())

    async def enter_referral(self, code: str) -> Referral:
        """Name the friend who brought this account; `code` as `credits.referral.read` gives it.

        Raises:
            CreditError: OPERATION_FAILED with the reason; nothing changed.
        """
        return await self._complete(lambda ledger: ledger.enter_referral(code))

    async def move_under_way(self) -> MoveUnderWay | None:
        """Return the move that was begun and not finished: its credits can be spent in neither store."""
        return await self._ask(lambda ledger: ledger.move_under_way())

    async def audit(self) -> AuditReport:
        """Derive everything again from the entries, and compare. It takes about a second per million entries."""
        return await self._ask(lambda ledger: ledger.audit())

    async def close(self) -> None:
        """Finish what is under way and close the store. A second call changes nothing."""
        self._closed = True
        executor, self._executor = self._executor, None
        if executor is None:
            return
        closing = asyncio.get_running_loop().run_in_executor(executor, self._close_ledger)
        cancelled = await _finished(closing)
        executor.shutdown(wait=False)
        closing.result()
        if cancelled is not None:
            raise cancelled

    async def _ask(self, work: Callable[[Ledger], _T]) -> _T:
        """Do what changes nothing in the account: a caller who is cancelled leaves at once."""
        asking = self._submit(work)
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            asking.add_done_callback(_log_abandoned)
            raise

    async def _complete(self, work: Callable[[Ledger], _T]) -> _T:
        """Do what changes the account: a caller who is cancelled leaves when it is done, never half way."""
        working = self._submit(work)
        cancelled = await _finished(working)
        if cancelled is not None:
            _log_abandoned(working)
            raise cancelled
        return working.result()

    async def _give_back(self, taking: asyncio.Future[tuple[tuple[Hold, ...], User]]) -> None:
        """Release what a call took whose caller is gone."""
        if taking.exception() is not None:
            _log_abandoned(taking)
            return
        keys = [hold.key for hold in taking.result()[0] if hold.state is HoldState.HELD]

        def release(ledger: Ledger) -> None:
            for key in keys:
                ledger.release(key)

        releasing = self._submit(release)
        await _finished(releasing)
        _log_abandoned(releasing)

    def _submit(self, work: Callable[[Ledger], _T]) -> asyncio.Future[_T]:
        if self._closed:
            raise CreditError(
                CreditErrorCode.OPERATION_FAILED, "The account is closed already.", "Start SpotIntro again."
            )
        if self._executor is None:
            self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger")
        return asyncio.get_running_loop().run_in_executor(self._executor, self._in_thread, work)

    def _in_thread(self, work: Callable[[Ledger], _T]) -> _T:
        try:
            if self._ledger is None:
                ledger = self._ledger_factory()
                ledger.open()
                self._ledger = ledger
            return work(self._ledger)
        except CreditError:
            raise
        except SpotIntroError as error:
            raise CreditError(CreditErrorCode.SYSTEM_ERROR, str(error), error.next_step) from error
        except Exception as error:
            raise CreditError(
                CreditErrorCode.SYSTEM_ERROR,
                f"The account could not be asked: {type(error).__name__} in its store.",
                "Run spotintro doctor; nothing was charged.",
            ) from error

    def _close_ledger(self) -> None:
        ledger, self._ledger = self._ledger, None
        if ledger is not None:
            ledger.close()


def _free(key: str, step: UserTransaction, workflow: str) -> Hold:
    return Hold(key=key, step=step, amount=0, workflow=workflow, state=HoldState.HELD, expires_at=_NEVER)


async def _finished(future: asyncio.Future[_T]) -> asyncio.CancelledError | None:
    """Wait to the end, whoever cancels; return the cancellation to raise afterwards, if there was one."""
    cancelled: asyncio.CancelledError | None = None
    while not future.done():
        try:
            await asyncio.wait((future,))
        except asyncio.CancelledError as error:
            cancelled = error
    return cancelled


def _log_abandoned(future: asyncio.Future[_T]) -> None:
    """Log the error of a call that nobody waits for any more: it can be seen nowhere else."""
    if not future.cancelled() and (error := future.exception()) is not None:
        _log.error("a call nobody waits for failed: %s", error, exc_info=error)
