"""The work that a session does beside its face: each task named, none of them able to fail unseen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Tasks:
    """Starts tasks, and hands every failure to one place.

    Args:
        failed: Takes what the task was doing, to be said of it, and its error.
    """

    def __init__(self, failed: Callable[[str, BaseException], None]) -> None:
        self._failed = failed
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], doing: str) -> asyncio.Task[None]:
        """Start the work, and return its task; `doing` is what it is about, like "reading the balance"."""
        task = asyncio.create_task(work, name=doing)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    async def cancel(self) -> None:
        """Cancel what still runs, and wait for its end."""
        running = tuple(self._running)
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed(task.get_name(), error)
