"""Who may open the page on the phone: the address's token and the phones that came by it, in a small JSON file.

Of a phone's cookie only its hash is kept. Whoever writes the file anew, as `serve --revoke` does, ends what was
there before: a server that runs looks at the file on each request.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from spotintro.state.durable import locked, make_folder, replace_file

_log = logging.getLogger(__name__)

MAX_PHONES: Final = 32
"""Beyond these the one that came first goes, unpaired ones before the others."""
LASTS: Final = timedelta(days=90)
"""So long a phone is known from its first visit on, as its cookie is."""
_BYTES: Final = 24


def file_in(data_dir: Path) -> Path:
    """Return where this is in a data folder."""
    return data_dir / "phones.json"


@dataclass(frozen=True, slots=True)
class Phone:
    """A browser that came by the address."""

    id: str
    """The hash of its cookie."""
    since: datetime
    paired: bool = False
    """Whether its user has shown to be the one at the computer, so that it may spend credits."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file holds. Never changed, so that threads that read at the same time each have a whole one."""

    token: str = ""
    phones: Mapping[str, Phone] = field(default_factory=dict)


class WebAccess:
    """The token and the phones, as the file has them now.

    Args:
        file: Read again whenever it has changed.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read_as: tuple[tuple[int, int] | None, _Kept] = (None, _Kept())

    @property
    def token(self) -> str:
        """The secret part of the address, made where there is none. Raises: OSError: it can't be kept."""
        token = self._now().token
        if token:
            return token
        with self._changing() as kept:
            return kept.token or self._keep(_anew()).token

    def revoke(self) -> None:
        """Make another token, and forget every phone. Raises: OSError: it can't be kept."""
        with self._changing():
            self._keep(_anew())

    def enter(self, token: str, now: datetime) -> str | None:
        """Return the cookie of a new phone for the address's token; None where it is another one.

        Raises:
            OSError: it can't be kept.
        """
        if not _is_token(token, self._now()):
            return None
        cookie = secrets.token_urlsafe(_BYTES)
        phone = Phone(_hash(cookie), now)
        with self._changing() as kept:
            if not _is_token(token, kept):
                return None
            known = sorted(kept.phones.values(), key=lambda each: (each.paired, each.since))
            stay = [each for each in known if now - each.since < LASTS][-(MAX_PHONES - 1) :]
            self._keep(replace(kept, phones={each.id: each for each in (*stay, phone)}))
        return cookie

    def phone(self, cookie: str, now: datetime) -> Phone | None:
        """Return the phone that has this cookie; None where there is none any more."""
        return self.phone_by_id(_hash(cookie), now)

    def phone_by_id(self, id_: str, now: datetime) -> Phone | None:
        """Return the phone as it is known now; None where it is no more."""
        phone = self._now().phones.get(id_)
        return phone if phone is not None and now - phone.since < LASTS else None

    def pair(self, phone: Phone) -> None:
        """Let this phone spend credits from now on. Raises: OSError: it can't be kept."""
        with self._changing() as kept:
            known = kept.phones.get(phone.id)
            if known is not None:
                self._keep(replace(kept, phones={**kept.phones, phone.id: replace(known, paired=True)}))

    @contextmanager
    def _changing(self) -> Iterator[_Kept]:
        """Have the file to oneself: phones come at the same time, and another program may revoke them all."""
        make_folder(self._file.parent)
        with locked(self._file.with_name(f"{self._file.name}.lock")):
            yield self._now()

    def _now(self) -> _Kept:
        try:
            stat = self._file.stat()
        except OSError:
            return _Kept()
        seen, kept = self._read_as
        if seen != (stat.st_mtime_ns, stat.st_ino):
            try:
                kept = _read(json.loads(self._file.read_bytes()))
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                _log.warning("the list of phones can't be read, and counts as empty: %s", type(error).__name__)
                kept = _Kept()
            self._read_as = (stat.st_mtime_ns, stat.st_ino), kept
        return kept

    def _keep(self, kept: _Kept) -> _Kept:
        phones = {
            each.id: {"since": each.since.isoformat(), "paired": each.paired} for each in kept.phones.values()
        }
        replace_file(self._file, json.dumps({"token": kept.token, "phones": phones}).encode())
        stat = self._file.stat()
        self._read_as = (stat.st_mtime_ns, stat.st_ino), kept
        return kept


def _anew() -> _Kept:
    return _Kept(secrets.token_urlsafe(_BYTES))


def _is_token(token: str, kept: _Kept) -> bool:
    return bool(kept.token) and hmac.compare_digest(token.encode(), kept.token.encode())


def _read(document: Mapping[str, object]) -> _Kept:
    token, kept = document["token"], document["phones"]
    if not isinstance(token, str) or not isinstance(kept, dict):
        raise TypeError
    phones = {
        id_: Phone(id_, datetime.fromisoformat(each["since"]), paired=each["paired"] is True)
        for id_, each in kept.items()
    }
    return _Kept(token, phones)


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest()
