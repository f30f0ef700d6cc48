"""Amounts of money, in whole millionths of a currency's unit: they are added up and compared without rounding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Money:
    micros: int
    """Millionths of the currency's unit."""
    currency: str

    @classmethod
    def of(cls, amount: float, currency: str) -> Money:
        """Take an amount as the settings have it: by the digits that were written, not by the binary number."""
        exact = Decimal(repr(amount)) * MILLION
        return cls(int(exact.to_integral_value(ROUND_HALF_EVEN)), currency)

    @property
    def amount(self) -> str:
        """The number in digits, exact, with two decimals at least."""
        whole, rest = divmod(self.micros, MILLION)
        return f"{whole}.{f'{rest:06}'.rstrip('0').ljust(2, '0')}"

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@dataclass(frozen=True, slots=True)
class TokenPrices:
    """The price of a million tokens each way; 0 where it is unknown, or there is none."""

    tokens_in: Money
    tokens_out: Money

    @classmethod
    def of(cls, tokens_in: float, tokens_out: float, currency: str) -> TokenPrices:
        return cls(Money.of(tokens_in, currency), Money.of(tokens_out, currency))

    def cost(self, tokens_in: int, tokens_out: int) -> Money | None:
        """Return the price of so many tokens, rounded up to a millionth; None where no price is known."""
        if not (self.tokens_in.micros or self.tokens_out.micros):
            return None
        parts = tokens_in * self.tokens_in.micros + tokens_out * self.tokens_out.micros
        return Money(-(-parts // MILLION), self.tokens_in.currency)
