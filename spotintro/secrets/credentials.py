"""Where keys live: the environment, the system's keyring, or a file its owner agreed to.

Every call may take up to `KEYRING_TIMEOUT_S`, so on an event loop it belongs in a thread. A keyring that hangs
(a locked one waits for its dialog for ever, keyring PR #735) is left behind in a daemon thread, which holds up
neither the caller nor the end of the program.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from spotintro.secrets.errors import (
    KEYRING_TIMEOUT_S,
    KeyringFailed,
    KeyringLocked,
    KeyringTimedOut,
    NoKeyring,
    SecretFileFailed,
    SecretFileUnsafe,
    SecretNotStored,
    SecretsError,
    SecretUnusable,
)
from spotintro.state.durable import make_own_folder, replace_file
from spotintro.state.open_flags import NO_LINK, PLAIN

SERVICE = "spotintro"
MAX_CHARACTERS = 1280
"""Windows' Credential Locker takes 2560 bytes of UTF-16 and fails in its own way on more (keyring #355)."""

OPERATOR = "operator"
"""The private key that signs vouchers."""
SPOTIFY = "spotify"
"""What a sign-in to Spotify gave; in the environment an access token alone. Each data folder has its own."""

_ENVIRONMENT = {"openai": "OPENAI_API_KEY", SPOTIFY: "SPOTINTRO_SPOTIFY_ACCESS_TOKEN"}
NAMES = (*_ENVIRONMENT, OPERATOR)
SIGNED_OUT = tuple(_ENVIRONMENT)
"""What a sign-out forgets: what is used in the user's name. An operator's key is an office, not a session."""
_T = TypeVar("_T")


class Origin(StrEnum):
    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Secret:
    """A key; printing or logging it shows where it came from and not what it is."""

    value: str = field(repr=False)
    origin: Origin


class Secrets:
    """The keys of this user; `name` is one of `NAMES`."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "secrets"

    def variable_with(self, name: str) -> str | None:
        """Return the environment's variable that holds the key, which is not ours to change; None: none does."""
        return None if self.given(name) is None else _ENVIRONMENT[name]

    def file_of(self, name: str) -> Path:
        """Return the file that holds the key if it is kept in one."""
        return self._folder / name

    def read(self, name: str) -> Secret | None:
        """Return the key from the environment, else the keyring, else the file.

        Raises:
            SecretsError: the key may be there, but can't be had: a keyring that is locked, hangs or fails.
        """
        given = self.given(name)
        return self.kept(name) if given is None else Secret(_checked(given), Origin.ENVIRONMENT)

    def given(self, name: str) -> str | None:
        """Return the key that stands in the environment; None: none does."""
        return os.environ.get(_ENVIRONMENT.get(name, ""), "").strip() or None

    def kept(self, name: str) -> Secret | None:
        """Return the key from the keyring, else the file.

        Raises:
            SecretsError: as `read`.
        """
        problem: SecretsError | None = None
        try:
            kept = _in_keyring(lambda keyring: keyring.get_password(SERVICE, self._kept_as(name)))
        except NoKeyring:
            kept = None
        except SecretsError as error:
            kept, problem = None, error
        if kept:
            return Secret(_checked(kept.strip()), Origin.KEYRING)
        in_file = self._read_file(name)
        if in_file is not None:
            return Secret(_checked(in_file), Origin.FILE)
        if problem is not None:
            raise problem
        return None

    def write(self, name: str, value: str, *, allow_file: bool) -> Origin:
        """Keep the key in the keyring, or in the file where there is no keyring and the user agreed; say which.

        Raises:
            SecretsError: nothing was kept.
        """
        value = _checked(value.strip())

        def keep(keyring: _Keyring) -> bool:
            keyring.set_password(SERVICE, self._kept_as(name), value)
            # There are backends that take everything and keep nothing.
            return keyring.get_password(SERVICE, self._kept_as(name)) == value

        try:
            if not _in_keyring(keep):
                raise NoKeyring
        except SecretsError:
            if not allow_file:
                raise
            self._write_file(name, value)
            return Origin.FILE
        self._delete_file(name)
        return Origin.KEYRING

    def delete(self, name: str) -> frozenset[Origin]:
        """Forget the key wherever it is kept, and return the places that it was removed from.

        Raises:
            SecretNotStored: it was nowhere; the environment is not ours to change.
            SecretsError: the keyring can't be asked; a file was removed all the same.
        """

        def forget(keyring: _Keyring) -> bool:
            if keyring.get_password(SERVICE, self._kept_as(name)) is None:
                return False
            keyring.delete_password(SERVICE, self._kept_as(name))
            return True

        gone = {Origin.FILE} if self._delete_file(name) else set()
        with contextlib.suppress(NoKeyring):
            if _in_keyring(forget):
                gone.add(Origin.KEYRING)
        if not gone:
            raise SecretNotStored(name, self.variable_with(name))
        return frozenset(gone)

    def _kept_as(self, name: str) -> str:
        if name != SPOTIFY:
            return name
        import hashlib

        # The lock of a refresh and the account are the data folder's, so two folders are two sign-ins.
        return f"{name}-{hashlib.sha256(os.fsencode(self._folder.absolute())).hexdigest()[:12]}"

    def _read_file(self, name: str) -> str | None:
        file = self.file_of(name)
        try:
            descriptor = os.open(file, os.O_RDONLY | PLAIN | NO_LINK)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SecretFileFailed(
                f"The key in {file} can't be read: {error.strerror}.", "Set it again: `spotintro keys set openai`."
            ) from error
        with os.fdopen(descriptor, encoding="utf-8", errors="replace") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode) or (os.name == "posix" and status.st_mode & 0o077):
                raise SecretFileUnsafe(f"The key in {file} can be read by others.", f"Run: chmod 600 {file}")
            return stream.read(MAX_CHARACTERS + 1).strip()

    def _write_file(self, name: str, value: str) -> None:
        file = self.file_of(name)
        try:
            make_own_folder(self._folder)
            replace_file(file, value.encode())
        except OSError as error:
            raise SecretFileFailed(
                f"The key can't be kept in {file}: {error.strerror}.",
                "Set OPENAI_API_KEY in the environment instead.",
            ) from error

    def _delete_file(self, name: str) -> bool:
        file = self.file_of(name)
        try:
            file.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise SecretFileFailed(
                f"The key in {file} can't be removed: {error.strerror}.", "Remove that file yourself."
            ) from error
        return True


def read_kept(name: str, *, timeout_s: float = KEYRING_TIMEOUT_S) -> str | None:
    """Return what a program of ours keeps in the keyring, and never in the environment or a file.

    Raises:
        SecretsError: it may be there, but can't be had.
    """
    return _in_keyring(lambda keyring: keyring.get_password(SERVICE, name), timeout_s)


def change_kept(name: str, change: Callable[[str | None], str], *, timeout_s: float = KEYRING_TIMEOUT_S) -> str:
    """Replace what is kept under a name by what `change` makes of it, in one go, and return what is kept then.

    `change` runs in the keyring's thread. Whoever gave up waiting writes nothing any more: a keyring that answers
    late must not overwrite what somebody else has written since.

    Raises:
        SecretsError: nothing was written, or it can't be told.
    """
    given_up = threading.Event()

    def keep(keyring: _Keyring) -> str:
        before = keyring.get_password(SERVICE, name)
        value = change(before)
        if value == before:
            return value
        if given_up.is_set():
            raise KeyringTimedOut
        keyring.set_password(SERVICE, name, value)
        if keyring.get_password(SERVICE, name) != value:
            raise NoKeyring
        return value

    try:
        return _in_keyring(keep, timeout_s)
    finally:
        given_up.set()


def keyring_name() -> str:
    """Return the name of what keeps the keys here, in its own words.

    Raises:
        SecretsError: nothing does, or it doesn't answer.
    """

    def name(keyring: _Keyring) -> str:
        # Asking once for something shows a lock or a hang that the mere name would not.
        keyring.get_password(SERVICE, NAMES[0])
        return str(keyring.name)

    return _in_keyring(name)


def _checked(value: str) -> str:
    if not value:
        raise SecretUnusable("The key is empty.", "Give the key as its issuer shows it.")
    if len(value) > MAX_CHARACTERS:
        raise SecretUnusable(
            f"The key is longer than {MAX_CHARACTERS} characters.",
            "Give the key alone, without anything around it.",
        )
    if not all("!" <= char <= "~" for char in value):
        raise SecretUnusable(
            "The key holds spaces, control characters or letters that no key has.",
            "Copy it again from its issuer.",
        )
    return value


class _Keyring(Protocol):
    """The part of keyring's backend that is used; here for the types, so that nothing is imported for them."""

    name: str

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def _in_keyring(work: Callable[[_Keyring], _T], timeout_s: float = KEYRING_TIMEOUT_S) -> _T:
    outcome: list[_T] = []
    problem: list[SecretsError] = []

    def ask() -> None:
        try:
            outcome.append(_ask(work))
        except SecretsError as error:
            problem.append(error)

    thread = threading.Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(timeout_s)
    if problem:
        raise problem[0]
    if not outcome:
        raise KeyringTimedOut
    return outcome[0]


def _ask(work: Callable[[_Keyring], _T]) -> _T:
    try:
        import keyring
        from keyring import errors
        from keyring.backends import fail, null

        backend = keyring.get_keyring()
    except Exception as error:  # noqa: BLE001 - backends run code of their own while they are looked for
        raise KeyringFailed(type(error).__name__) from None
    if isinstance(backend, fail.Keyring | null.Keyring):
        raise NoKeyring
    try:
        return work(backend)  # type: ignore[arg-type]  # keyring's own class; structurally the same
    except SecretsError:
        raise
    except errors.NoKeyringError:
        raise NoKeyring from None
    except (errors.KeyringLocked, errors.InitError):
        raise KeyringLocked from None
    except Exception as error:  # noqa: BLE001 - from any backend; its text is dropped, since it may quote the key
        raise KeyringFailed(type(error).__name__) from None
