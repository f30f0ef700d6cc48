"""The credits that one run holds: kept alive while it works, charged for what is delivered, else given back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, TypeVar

from spotintro.credits.errors import AlreadyCharged, CreditError, Uncollected, Unconfirmed
from spotintro.credits.gate import HEARTBEAT_S, CreditGate
from spotintro.host.events import Charge, Notice

if TYPE_CHECKING:
    from spotintro.credits.base import Hold, Intro, User
    from spotintro.credits.features import UserTransaction
    from spotintro.host.introduction import Progress
    from spotintro.music import Track

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Holding:
    """What one run holds, and the balance as the run's own bookings have left it."""

    def __init__(self, gate: CreditGate) -> None:
        self._gate = gate
        self._holds: tuple[Hold, ...] = ()
        self._heartbeat: asyncio.Task[None] | None = None
        self._balance: User | None = None
        self._unconfirmed: set[str] = set()
        """The keys of the holds of which nobody knows whether they were charged."""

    async def take(self, charges: Iterable[Charge], *, workflow: str, track: Track, attempt: str = "") -> User:
        """Hold these charges as `CreditGate.hold` does, keep the holds alive, and return the balance."""
        steps = [charge.step for charge in charges]
        self._holds, balance = await self._gate.hold(steps, workflow=workflow, track=track, attempt=attempt)
        self._balance = balance
        self._heartbeat = asyncio.create_task(self._beat(), name="heartbeat")
        return balance

    def holds(self, step: UserTransaction) -> bool:
        """Tell whether anything is held for this step that is neither charged nor given back."""
        return any(hold.step is step for hold in self._holds)

    async def balance(self) -> User:
        """Return the balance, asking the account only where no booking of this run has just told it.

        Raises:
            CreditError: the account can't be asked.
        """
        if self._balance is None:
            self._balance = await self._gate.user()
        return self._balance

    async def read_anew(self) -> None:
        """Read the balance again, since others may have booked; where it can't be read, the last one stands."""
        try:
            self._balance = await self._gate.user()
        except CreditError as problem:
            _log.warning("the balance is told as it was: %s", problem.message)

    def now_is(self, balance: User | None) -> None:
        """Note a balance that another call returned; with None the account is asked next time."""
        self._balance = balance

    async def capture(self, step: UserTransaction, progress: Progress, intro: Intro) -> Charge | None:
        """Charge what is held for this step, with what was delivered; return the charge.

        Where nothing is held it returns None and keeps nothing. Where the charge could not be collected it returns
        None as well, but what was delivered is kept, and a notice tells of it.
        """
        hold = next((hold for hold in self._holds if hold.step is step), None)
        if hold is None:
            return None
        charge = Charge(hold.step, hold.amount)

        async def book() -> Charge | None:
            try:
                self._balance = await self._capture(hold, intro)
            except Uncollected as problem:
                progress.emit(Notice(problem.message, each_time=True))
                self._balance = collected = None
            else:
                progress.charges.append(charge)
                collected = charge
            self._holds = tuple(other for other in self._holds if other is not hold)
            return collected

        return await _shielded(book())

    async def _capture(self, hold: Hold, intro: Intro) -> User:
        """Book a charge; where the store was lost meanwhile, ask once more: nothing is booked twice."""
        try:
            return await self._gate.capture(hold, intro=intro)
        except Unconfirmed as problem:
            _log.warning("asking again whether a charge was booked: %s", problem.message)
            self._unconfirmed.add(hold.key)
            try:
                return await self._gate.capture(hold, intro=intro)
            except Uncollected:
                raise
            except CreditError:
                raise problem from None

    def rest(self) -> None:
        """Stop the heartbeat. A hold that is neither captured nor released from now on expires by itself."""
        if self._heartbeat is not None:
            self._heartbeat.cancel()

    async def give_back(self, progress: Progress) -> None:
        """Release every hold that was not captured. One that can't be released is logged: it expires by itself.

        One that turns out to be captured is told as charged.
        """
        for hold in self._holds:
            charge = Charge(hold.step, hold.amount)
            try:
                self._balance = await self._gate.release(hold)
            except AlreadyCharged:
                self._balance = None
                progress.charges.append(charge)
            except CreditError:
                self._balance = None
                if hold.key in self._unconfirmed:
                    progress.unconfirmed.append(charge)
                _log.exception("a hold could not be released; it expires by itself")
            else:
                progress.given_back.append(charge)
        self._holds = ()

    async def _beat(self) -> None:
        while self._holds:
            await asyncio.sleep(HEARTBEAT_S)
            try:
                await self._gate.extend(self._holds)
            except CreditError:
                _log.exception("a heartbeat failed; the next one tries again")


async def _shielded(work: Coroutine[object, object, _T]) -> _T:
    """Await a booking to its end even when cancelled: what the store books and what the run tells must agree."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled() and task.exception() is not None:
            _log.warning("booking failed while stopping", exc_info=task.exception())
        raise
