"""Lots and allowances in plain Python: what is spent first, what lapses and what is due."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from spotintro.credits.base import VoucherTerms

GRACE = timedelta(hours=24)


@dataclass
class Lot:
    number: int
    remaining: int
    promotional: bool
    granted_at: datetime
    expires_at: datetime | None
    source: str
    captured: int = 0
    grace_until: datetime | None = None

    @property
    def lapses_at(self) -> datetime | None:
        return self.grace_until or self.expires_at

    @property
    def turn(self) -> tuple[bool, float, bool, datetime, int]:
        """A key that sorts lots into the order of spending."""
        lapses = 0.0 if self.lapses_at is None else self.lapses_at.timestamp()
        return (self.lapses_at is None, lapses, not self.promotional, self.granted_at, self.number)

    def has_lapsed(self, by: datetime) -> bool:
        return self.lapses_at is not None and self.lapses_at <= by


@dataclass
class Lapse:
    """An entry by which something of a lot lapsed."""

    lot: Lot
    amount: int
    at: datetime
    came_back: bool = False

    def is_too_early(self, now: datetime) -> bool:
        expires_at, grace_until = self.lot.expires_at, self.lot.grace_until
        assert expires_at is not None
        by_grace = grace_until is not None and grace_until > now and self.at >= grace_until
        return not self.came_back and (expires_at > now or by_grace)


class Lots:
    def __init__(self) -> None:
        self.all: list[Lot] = []
        self.taken: dict[str, list[tuple[Lot, int]]] = {}
        """Per hold's key what it took from which."""
        self.lapses: list[Lapse] = []

    def add(
        self, amount: int, *, promotional: bool, at: datetime, expires_at: datetime | None, source: str
    ) -> None:
        self.all.append(Lot(len(self.all), amount, promotional, at, expires_at, source))

    @property
    def open(self) -> list[Lot]:
        return sorted((lot for lot in self.all if lot.remaining > 0), key=lambda lot: lot.turn)

    def lapsed(self, by: datetime) -> list[Lot]:
        return [lot for lot in self.open if lot.has_lapsed(by)]

    def too_early(self, now: datetime) -> list[Lapse]:
        return [lapse for lapse in self.lapses if lapse.is_too_early(now)]

    def end_grace(self, now: datetime) -> None:
        for lot in self.all:
            if lot.expires_at is not None and lot.expires_at > now:
                lot.grace_until = None

    def take(self, key: str, amount: int) -> None:
        taken = self.taken[key] = []
        for lot in self.open:
            part = min(amount, lot.remaining)
            lot.remaining -= part
            amount -= part
            if part:
                taken.append((lot, part))
        assert amount == 0

    def give_back(self, key: str, by: datetime, at: datetime) -> None:
        for lot, part in self.taken[key]:
            lot.remaining += part
            if lot.has_lapsed(by):
                lot.grace_until = at + GRACE

    def capture(self, key: str) -> bool:
        """Spend what was taken for a hold, and return whether something of it was paid for."""
        for lot, part in self.taken[key]:
            lot.captured += part
        return any(not lot.promotional for lot, _ in self.taken[key])

    def refund(self, key: str, by: datetime, at: datetime) -> None:
        for lot, part in self.taken[key]:
            lot.captured -= part
        self.give_back(key, by, at)

    @property
    def paid_is_captured(self) -> bool:
        return any(lot.captured > 0 and not lot.promotional for lot in self.all)


@dataclass
class FakeAllowance:
    terms: VoucherTerms
    started_at: datetime
    claimed: int = 1

    @property
    def next_at(self) -> datetime | None:
        assert self.terms.times is not None
        assert self.terms.every_days is not None
        due = self.started_at + timedelta(days=self.claimed * self.terms.every_days)
        return due if self.claimed < self.terms.times else None

    def due(self, by: datetime, revoked: Collection[str]) -> int:
        """The number of parts that could come by then."""
        if {self.terms.operator_key, self.terms.serial} & set(revoked):
            return 0
        assert self.terms.times is not None
        assert self.terms.every_days is not None
        every = timedelta(days=self.terms.every_days)
        return sum(self.started_at + part * every <= by for part in range(self.claimed, self.terms.times))

    def goes_on(self, by: datetime, revoked: Collection[str]) -> bool:
        """Whether another part becomes due later."""
        revoked_here = {self.terms.operator_key, self.terms.serial} & set(revoked)
        return not revoked_here and self.claimed + self.due(by, ()) < (self.terms.times or 0)

    def after(self, by: datetime) -> datetime:
        """When the next part becomes due after that."""
        return self.started_at + (self.claimed + self.due(by, ())) * timedelta(days=self.terms.every_days or 0)
