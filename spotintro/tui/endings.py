"""Ends by signal, and with its terminal: the app closes as if quit, wherever that finds it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Final, TextIO, cast

_log = logging.getLogger(__name__)

_HANG_UP: Final = getattr(signal, "SIGHUP", None)
_ENDING: Final = tuple(number for number in (signal.SIGTERM, _HANG_UP, signal.SIGINT) if number is not None)


class Endings:
    """Calls back, on the event loop, once a signal says that it is over.

    Not by `loop.add_signal_handler`: a terminal that is closed sends SIGHUP and SIGCONT together, and at SIGCONT
    Textual sets up the terminal again, with a second writer thread whose queue nobody empties (textual 8.2.8,
    `LinuxDriver`); only a handler that runs at once can come before that.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, end: Callable[[signal.Signals], None]) -> None:
        self._loop = loop
        self._end = end
        self._before: dict[signal.Signals, Any] = {}

    def install(self) -> None:
        for number in _ENDING:
            self._before[number] = signal.signal(number, self._on_signal)
        if isinstance(sys.__stderr__, LastingTerminal) and _HANG_UP is not None:
            hang_up = signal.Signals(_HANG_UP)
            sys.__stderr__.gone = lambda: self._loop.call_soon_threadsafe(self._end, hang_up)

    def remove(self) -> None:
        if isinstance(sys.__stderr__, LastingTerminal):
            sys.__stderr__.gone = None
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if number == _HANG_UP and _terminal_is_gone():
            signal.signal(signal.SIGCONT, _ignore_signal)
            # What is still written must go somewhere: an error would end the thread that empties the queue.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.__stderr__.fileno() if sys.__stderr__ is not None else 2)
            os.close(nowhere)
        self._loop.call_soon_threadsafe(self._end, signal.Signals(number))


class LastingTerminal:
    """The terminal's stream, which takes what is written also once the terminal has gone.

    An error would end the thread by which Textual (8.2.8) writes, and the app would wait for ever for room in that
    thread's queue. The signal that tells of it may come later than the error, or to nobody.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.gone: Callable[[], object] | None = None
        """Called once, from any thread, when the terminal is seen to have gone."""

    def write(self, text: str) -> int:
        """Write the text, or drop it."""
        with self._lasting():
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Pass on what was written, or drop it."""
        with self._lasting():
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @contextlib.contextmanager
    def _lasting(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            gone, self.gone = self.gone, None
            if gone is not None:
                _log.warning("the terminal takes no more: %s", error)
                gone()


@contextlib.contextmanager
def lasting_terminal() -> Iterator[None]:
    """Have what is written to the terminal dropped, once it has gone, for as long as the block runs."""
    before = sys.__stderr__
    if before is not None:
        sys.__stderr__ = cast("Any", LastingTerminal(before))  # type: ignore[misc]  # Textual writes there
    try:
        yield
    finally:
        sys.__stderr__ = before  # type: ignore[misc]  # as above


def _ignore_signal(_number: int, _frame: FrameType | None) -> None:
    """Do nothing. A handler is needed: a signal ignored while it is pending is reported as a race."""


def _terminal_is_gone() -> bool:
    import termios  # no other system than those that hang up asks this

    try:
        termios.tcgetattr(2)
    except termios.error:
        return True
    return False
