"""Time that stands still until a test moves it; timers fire on the way."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class VirtualTimer:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback = callback
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class VirtualTime:
    """A `Clock`, and a `call_later` on the same time."""

    def __init__(self) -> None:
        self.elapsed_s = 0.0
        self._timers: list[tuple[float, int, VirtualTimer]] = []
        self._order = itertools.count()

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.elapsed_s)

    def monotonic_s(self) -> float:
        return 1000.0 + self.elapsed_s

    def call_later(self, delay_s: float, callback: Callable[[], None], /) -> VirtualTimer:
        timer = VirtualTimer(callback)
        heapq.heappush(self._timers, (self.elapsed_s + delay_s, next(self._order), timer))
        return timer

    @property
    def pending(self) -> int:
        """The number of timers that would still fire."""
        return sum(not timer.cancelled for _, _, timer in self._timers)

    def advance(self, seconds: float) -> None:
        """Move on; every timer that falls due fires at its own moment."""
        end_s = self.elapsed_s + seconds
        while self._timers and self._timers[0][0] <= end_s:
            due_s, _, timer = heapq.heappop(self._timers)
            self.elapsed_s = max(self.elapsed_s, due_s)
            if not timer.cancelled:
                timer.callback()
        self.elapsed_s = end_s

    def fire_early(self) -> None:
        """Fire every timer now, as a loop may that rounds to its resolution."""
        timers, self._timers = self._timers, []
        for _, _, timer in timers:
            if not timer.cancelled:
                timer.callback()

    def jump(self, seconds: float) -> None:
        """Move on without a timer firing: a blocked loop, a suspended process."""
        self.elapsed_s += seconds
