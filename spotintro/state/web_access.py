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
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from spotintro.state.durable import make_folder, replace_file

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


class WebAccess:
    """The token and the phones, as the file has them now.

    Args:
        file: Read again whenever it has changed.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[int, int] | None = None
        self._token = ""
        self._phones: dict[str, Phone] = {}

    @property
    def token(self) -> str:
        """The secret part of the address, made where there is none. Raises: OSError: it can't be kept."""
        self._look()
        if not self._token:
            self.revoke()
        return self._token

    def revoke(self) -> None:
        """Make another token, and forget every phone. Raises: OSError: it can't be kept."""
        self._token, self._phones = secrets.token_urlsafe(_BYTES), {}
        self._keep()

    def enter(self, token: str, now: datetime) -> str | None:
        """Return the cookie of a new phone for the address's token; None where it is another one.

        Raises:
            OSError: it can't be kept.
        """
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        cookie = secrets.token_urlsafe(_BYTES)
        phone = Phone(_hash(cookie), now)
        known = sorted(self._phones.values(), key=lambda each: (each.paired, each.since))
        kept = [each for each in known if now - each.since < LASTS][-(MAX_PHONES - 1) :]
        self._phones = {each.id: each for each in (*kept, phone)}
        self._keep()
        return cookie

    def phone(self, cookie: str, now: datetime) -> Phone | None:
        """Return the phone that has this cookie; None where there is none any more."""
        return self.phone_by_id(_hash(cookie), now)

    def phone_by_id(self, id_: str, now: datetime) -> Phone | None:
        """Return the phone as it is known now; None where it is no more."""
        self._look()
        phone = self._phones.get(id_)
        return phone if phone is not None and now - phone.since < LASTS else None

    def pair(self, phone: Phone) -> None:
        """Let this phone spend credits from now on. Raises: OSError: it can't be kept."""
        self._look()
        if phone.id in self._phones:
            self._phones[phone.id] = replace(self._phones[phone.id], paired=True)
            self._keep()

    def _look(self) -> None:
        try:
            stat = self._file.stat()
        except OSError:
            self._seen, self._token, self._phones = None, "", {}
            return
        seen = (stat.st_mtime_ns, stat.st_ino)
        if seen == self._seen:
            return
        try:
            self._token, self._phones = _read(json.loads(self._file.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            _log.warning("the list of phones can't be read, and counts as empty: %s", type(error).__name__)
            self._token, self._phones = "", {}
        self._seen = seen

    def _keep(self) -> None:
        make_folder(self._file.parent)
        phones = {
            each.id: {"since": each.since.isoformat(), "paired": each.paired} for each in self._phones.values()
        }
        replace_file(self._file, json.dumps({"token": self._token, "phones": phones}).encode())
        stat = self._file.stat()
        self._seen = (stat.st_mtime_ns, stat.st_ino)


def _read(document: Mapping[str, object]) -> tuple[str, dict[str, Phone]]:
    token, kept = document["token"], document["phones"]
    if not isinstance(token, str) or not isinstance(kept, dict):
        raise TypeError
    phones = {
        id_: Phone(id_, datetime.fromisoformat(each["since"]), paired=each["paired"] is True)
        for id_, each in kept.items()
    }
    return token, phones


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest()
