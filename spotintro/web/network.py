"""Under which names this machine is reached, and the socket that is served on."""

from __future__ import annotations

import contextlib
import socket
import sys
from asyncio.sslproto import SSLProtocol
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from spotintro.web.errors import NotServed
from spotintro.web.protocol import MAX_CONNECTIONS, MAX_OF_ONE

PORT: Final = 7768
"""S-P-O-T on a phone's keys. Always the same one, so that a page on the home screen finds it again."""
_SEND_BUFFER: Final = 64 * 1024
"""So much waits in the system for a slow reader."""
_TLS_BUFFER: Final = 32 * 1024
"""Two records of TLS. asyncio has eight times as much for each connection, until garbage is collected."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the page is served."""

    lan: bool = False
    """Whether other machines of the network may reach it."""
    port: int = PORT
    """0: any that is free."""
    names: tuple[str, ...] = ()
    """Further names under which this machine is reached."""
    cert: str | None = None
    key: str | None = None

    @property
    def secure(self) -> bool:
        return self.cert is not None


def listen(options: Options) -> socket.socket:
    """Return a bound socket. Raises: NotServed: the port can't be had."""
    bound = (_Gate if options.secure else socket.socket)(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # where it would let another program take the port from this one
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        if options.secure:
            SSLProtocol.max_size = _TLS_BUFFER
        bound.bind(("0.0.0.0" if options.lan else "127.0.0.1", options.port))  # noqa: S104 - the user's choice
    except OSError as error:
        bound.close()
        raise NotServed(
            f"The page can't be served on port {options.port}: {error.strerror}.", "Name another one with --port."
        ) from error
    return bound


def hosts(options: Options, port: int) -> tuple[str, ...]:
    """Return what a browser may call this machine, the best name for a phone first. Blocks."""
    names = [*options.names]
    if options.lan:
        names.extend(_on_the_network())
    names.extend(("127.0.0.1", "localhost"))
    standard = 443 if options.secure else 80
    return tuple(
        written
        for name in dict.fromkeys(each.lower() for each in names)
        for written in ((name,) if port == standard else (f"{name}:{port}",))
    )


def _on_the_network() -> list[str]:
    own = socket.gethostname().lower()
    names = [own, own.partition(".")[0] + ".local"] if own and own != "localhost" else []
    address = ""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Nothing is sent: this only asks the system which of its addresses it would send from.
        probe.connect(("192.0.2.1", 9))
        address = probe.getsockname()[0]
    return [*([address] if address else []), *names]


class _Gate(socket.socket):
    """A listening socket that hands out so many connections and no more.

    `BoundedProtocol` hears of a connection with TLS only after its handshake, for which asyncio waits a minute
    with a large buffer: whoever says nothing is to be counted here. Windows' event loop does not ask `accept`.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._of_address: Counter[str] = Counter()

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next connection. Raises: BlockingIOError: there is none, or it is one too many."""
        connection, peer = super().accept()
        address = str(peer[0])
        if self._of_address.total() >= MAX_CONNECTIONS or self._of_address[address] >= MAX_OF_ONE:
            connection.close()
            raise BlockingIOError
        return _Admitted(connection, self._of_address, address), peer


class _Admitted(socket.socket):
    """A connection that is counted until it is closed."""

    def __init__(self, accepted: socket.socket, of_address: Counter[str], address: str) -> None:
        super().__init__(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())
        self._counted: Counter[str] | None = of_address
        self._address = address
        of_address[address] += 1

    def close(self) -> None:
        """Close it, and make room for another one."""
        super().close()
        counted, self._counted = self._counted, None
        if counted is not None:
            counted[self._address] -= 1
            if not counted[self._address]:
                del counted[self._address]
