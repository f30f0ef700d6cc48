"""The meter between the AI writer and the account: what each request takes is set aside before, booked after."""

from __future__ import annotations

import asyncio
import logging
import uuid
from dataclasses import dataclass, replace
from typing import Protocol

from spotintro.credits.errors import CreditError
from spotintro.credits.spending import Request, SpendingCapReached, Spent
from spotintro.host.errors import DailyCapReached
from spotintro.money import Money, TokenPrices
from spotintro.writers.base import Usage, WriterUnavailable

_log = logging.getLogger(__name__)


class KeepsSpending(Protocol):
    """The account, as far as a meter asks it."""

    async def reserve_spending(self, request: Request, *, cap: Money | None) -> None: ...

    async def settle_spending(self, key: str, used: Spent) -> None: ...


@dataclass(frozen=True, slots=True)
class Tariff:
    """Who is asked, and what that costs."""

    model: str
    server: str
    """Host and port."""
    prices: TokenPrices
    cap: Money | None = None
    """The most that a day's requests may cost; None for no limit."""


class SpendingMeter:
    """A `Meter` that keeps what texts take in the account.

    Without a cap, a store that can't be written hinders no text: what it took is not counted then, and the log
    file says so. With one, nothing is asked that could not be counted.

    Args:
        account: Where it is kept.
        tariff: Of the one server and model that are asked.
    """

    def __init__(self, account: KeepsSpending, tariff: Tariff) -> None:
        self._account = account
        self._tariff = tariff
        self._settling: set[asyncio.Task[None]] = set()

    async def reserve(self, most: Usage, *, workflow: str | None) -> str:
        """Set aside the most that a request can cost.

        Raises:
            DailyCapReached: it would be too much for today.
            WriterUnavailable: there is a cap, and it can't be counted against it.
        """
        tariff = self._tariff
        request = Request(uuid.uuid4().hex, tariff.model, tariff.server, workflow, _spent(self._priced(most)))
        try:
            await self._account.reserve_spending(request, cap=tariff.cap)
        except asyncio.CancelledError:
            self.settle(request.key, Usage(0, 0))
            raise
        except SpendingCapReached as reached:
            raise DailyCapReached(reached) from reached
        except CreditError as problem:
            if tariff.cap is not None:
                raise WriterUnavailable(problem.message, problem.next_step) from problem
            _log.warning("what a text takes is not counted: %s", problem.message)
        return request.key

    def settle(self, reservation: str, used: Usage) -> Usage:
        """Have what a request took booked, beside everything else; return it with its price."""
        priced = self._priced(used)
        task = asyncio.get_running_loop().create_task(self._settle(reservation, priced), name="settle spending")
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)
        return priced

    async def close(self) -> None:
        """Wait until everything is booked."""
        if self._settling:
            await asyncio.wait(self._settling)

    async def _settle(self, reservation: str, used: Usage) -> None:
        try:
            await self._account.settle_spending(reservation, _spent(used))
        except CreditError as problem:  # what was set aside for it stands
            _log.warning("what a text took is not booked: %s", problem.message)

    def _priced(self, usage: Usage) -> Usage:
        return replace(usage, cost=self._tariff.prices.cost(usage.tokens_in, usage.tokens_out))


def _spent(usage: Usage) -> Spent:
    return Spent(usage.tokens_in, usage.tokens_out, usage.cost, usage.is_estimated)
