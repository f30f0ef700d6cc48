"""A command's work on an event loop, with the parts it needs, and an orderly end by signal."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from spotintro.cli.failures import Interrupted
from spotintro.cli.launch import Launch
from spotintro.cli.log_file import start_log
from spotintro.config.errors import FolderUnavailable

if TYPE_CHECKING:
    from spotintro.wiring.options import RunOptions
    from spotintro.wiring.parts import Parts


class CancelledAndTold(asyncio.CancelledError):
    """A cancelled command has ended the document that it had begun, with the error in it."""


SAME_STOP_S: Final = 1.0
"""So long a second signal belongs to the first: `timeout` sends one to the program, and one to its group."""
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def make_parts(
    launch: Launch, options: RunOptions | None = None, *, demo: bool = False, keeps: bool = True
) -> Parts:
    """Make the parts of this run; the data folder and the log are there from now on.

    A command that `keeps` nothing works without that folder.

    Raises:
        ConfigError: settings or folder can't be used.
    """
    from spotintro.wiring.parts import Parts

    settings = launch.settings()
    if demo:
        import msgspec

        # Demo credits are never taken from, or put into, the account of a shared store.
        settings = msgspec.structs.replace(settings, store=type(settings.store)())
    paths = launch.paths(demo=demo)
    try:
        paths.make_data_dir()
    except FolderUnavailable:
        if keeps:
            raise
    else:
        start_log(paths.log_file)
    return Parts(settings, paths, options, demo=demo)


def with_parts(parts: Parts, work: Callable[[Parts], Awaitable[int]]) -> int:
    """Run the work to its exit code, and close the parts however it ends.

    Raises:
        Interrupted: by SIGINT, SIGTERM or SIGHUP, after the work has ended in order.
    """
    return run(lambda: _closing(parts, work))


def run(work: Callable[[], Awaitable[int]]) -> int:
    """Run the work on a loop of its own; a signal cancels it, a second one after `SAME_STOP_S` ends all."""
    return asyncio.run(_interruptible(work))


async def _closing(parts: Parts, work: Callable[[Parts], Awaitable[int]]) -> int:
    try:
        status = await work(parts)
    except BaseException:
        await parts.close()
        raise
    closing = asyncio.ensure_future(parts.close())
    try:
        await asyncio.shield(closing)
    except asyncio.CancelledError:
        # All is printed and the exit code is known: a signal has nothing left to stop.
        await closing
    return status


def _on_loop(
    loop: asyncio.AbstractEventLoop, number: signal.Signals, told: Callable[[int], None]
) -> Callable[[], object]:
    """Have the loop told of a signal; return what ends that. The loops of Windows have no handlers for it."""
    if sys.platform != "win32":
        loop.add_signal_handler(number, told, number)
        return partial(loop.remove_signal_handler, number)
    before = signal.signal(number, lambda number, _frame: loop.call_soon_threadsafe(told, number))
    return partial(signal.signal, number, before)


async def _interruptible(work: Callable[[], Awaitable[int]]) -> int:
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work())
    received: list[int] = []
    first_at = 0.0

    def on_signal(number: int) -> None:
        nonlocal first_at
        if received and loop.time() - first_at < SAME_STOP_S:
            return
        if received:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        received.append(number)
        first_at = loop.time()
        task.cancel()

    installed = [
        _on_loop(loop, number, on_signal)
        for number in _SIGNALS
        # nohup: what was told to ignore a hang-up goes on ignoring it.
        if signal.getsignal(number) is not signal.SIG_IGN
    ]
    try:
        return await task
    except asyncio.CancelledError as stopped:
        if received:
            raise Interrupted(received[0], is_told=isinstance(stopped, CancelledAndTold)) from None
        raise
    finally:
        for remove in installed:
            remove()
