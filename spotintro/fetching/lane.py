"""One thread that does one piece of work after the other, and that nobody ever waits for.

A pool's threads are joined when the interpreter ends, so a request that hangs would keep a closed app's terminal
for as long as the request's time-out.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import SimpleQueue
from typing import ParamSpec, TypeVar

_T = TypeVar("_T")
_P = ParamSpec("_P")
_Job = Callable[[], None]


class Lane(Executor):
    """An executor of one thread that nobody joins; the thread starts with the first work.

    What is cancelled before its turn is never begun.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._ended = False

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Queue one piece of work.

        Raises:
            RuntimeError: it was shut down.
        """
        if self._ended:
            raise RuntimeError("the lane was shut down")
        future: Future[_T] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - it belongs to who waits for the result
                future.set_exception(error)
            else:
                future.set_result(result)

        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        return future

    def shutdown(self, wait: bool = False, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - the base's
        """End the thread after what was submitted, without waiting for it. A second call changes nothing."""
        if not self._ended:
            self._ended = True
            self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            del job
