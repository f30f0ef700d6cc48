"""Which socket belongs to which data folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.config.paths import find_runtime_dirs
from spotintro.remote.errors import NoSockets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST_PATH = 103
"""In bytes: macOS takes no more."""
_PEER = struct.Struct("3i")
"""SO_PEERCRED's answer: process, user, group (unix(7))."""


def socket_files(data_dir: Path, *, environ: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Return where the socket of the app on this data folder may be, the best place first.

    Its name is a digest of the folder's, however that is written.
    """
    digest = hashlib.sha256(os.path.realpath(data_dir).encode(errors="surrogateescape")).hexdigest()[:16]
    return tuple(folder / f"{digest}.socket" for folder in find_runtime_dirs(data_dir, environ=environ))


@contextlib.contextmanager
def short_name(file: Path) -> Iterator[str]:
    """Give a name of a socket's file that the system takes, which are those of up to 107 bytes (unix(7)).

    Raises:
        OSError: its folder isn't there.
    """
    if len(os.fsencode(file)) <= _LONGEST_PATH:
        yield str(file)
        return
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{file.name}"
    finally:
        os.close(folder)


def require_sockets() -> None:
    """Look whether this system has Unix sockets. Raises: NoSockets: it has none."""
    if not hasattr(socket, "AF_UNIX"):
        raise NoSockets


def is_own(peer: socket.socket) -> bool:
    """Tell whether the other end is a program of this user.

    Where the system can't say, the folder's mode alone keeps others out.
    """
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return True
    try:
        _process, user, _group = _PEER.unpack(peer.getsockopt(socket.SOL_SOCKET, option, _PEER.size))
    except OSError:
        return False
    return bool(user == os.getuid())
