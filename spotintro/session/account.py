"""The account as a session has it: opened once, its balance told, vouchers redeemed, its books checked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from spotintro.credits.errors import CreditError
from spotintro.credits.statistics import day_starts
from spotintro.errors import SpotIntroError
from spotintro.plain_text import single_line
from spotintro.session.events import BalanceRead, BooksDisagreed, Said, SessionEvent, Weight
from spotintro.session.wording import EXPIRES_SOON, expiry_line, forgotten_line

if TYPE_CHECKING:
    from spotintro.credits.base import User
    from spotintro.session.parts import Account, Parts

_log = logging.getLogger(__name__)

AGAIN_S: Final = 20.0
"""Between two attempts at an account that can't be read."""
LOOK_S: Final = 10.0
"""How often the clock is looked at while a moment is waited for: it may be set, and leaps with a suspension."""
DAY_LOOK_S: Final = 3600.0
"""How often it is looked whether another day has come."""


class SessionAccount:
    """Opens the account and tells of it.

    Args:
        parts: Where the account comes from.
        tell: Takes an event to the faces.
    """

    def __init__(self, parts: Parts, tell: Callable[[SessionEvent], object]) -> None:
        self._parts = parts
        self._tell = tell
        self._opening = asyncio.Lock()
        self._account: Account | None = None
        self.tried = asyncio.Event()
        """Set once the account is open, or could not be opened."""
        self._told_balance = asyncio.Event()
        self._is_due = False
        """Whether a balance is to be told that could not be read yet."""
        self._told_doubt = False
        self._seen: datetime | None = None
        """The latest moment that the clock has shown, until it is seen to go back."""

    @property
    def opened(self) -> Account | None:
        """The account, once it is open."""
        return self._account

    async def open(self) -> Account:
        """Open the account and tell its balance; where it is open already, just return it.

        Raises:
            SpotIntroError: after telling that the account is unavailable.
        """
        async with self._opening:
            if self._account is not None:
                return self._account
            self._note_moment()
            try:
                gate = await self._parts.gate()
                user = await gate.open()
            except SpotIntroError:
                self._tell(BalanceRead(None))
                raise
            finally:
                self.tried.set()
            self._account = gate
            self._tell(BalanceRead(user))
            under_way = await gate.move_under_way()
            if under_way is not None:
                self._tell(Said(under_way.line, Weight.WARNING))
            return gate

    async def open_and_announce(self) -> None:
        """Open the account, and announce what lapses soon.

        Raises:
            CreditError: the account is unavailable.
        """
        await self._announce_expiry(await self.open())

    async def read_balance(self) -> None:
        """Tell the balance anew: another terminal may have charged the same account meanwhile.

        Raises:
            CreditError: it can't be read.
        """
        if self._account is not None:
            self._note_moment()
            await self._announce_expiry(self._account)
            self._tell(BalanceRead(await self._account.user()))

    def balance_told(self, user: User | None) -> None:
        """Note that a balance was told: the moment at which it changes may be another one now.

        Where it was told that it can't be read, it is read as soon as it can be.
        """
        self._is_due = user is None
        self._note_moment()
        self._told_balance.set()

    def _note_moment(self) -> None:
        """Note a moment that a balance may be read by: a clock that goes back behind it is noticed."""
        now = self._parts.clock.now()
        if self._seen is None or now > self._seen:
            self._seen = now

    async def follow_time(self, read: Callable[[], object]) -> None:
        """Call `read` whenever the passing of time has changed the balance; ends when it is cancelled.

        An account that is not open yet, or can't be read at its moment, is followed as soon as it can be. A clock
        that is doubted is told once.
        """
        while True:
            self._told_balance.clear()
            if self._account is None:
                await self._told_balance.wait()  # it opens with the first thing that needs it, and tells it then
                continue
            try:
                outlook = await self._account.outlook()
            except CreditError as problem:  # whatever else is asked of it says so on the screen
                _log.warning("when the balance changes is not known: %s", problem.message)
                await self._told_within(AGAIN_S)
                continue
            if outlook.doubt is not None and not self._told_doubt:
                self._told_doubt = True
                self._tell(Said(outlook.doubt.line, Weight.WARNING))
            if self._is_due or await self._passes(outlook.changes_in_s):
                # Until one is told: the account has no moment to come for what has passed already.
                self._is_due = True
                read()
                await self._told_within(AGAIN_S)

    async def _passes(self, seconds: float | None) -> bool:
        """Wait so long by the clock, and return True; or False where a balance is told before.

        A clock that goes back counts as passed: what lapsed by it may be back.
        """
        began = self._parts.clock.now()
        while True:
            # Compared with the moments that the balance was read by, for it may go back right after that.
            before, self._seen = self._seen, self._parts.clock.now()
            if before is not None and self._seen < before:
                return True
            left_s = LOOK_S
            if seconds is not None:
                left_s = min(LOOK_S, (began + timedelta(seconds=seconds) - self._seen).total_seconds())
            if left_s <= 0:
                return True
            if await self._told_within(left_s):
                return False

    async def _told_within(self, seconds: float) -> bool:
        """Wait until a balance is told, so long at the most; return whether one was."""
        # Not wait_for, which in Python 3.11 forgets a cancellation that comes with what it waits for.
        told = asyncio.ensure_future(self._told_balance.wait())
        try:
            done, _ = await asyncio.wait([told], timeout=seconds)
        finally:
            told.cancel()
        return bool(done)

    async def _announce_expiry(self, account: Account) -> None:
        """Tell once a day of each lot that lapses soon: the account itself remembers what was told."""
        now = self._parts.clock.now()
        (midnight,) = day_starts(now.astimezone().date(), 1)
        line = expiry_line(await account.announce_expiry(until=now + EXPIRES_SOON, told_before=midnight), now)
        if line is not None:
            self._tell(Said(line, Weight.WARNING))

    async def keep_no_longer(self) -> None:
        """Delete the intros that are older than the settings keep them, now and daily; ends when cancelled."""
        await self.tried.wait()
        done_on: date | None = None
        while self._parts.settings.history.keep_days:
            today = self._parts.clock.now().date()
            if today != done_on:
                await self._forget_old_intros()
                done_on = today
            await asyncio.sleep(DAY_LOOK_S)

    async def _forget_old_intros(self) -> None:
        """Delete the intros that are older than the settings keep them, and tell how many that were.

        Where it can't be done, the log file says why; the next day tries again.
        """
        keep_days = self._parts.settings.history.keep_days
        if not keep_days or self._account is None:
            return
        try:
            texts = await self._account.forget_old_intros(keep_days=keep_days)
        except CreditError as problem:  # whatever else is asked of it says so on the screen
            _log.warning("old intros are not deleted: %s", problem.message)
            return
        if texts:
            self._tell(Said(forgotten_line(texts, keep_days)))

    async def check_books(self) -> None:
        """Audit the books, and tell where they disagree; nothing is blocked by it.

        Raises:
            CreditError: they can't be read.
        """
        report = await self._parts.check_books()
        if report is None or report.ok:
            return
        problem = report.problems[0]
        more = f" ({len(report.problems)} in all)" if len(report.problems) > 1 else ""
        _log.warning("the books disagree: %s", report.problems)
        self._tell(BooksDisagreed())
        self._tell(
            Said(
                f"The account's books: {single_line(problem.row)}: {single_line(problem.message)}{more} "
                f"{problem.next_step} Nothing is blocked.",
                Weight.WARNING,
            )
        )
