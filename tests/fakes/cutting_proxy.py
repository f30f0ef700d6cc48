"""A TCP proxy on loopback before a server's socket, which cuts a connection where the test says."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

COMMIT = b"COMMIT\0"
"""As the client sends it, and as the server says that it is done."""


@dataclass
class Cut:
    """The point at which to cut a connection, once."""

    after_bytes: int | None = None
    """From the client, since the cut was armed; what goes beyond is not passed on."""
    before_commit: bool = False
    """The server never sees it."""
    after_commit: bool = False
    """The server has done it; the client never hears of it."""


class CuttingProxy:
    """Passes connections on to a server, and cuts one where a test wants it.

    `cut` arms it; `silent` swallows everything new without an answer.
    """

    def __init__(self, upstream: Path) -> None:
        self._upstream = upstream
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.silent = False
        self.cuts = 0
        self._cut: Cut | None = None
        self._passed = 0
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def cut(self, cut: Cut) -> None:
        self._passed = 0
        self._cut = cut

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for each in tuple(self._sockets):
            _end(each)
        for thread in self._threads:
            thread.join(timeout=10)

    def _start(self, work: Callable[..., None], *arguments: socket.socket) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self._sockets.add(client)
            if self.silent:
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self._upstream))
            self._sockets.add(server)
            self._start(self._to_server, client, server)
            self._start(self._to_client, client, server)

    def _to_server(self, client: socket.socket, server: socket.socket) -> None:
        for part in _parts(client):
            cut = self._cut
            if cut is not None and cut.after_bytes is not None and self._passed + len(part) > cut.after_bytes:
                server.sendall(part[: cut.after_bytes - self._passed])
                self._do(client, server)
                return
            if cut is not None and cut.before_commit and COMMIT in part:
                self._do(client, server)
                return
            self._passed += len(part)
            with contextlib.suppress(OSError):  # the server may have ended it
                server.sendall(part)
        _end(server)

    def _to_client(self, client: socket.socket, server: socket.socket) -> None:
        for part in _parts(server):
            cut = self._cut
            # "C" is CommandComplete, whose tag tells which command.
            if cut is not None and cut.after_commit and COMMIT in part:
                self._do(client, server)
                return
            with contextlib.suppress(OSError):  # the client may be gone
                client.sendall(part)
        _end(client)

    def _do(self, client: socket.socket, server: socket.socket) -> None:
        self._cut = None
        self.cuts += 1
        _end(client)
        _end(server)


def _parts(source: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            part = source.recv(65536)
        except OSError:
            return
        if not part:
            return
        yield part


def _end(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
