"""What each paid step costs: its declared price, or the one that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from spotintro.credits.features import UserTransaction

TRANSACTION_COSTS: Mapping[UserTransaction, int] = MappingProxyType(
    {step: step.terms.price for step in UserTransaction}
)


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices in force: the declared ones with the settings' own over them. Credits, whole, never negative."""

    overrides: Mapping[UserTransaction, int] = field(default_factory=dict)

    def of(self, step: UserTransaction) -> int:
        """Return the price of a step, in credits."""
        return self.overrides.get(step, TRANSACTION_COSTS[step])
