"""An end to what a server may take in all: requests bounds each wait alone, and a drop now and then has no end."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Any, Self

from requests.adapters import HTTPAdapter


class Deadline(HTTPAdapter):
    """Makes connections of its own, and ends each of them when the time is up, whatever it is doing then.

    Attributes:
        passed: Whether the time is up: what had come by then may look whole and isn't.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.passed = False
        self._connected: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            for connected in self._connected:
                connected.close()
            self._connected.clear()
        self.close()

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        """Return requests' own pool, whose connections are noted."""
        pool = super().get_connection_with_tls_context(*args, **options)
        pool.ConnectionCls = _noted(pool.ConnectionCls, self._note)
        return pool

    def _note(self, connected: socket.socket) -> None:
        # A socket of our own onto the same connection: TLS takes the other's descriptor over.
        own = socket.socket(fileno=socket.dup(connected.fileno()))
        with self._lock:
            self._connected.append(own)
        if self.passed:
            self._end()

    def _end(self) -> None:
        self.passed = True
        with self._lock:
            for connected in self._connected:
                with contextlib.suppress(OSError):  # it has ended by itself
                    connected.shutdown(socket.SHUT_RDWR)


def _noted(connection: Any, note: Any) -> Any:
    class Noted(connection):  # type: ignore[misc]  # which of urllib3's it is depends on the address
        def _new_conn(self) -> socket.socket:
            connected: socket.socket = super()._new_conn()
            note(connected)
            return connected

    return Noted
