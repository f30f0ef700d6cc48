"""An event loop whose time stands still while anything is under way and leaps to the next timer when nothing is.

What runs in threads and what goes over sockets is real; only waiting takes no time.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

_T = TypeVar("_T")
Settle = Callable[[], Awaitable[object]]
"""Returns when whatever had been sent before it was called is on the receivers' sockets."""

PATIENCE_S = 20.0
"""Real time without anything happening, though something should."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop that leaps to the next timer instead of waiting for it.

    In `settling_with` it does not leap before what was sent over sockets has arrived.

    Attributes:
        leaps: How many times it went on to a timer.
        turns: How many times it went round.
    """

    def __init__(self) -> None:
        super().__init__(_LeapingSelector(self))
        self.elapsed_s = 0.0
        self.leaps = 0
        self.turns = 0
        self._turn = -1
        self._act: Callable[[], object] = lambda: None
        self._settle: Settle | None = None
        self._own_descriptor = -1
        self._working = 0
        self._events = 0
        self._settled_at: int | None = None
        self._settling: asyncio.Task[None] | None = None

    def time(self) -> float:
        return self.elapsed_s

    def do_at_turn(self, turn: int, act: Callable[[], object]) -> None:
        """Have this done at so many turns from now, between the steps of all tasks, as a signal's handler is."""
        self._turn, self._act = self.turns + turn, act

    @contextmanager
    def settling_with(self, settle: Settle, *, descriptor: int) -> Iterator[None]:
        """Leap only once `settle` has returned; `descriptor` is the socket that it uses itself."""
        self._settle, self._own_descriptor = settle, descriptor
        try:
            yield
        finally:
            self._settle = None

    async def end_settling(self) -> None:
        """Return once no settling is under way, so that its socket may be closed."""
        if self._settling is not None:
            await self._settling

    def run_in_executor(  # type: ignore[override]  # the base's is typed by overloads of the same shape
        self, executor: Executor | None, func: Callable[..., _T], *args: Any
    ) -> asyncio.Future[_T]:
        future = super().run_in_executor(executor, func, *args)
        self._working += 1
        future.add_done_callback(self._worked)
        return future

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Wait for the threads without a bound: that of `Runner.close()` is on this loop's time, which leaps."""
        await super().shutdown_default_executor()

    def _worked(self, _: object) -> None:
        self._working -= 1

    def wait(self, timeout: float | None, poll: Callable[[float], list[Any]]) -> list[Any]:
        """Wait for events in the selector's place, or leap to the next timer."""
        self.turns += 1
        if self.turns == self._turn:
            self._act()
            return self._counted(poll(0))
        if timeout == 0 or (events := self._counted(poll(0))):
            return self._counted(poll(0)) if timeout == 0 else events
        if self._settle is not None and self._settled_at != self._events and self._settling is None:
            self._settling = self.create_task(self._settled(self._settle))
            return []
        settling = self._settling is not None and not self._settling.done()
        if self._working or settling or timeout is None:
            events = self._counted(poll(PATIENCE_S))
            if not events:
                raise AssertionError("something under way never ended")
            return events
        self.elapsed_s += timeout
        self.leaps += 1
        self._settled_at = None
        return []

    def _counted(self, events: list[Any]) -> list[Any]:
        self._events += any(key.fd != self._own_descriptor for key, _ in events)
        return events

    async def _settled(self, settle: Settle) -> None:
        before = None
        while before != self._events:
            before = self._events
            await settle()
        self._settled_at, self._settling = before, None


class _LeapingSelector(selectors.DefaultSelector):
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        return self._loop.wait(timeout, super().select)


class LoopClock:
    """A `Clock` on a loop's time."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def now(self) -> datetime:
        return datetime(2026, 1, 1, 7, tzinfo=UTC) + timedelta(seconds=self._loop.time())

    def monotonic_s(self) -> float:
        return 1_000.0 + self._loop.time()


def run_in_virtual_time(work: Callable[[VirtualLoop, LoopClock], Coroutine[Any, Any, _T]]) -> _T:
    """Run a coroutine to its end on a virtual loop of its own."""
    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(work(loop, LoopClock(loop)))
