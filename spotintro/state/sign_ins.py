"""Which account of the store is whose: a small JSON file in the data folder, beside the store.

An account's id is part of each of its entries, of their chain and of every voucher and request that names it, so
that it can't change afterwards. A Spotify user is therefore linked to an account. The first one adopts `local`,
with its balance and its history; everybody after that gets an account of their own. A sign-out takes no link away:
who comes back finds what they had.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import DecodeError, Struct, ValidationError, json, structs

from spotintro.state.durable import sync

if TYPE_CHECKING:
    from spotintro.credits.errors import CreditError

_log = logging.getLogger(__name__)

LOCAL: Final = "local"
"""The account before anybody signed in, and after a sign-out."""

_FILE: Final = ("spotify", "sign_in.json")
_MOST_BYTES: Final = 128
"""Of an account's id, where it goes into a voucher."""


@dataclass(frozen=True, slots=True)
class SpotifyUser:
    """`ids` are what Spotify calls the user, the most stable one first; there is one at least."""

    ids: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Linked:
    account_id: str
    adopted: bool
    """Whether this user took over the account that was here before anybody signed in."""


class _Record(Struct, frozen=True, forbid_unknown_fields=True):
    accounts: Mapping[str, str] = {}
    ids: tuple[str, ...] = ()
    name: str = ""
    ended: bool = False


def file_in(data_dir: Path) -> Path:
    return data_dir.joinpath(*_FILE)


class SignIns:
    """Blocks for a short read or write. A file that can't be read counts as nobody, and is never written over."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def user(self) -> SpotifyUser | None:
        """Who is signed in, or was until Spotify ended it: the account stays theirs."""
        record = self._read_or_warn()
        return SpotifyUser(record.ids, record.name) if record.ids else None

    def signed_in(self) -> SpotifyUser | None:
        """Who is signed in, as far as Spotify has not ended it."""
        record = self._read_or_warn()
        return SpotifyUser(record.ids, record.name) if record.ids and not record.ended else None

    def end(self) -> None:
        """Spotify ended the sign-in.

        Raises:
            CreditError: SYSTEM_ERROR; it is as it was.
        """
        with self._locked():
            record = self._read()
            if record.ids:
                self._write(structs.replace(record, ended=True))

    def stamp(self) -> object:
        """Another one after each sign-in and sign-out."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def account_id(self) -> str:
        """Whose credits are used."""
        record = self._read_or_warn()
        return _account_of(record.ids, record.accounts) or LOCAL

    def sign_in(self, user: SpotifyUser) -> Linked:
        """This is who is signed in from now on.

        Raises:
            CreditError: SYSTEM_ERROR; it is as it was. To write over links that can't be read would hand one
                user's credits to another.
        """
        with self._locked():
            record = self._read()
            known = _account_of(user.ids, record.accounts)
            taken = LOCAL in record.accounts.values()
            account_id = known or (_named_after(user.ids[0]) if taken else LOCAL)
            links = {**dict.fromkeys(user.ids, account_id), **record.accounts}
            self._write(_Record(links, user.ids, user.name))
        return Linked(account_id, adopted=known is None and not taken)

    def sign_out(self) -> bool:
        """Nobody is signed in from now on; whether anybody was.

        Raises:
            CreditError: SYSTEM_ERROR; it is as it was.
        """
        if not self._path.exists():
            return False
        with self._locked():
            record = self._read()
            if record.ids:
                self._write(_Record(record.accounts))
        return bool(record.ids)

    def _read_or_warn(self) -> _Record:
        try:
            return self._decoded()
        except (OSError, DecodeError, ValidationError) as error:
            _log.warning("who is signed in can't be read from %s: %s", self._path, type(error).__name__)
            return _Record()

    def _read(self) -> _Record:
        try:
            return self._decoded()
        except OSError as error:
            raise self._failed(error) from error
        except (DecodeError, ValidationError) as error:
            raise _system_error(
                f"Which account belongs to whom can't be read: {self._path} is damaged.",
                "If you are the only user here, remove that file and sign in again.",
            ) from error

    def _decoded(self) -> _Record:
        try:
            return json.decode(self._path.read_bytes(), type=_Record)
        except FileNotFoundError:
            return _Record()

    def _write(self, record: _Record) -> None:
        import tempfile

        try:
            descriptor, part = tempfile.mkstemp(prefix=f".{self._path.name}.", dir=self._path.parent)  # made 0600
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(json.encode(record))
                    file.flush()
                    os.fsync(file.fileno())
                Path(part).replace(self._path)
                sync(self._path.parent)
            except BaseException:
                with contextlib.suppress(FileNotFoundError):
                    Path(part).unlink()
                raise
        except OSError as error:
            raise self._failed(error) from error

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Of two programs that sign in at once, one adopts."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = self._path.with_name(f"{self._path.name}.lock")
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise self._failed(error) from error
        try:
            with contextlib.suppress(ImportError):  # Windows has none; two sign-ins at the same moment are rare
                import fcntl

                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _failed(self, error: OSError) -> CreditError:
        return _system_error(
            f"Who is signed in can't be kept in {self._path}: {error.strerror}.",
            "Look at that folder's permissions and at the disk's free space.",
        )


def _system_error(message: str, next_step: str) -> CreditError:
    from spotintro.credits.errors import CreditError, CreditErrorCode

    return CreditError(CreditErrorCode.SYSTEM_ERROR, message, next_step)


def _account_of(ids: tuple[str, ...], accounts: Mapping[str, str]) -> str | None:
    return next((accounts[each] for each in ids if each in accounts), None)


def _named_after(user_id: str) -> str:
    """Never `local`, whatever a user is called."""
    name = f"spotify:{user_id}"
    if len(name.encode()) <= _MOST_BYTES:
        return name
    import hashlib

    return f"spotify:{hashlib.sha256(user_id.encode()).hexdigest()}"
