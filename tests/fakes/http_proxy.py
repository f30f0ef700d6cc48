"""An HTTP proxy on loopback that refuses to pass anything on, and keeps what it was told.

Whatever reaches it has left the way that it should have taken, or shows that it took the proxy's.
"""

from __future__ import annotations

import socket
import threading
from types import TracebackType
from typing import Self


class RefusingProxy:
    """Answers each request with `403 Forbidden`; `received` are the heads and bodies as they came, in order."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="refusing-proxy")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A listener that is only closed goes on waiting in the other thread.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)
        assert not self._thread.is_alive(), "the proxy did not stop"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                received = b""
                while b"\r\n\r\n" not in received and (more := connection.recv(65536)):
                    received += more
                self.received.append(received)
                connection.sendall(
                    b"HTTP/1.1 403 Blocked by policy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                )
