"""Which account of the store is whose: a small JSON file in the data folder, beside the store.

An account's id is part of each of its entries, of their chain and of every voucher and request that names it, so
that it can't change afterwards. A Spotify user is therefore linked to an account. The first one adopts `local`,
with its balance and its history; everybody after that gets an account of their own. A sign-out takes no link away:
who comes back finds what they had.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec import DecodeError, Struct, ValidationError, json, structs

from spotintro.state.durable import locked, make_own_folder, replace_file
from spotintro.state.errors import SignInDamaged, SignInUnkept

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
    """Return the file of a data folder's sign-ins."""
    return data_dir.joinpath(*_FILE)


class SignIns:
    """The sign-ins of one data folder; each call blocks for a short read or write.

    A file that can't be read counts as nobody, and is never written over.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def user(self) -> SpotifyUser | None:
        """Return who is signed in, or was until Spotify ended it: the account stays theirs."""
        record = self._read_or_warn()
        return SpotifyUser(record.ids, record.name) if record.ids else None

    def signed_in(self) -> SpotifyUser | None:
        """Return who is signed in, as far as Spotify has not ended it."""
        record = self._read_or_warn()
        return SpotifyUser(record.ids, record.name) if record.ids and not record.ended else None

    def end(self) -> None:
        """Note that Spotify ended the sign-in.

        Raises:
            StateError: it can't be noted; it is as it was.
        """
        with self._locked():
            record = self._read()
            if record.ids:
                self._write(structs.replace(record, ended=True))

    def stamp(self) -> object:
        """Return a value that is another one after each sign-in and sign-out."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def account_id(self) -> str:
        """Return the id of the account whose credits are used."""
        record = self._read_or_warn()
        return _account_of(record.ids, record.accounts) or LOCAL

    def sign_in(self, user: SpotifyUser) -> Linked:
        """Make this user the one who is signed in, and link them to an account where they have none yet.

        Raises:
            StateError: it is as it was. To write over links that can't be read would hand one user's credits to
                another.
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
        """Sign out whoever is signed in, and return whether anybody was.

        Raises:
            StateError: it is as it was.
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
            raise SignInUnkept(self._path, error) from error
        except (DecodeError, ValidationError) as error:
            raise SignInDamaged(self._path) from error

    def _decoded(self) -> _Record:
        try:
            return json.decode(self._path.read_bytes(), type=_Record)
        except FileNotFoundError:
            return _Record()

    def _write(self, record: _Record) -> None:
        try:
            replace_file(self._path, json.encode(record))
        except OSError as error:
            raise SignInUnkept(self._path, error) from error

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock by which one alone of two programs that sign in at once adopts the account."""
        with contextlib.ExitStack() as held:
            try:
                make_own_folder(self._path.parent)
                held.enter_context(locked(self._path.with_name(f"{self._path.name}.lock")))
            except OSError as error:
                raise SignInUnkept(self._path, error) from error
            yield


def _account_of(ids: tuple[str, ...], accounts: Mapping[str, str]) -> str | None:
    return next((accounts[each] for each in ids if each in accounts), None)


def _named_after(user_id: str) -> str:
    """Return the name of a user's own account, which is never `local`, whatever the user is called."""
    name = f"spotify:{user_id}"
    if len(name.encode()) <= _MOST_BYTES:
        return name
    import hashlib

    return f"spotify:{hashlib.sha256(user_id.encode()).hexdigest()}"
