"""`python tests/other_system.py SYSTEM ARGUMENT...`: the program with what another system lacks taken away.

What is loaded before is the standard library and other projects' packages, which know their systems by themselves;
from then on `sys.platform` is the other system's, and its missing modules, functions and constants are missing;
on Windows no name of a file that is open can be moved or removed.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import types

from tests.open_names import open_names_stay

LOADED_BEFORE = (
    "alembic.command", "asyncio", "click", "filelock", "getpass", "keyring", "logging.handlers", "msgspec",
    "multiprocessing", "platformdirs", "PIL.Image", "sqlalchemy.dialects.sqlite", "sqlmodel", "subprocess",
    "tempfile", "webbrowser", "anyio", "httpx2", "openai", "requests", "spotipy", "gcld3", "cryptography.fernet",
    "importlib.resources", "zoneinfo", "ctypes.util", "unicode_rbnf",
)  # fmt: skip
MODULES = {
    "win32": ("termios", "fcntl", "pwd", "grp", "resource", "tty", "pty", "dbus_fast", "secretstorage", "jeepney"),
    "darwin": ("dbus_fast", "secretstorage", "jeepney", "pyttsx3", "espeakng_loader"),
}
OF_OS = {
    "win32": (
        "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_DIRECTORY", "geteuid", "getuid", "fchmod",
        "killpg", "setsid", "fork", "uname", "memfd_create", "getpgid", "mkfifo",
    ),
    "darwin": ("memfd_create",),
}  # fmt: skip
OF_SIGNAL = {"win32": ("SIGHUP", "SIGCONT", "SIGTSTP", "SIGWINCH", "SIGUSR1"), "darwin": ()}


def become(system: str) -> None:
    for name in LOADED_BEFORE:
        importlib.import_module(name)
    for name in MODULES[system]:
        sys.modules[name] = None  # type: ignore[assignment]  # None stands for a module that can't be imported
    for name in OF_OS[system]:
        vars(os).pop(name, None)
    for name in OF_SIGNAL[system]:
        vars(signal).pop(name, None)
    if system == "win32":
        psutil = types.ModuleType("psutil")
        vars(psutil).update(Process=_Process, Error=OSError)
        sys.modules["psutil"] = psutil
    sys.platform = system


class _Process:
    """Of psutil, which isn't installed here: one that has begun at a moment."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def create_time(self) -> float:
        return float(self.pid)


if __name__ == "__main__":
    become(sys.argv[1])
    from spotintro.cli.entry import main

    with open_names_stay() if sys.platform == "win32" else contextlib.nullcontext():
        sys.exit(main(sys.argv[2:]))
