"""Credits used, by day and by feature. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spotintro.credits.base import Entry

DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Usage:
    """The last `DAYS` days of the user's own time zone, the last one today."""

    today: date
    by_day: tuple[int, ...]
    by_step: tuple[tuple[str, int], ...]
    """Features by their labels, the most used first."""
    whole: bool
    """Whether every entry of these days was there to be counted."""

    @property
    def first(self) -> date:
        return self.today - timedelta(days=DAYS - 1)

    @property
    def total(self) -> int:
        return sum(self.by_day)

    @property
    def most(self) -> int:
        return max(self.by_day)


def usage_of(captures: Iterable[Entry], *, today: date, whole: bool) -> Usage:
    """Sums the charges of these days; what is older, or from a clock that ran ahead, is left out."""
    by_day = [0] * DAYS
    by_step: Counter[str] = Counter()
    for entry in captures:
        age = (today - entry.at.astimezone().date()).days
        if 0 <= age < DAYS:
            by_day[DAYS - 1 - age] -= entry.amount
            by_step[entry.step.label if entry.step is not None else "other"] -= entry.amount
    return Usage(today, tuple(by_day), tuple(by_step.most_common()), whole)
