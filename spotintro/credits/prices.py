"""The paid features and what each costs.

A new paid feature is one member and one price here; gate, store and screen follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class UserTransaction(StrEnum):
    GENERATE_TRACK_INTRO = "GENERATE_TRACK_INTRO"
    SPEAK_TRACK_INTRO = "SPEAK_TRACK_INTRO"

    @property
    def label(self) -> str:
        """The feature in a user's words, short enough for the credit bar."""
        return _LABELS.get(self, self.value.replace("_", " ").lower())


_LABELS: Mapping[UserTransaction, str] = {
    UserTransaction.GENERATE_TRACK_INTRO: "intro",
    UserTransaction.SPEAK_TRACK_INTRO: "voice",
}

TRANSACTION_COSTS: Mapping[UserTransaction, int] = MappingProxyType(
    {
        UserTransaction.GENERATE_TRACK_INTRO: 1,
        UserTransaction.SPEAK_TRACK_INTRO: 1,
    }
)


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices in force: the defaults with the user's own over them. Credits, whole, never negative."""

    overrides: Mapping[UserTransaction, int] = field(default_factory=dict)

    def of(self, step: UserTransaction) -> int:
        return self.overrides.get(step, TRANSACTION_COSTS[step])
