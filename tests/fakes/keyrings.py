"""Keyring backends with a behaviour of their own, chosen by PYTHON_KEYRING_BACKEND or `keyring.set_keyring`."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import ClassVar

from keyring import errors
from keyring.backend import KeyringBackend


class _Chosen(KeyringBackend):
    # Never picked by itself: only by name.
    priority: ClassVar[float] = 0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's constructors are untyped


class MemoryKeyring(_Chosen):
    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.writable = True

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.writable:
            raise errors.PasswordSetError("read-only")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise errors.PasswordDeleteError("not found")


class ForgetfulKeyring(_Chosen):
    """Takes everything and keeps nothing."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        return None


class HangingKeyring(_Chosen):
    """Never answers, like a locked collection whose dialog nobody answers."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        threading.Event().wait()
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        threading.Event().wait()

    def delete_password(self, service: str, username: str) -> None:
        threading.Event().wait()


class LockedKeyring(_Chosen):
    def get_password(self, service: str, username: str) -> str | None:
        raise errors.KeyringLocked("Prompt dismissed")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise errors.KeyringLocked("Prompt dismissed")


class BrokenKeyring(_Chosen):
    """Fails as the Windows backend does: with an error of its own, which quotes what it was given."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(1783, "CredWrite", f"The stub received bad data: {password}")


class FolderKeyring(_Chosen):
    """Keeps secrets as files in `SPOTINTRO_TEST_RING`, for several programs at once.

    It is slow between asking and writing.
    """

    def get_password(self, service: str, username: str) -> str | None:
        try:
            found = self._file(service, username).read_text()
        except FileNotFoundError:
            found = None
        time.sleep(0.05)
        return found

    def set_password(self, service: str, username: str, password: str) -> None:
        file = self._file(service, username)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(password)
        part.replace(file)

    def delete_password(self, service: str, username: str) -> None:
        self._file(service, username).unlink()

    def _file(self, service: str, username: str) -> Path:
        return Path(os.environ["SPOTINTRO_TEST_RING"]) / f"{service}-{username}"
