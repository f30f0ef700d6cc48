"""What the AI writer's texts take: tokens, and money where their price is known. Credits are another matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.money import Money


@dataclass(frozen=True, slots=True)
class Spent:
    """The tokens of one or more requests, and their cost."""

    tokens_in: int = 0
    tokens_out: int = 0
    cost: Money | None = None
    """None where no price is known."""
    is_estimated: bool = False
    """Not all of it by the server's own figures."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request to a model, before it is sent."""

    key: str
    """Names it: what is set aside under it is settled once."""
    model: str
    server: str
    """Host and port."""
    workflow: str | None
    """None where the text is written ahead of any."""
    most: Spent
    """That it can take. It stands where the request is never settled: nobody knows then how far it came."""


@dataclass(frozen=True, slots=True)
class DaySpending:
    """All requests of one day in one currency, or without a price."""

    day: int
    """Counted from the first day asked for, which is 0."""
    requests: int
    spent: Spent


class SpendingCapReached(CreditError):
    """The day's cap doesn't allow the request; nothing is set aside for it."""

    def __init__(self, *, today: Money, most: Money, cap: Money) -> None:
        super().__init__(
            CreditErrorCode.OPERATION_FAILED,
            f"Today's texts cost {today}, and one more may cost up to {most}: "
            f"that is above the day's cap of {cap} (writer.openai.daily_cap).",
            "Have the announcer write (--writer announcer), raise the cap, or wait for tomorrow.",
        )


def by_month(spending: Iterable[DaySpending], starts: Sequence[datetime]) -> Mapping[date, tuple[Spent, ...]]:
    """Add up days to months, each under its first day.

    Args:
        spending: By day.
        starts: When each of the days begins.
    """
    months: dict[date, list[DaySpending]] = {}
    for each in spending:
        months.setdefault(starts[each.day].date().replace(day=1), []).append(each)
    return {month: total(days) for month, days in months.items()}


def total(spending: Iterable[DaySpending]) -> tuple[Spent, ...]:
    """Add up days to one sum for each currency, what has no price last."""
    sums: dict[str | None, Spent] = {}
    for each in spending:
        spent = each.spent
        currency = None if spent.cost is None else spent.cost.currency
        so_far = sums.get(currency, Spent())
        cost = spent.cost
        if cost is not None and so_far.cost is not None:
            cost = Money(so_far.cost.micros + cost.micros, cost.currency)
        sums[currency] = Spent(
            so_far.tokens_in + spent.tokens_in,
            so_far.tokens_out + spent.tokens_out,
            cost,
            so_far.is_estimated or spent.is_estimated,
        )
    return tuple(
        sums[currency] for currency in sorted(sums, key=lambda currency: (currency is None, currency or ""))
    )
