"""Under which names this machine is reached, and the socket that is served on."""

from __future__ import annotations

import contextlib
import socket
import sys
from dataclasses import dataclass
from typing import Final

from spotintro.web.errors import NotServed

PORT: Final = 7768
"""S-P-O-T on a phone's keys. Always the same one, so that a page on the home screen finds it again."""
_SEND_BUFFER: Final = 64 * 1024
"""So much waits in the system for a slow reader."""


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
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # where it would let another program take the port from this one
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
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
