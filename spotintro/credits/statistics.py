"""What an account was used for: sums alone, made in its own store and sent nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from spotintro.credits.features import UserTransaction


@dataclass(frozen=True, slots=True)
class FeatureUse:
    """One feature on one day."""

    day: int
    """Counted from the first day asked for, which is 0."""
    step: UserTransaction | None
    """None: a feature that this version no longer has."""
    times: int
    credits: int


@dataclass(frozen=True, slots=True)
class TrackUse:
    """How often a track was introduced, for credits or free."""

    title: str
    """With its artists."""
    intros: int


@dataclass(frozen=True, slots=True)
class UseAfterEmpty:
    """What was charged once credits had come again to an account that had run empty: what makes people stay."""

    times: int = 0
    credits: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of the days asked for."""

    uses: tuple[FeatureUse, ...]
    """By day, then by feature; what was not used is not there."""
    tracks: tuple[TrackUse, ...]
    """The most introduced first."""
    refusals: int
    """Intros that wanted more credits than there were."""
    support_contacts: int
    after_empty: UseAfterEmpty

    def by_day(self, days: int) -> tuple[int, ...]:
        """Sum up the credits of each day."""
        credits_of: Counter[int] = Counter()
        for use in self.uses:
            credits_of[use.day] += use.credits
        return tuple(credits_of[day] for day in range(days))

    def by_feature(self) -> tuple[tuple[str, int, int], ...]:
        """Return label, times and credits of each feature, the dearest first."""
        times: Counter[str] = Counter()
        spent: Counter[str] = Counter()
        for use in self.uses:
            label = feature_label(use.step)
            times[label] += use.times
            spent[label] += use.credits
        return tuple((label, times[label], amount) for label, amount in spent.most_common())


def feature_label(step: UserTransaction | None) -> str:
    return "other" if step is None else step.label


def day_starts(today: date, days: int) -> tuple[datetime, ...]:
    """Tell when each of these days begins where this machine stands, clock changes and all; the last is today."""
    midnight = datetime.min.time()
    # Naive on purpose: only so does `astimezone` take the zone's rules of that very day.
    return tuple(
        datetime.combine(today - timedelta(days=age), midnight).astimezone() for age in reversed(range(days))
    )


def month_starts(today: date, months: int) -> tuple[datetime, ...]:
    """Tell when each of these months begins where this machine stands; the last is this month."""
    counted = today.year * 12 + today.month - 1
    firsts = (divmod(counted - age, 12) for age in reversed(range(months)))
    return tuple(datetime(year, month + 1, 1).astimezone() for year, month in firsts)


def require_days(starts: Sequence[datetime]) -> None:
    """Refuse what is a programmer's mistake: no days, or days out of order."""
    if not starts or any(later <= earlier for earlier, later in pairwise(starts)):
        raise ValueError("the days must be given in their order, at least one")
