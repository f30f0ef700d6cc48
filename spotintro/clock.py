"""Time as a value that is handed in, so that tests own it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Two clocks that must not be mixed."""

    def now(self) -> datetime:
        """Return the wall clock's time, aware, in UTC: for what is kept."""
        ...

    def monotonic_s(self) -> float:
        """Return seconds from an arbitrary start that never go back: for durations."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_s(self) -> float:
        return time.monotonic()
