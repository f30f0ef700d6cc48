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

    @property
    def turn(self) -> tuple[bool, float, bool, datetime, int]:
        """A key that sorts lots into the order of spending."""
        lapses = 0.0 if self.expires_at is None else self.expires_at.timestamp()
        return (self.expires_at is None, lapses, not self.promotional, self.granted_at, self.number)


class Lots:
    def __init__(self) -> None:
        self.all: list[Lot] = []
        self.taken: dict[str, list[tuple[Lot, int]]] = {}
        """Per hold's key what it took from which."""

    def add(
        self, amount: int, *, promotional: bool, at: datetime, expires_at: datetime | None, source: str
    ) -> None:
        self.all.append(Lot(len(self.all), amount, promotional, at, expires_at, source))

    @property
    def open(self) -> list[Lot]:
        return sorted((lot for lot in self.all if lot.remaining > 0), key=lambda lot: lot.turn)

    def lapsed(self, at: datetime) -> list[Lot]:
        return [lot for lot in self.open if lot.expires_at is not None and lot.expires_at <= at]

    def take(self, key: str, amount: int) -> None:
        taken = self.taken[key] = []
        for lot in self.open:
            part = min(amount, lot.remaining)
            lot.remaining -= part
            amount -= part
            if part:
                taken.append((lot, part))
        assert amount == 0

    def give_back(self, key: str, at: datetime) -> None:
        for lot, part in self.taken[key]:
            lot.remaining += part
            if lot.expires_at is not None and lot.expires_at <= at:
                lot.expires_at = at + GRACE

    def capture(self, key: str) -> bool:
        """Spend what was taken for a hold, and return whether something of it was paid for."""
        for lot, part in self.taken[key]:
            lot.captured += part
        return any(not lot.promotional for lot, _ in self.taken[key])

    def refund(self, key: str, at: datetime) -> None:
        for lot, part in self.taken[key]:
            lot.captured -= part
        self.give_back(key, at)

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

    def is_due(self, at: datetime, revoked: Collection[str]) -> bool:
        named = {self.terms.operator_key, self.terms.serial}
        return not named & set(revoked) and self.next_at is not None and self.next_at <= at
