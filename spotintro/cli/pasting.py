"""Lines from stdin while something else is waited for."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable
from typing import Final

_PART: Final = 4_096
_MAX_LINE: Final = 16_384


async def pasted_lines() -> AsyncIterator[str]:
    """Yield what is typed, pasted or piped in, line by line, until stdin ends.

    Read by a thread of its own, which the end of the program doesn't wait for, and past Python's own buffer, whose
    lock it would else hold at that end.
    """
    try:
        descriptor = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):  # there is none, or it is closed
        return
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def put(line: str | None) -> None:
        with contextlib.suppress(RuntimeError):  # nobody waits any more
            loop.call_soon_threadsafe(lines.put_nowait, line)

    threading.Thread(target=_read, args=(descriptor, put), name="stdin", daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line


def _read(descriptor: int, put: Callable[[str | None], None]) -> None:
    pending = b""
    while part := _part_of(descriptor):
        *lines, pending = (pending + part).split(b"\n")
        for line in lines:
            put(line.decode(errors="replace"))
        pending = pending[:_MAX_LINE]
    if pending:
        put(pending.decode(errors="replace"))
    put(None)


def _part_of(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _PART)
    except OSError:  # a terminal that went away
        return b""
