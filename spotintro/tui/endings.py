"""Ends by signal: the app closes as if quit, wherever the signal finds it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

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

    def remove(self) -> None:
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


def _ignore_signal(_number: int, _frame: FrameType | None) -> None:
    """Do nothing. A handler is needed: a signal ignored while it is pending is reported as a race."""


def _terminal_is_gone() -> bool:
    import termios  # no other system than those that hang up asks this

    try:
        termios.tcgetattr(2)
    except termios.error:
        return True
    return False
