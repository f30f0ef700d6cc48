"""Where a picture comes from.

Its address is data from outside: only what is named here is asked, and within limits.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from spotintro.artwork.errors import ForbiddenSource, NotFetched
from spotintro.state.open_flags import NO_TERMINAL, NO_WAIT, PLAIN

MAX_BYTES: Final = 3_000_000
CONNECT_S: Final = 3.0
ANSWER_S: Final = 8.0
"""For the whole answer, however slowly it drips in."""
HOSTS: Final = re.compile(r"i\.scdn\.co|(?:[a-z0-9-]+\.)+spotifycdn\.com")
"""Spotify's servers for covers."""
LOOPBACK: Final = re.compile(r"127\.0\.0\.1")
_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})


def fetch(url: str, *, hosts: re.Pattern[str] = HOSTS) -> bytes:
    """Fetch what lies at an `https:` address. Blocks, for `CONNECT_S` and `ANSWER_S` at most.

    Args:
        url: Where.
        hosts: Those that may be asked; `LOOPBACK` alone may be asked without encryption.

    Raises:
        ForbiddenSource: before anything is asked.
        NotFetched: no answer in time, or one that is no picture.
    """
    from spotintro.fetching import bounded

    _check(url, hosts)
    try:
        limits = bounded.Limits(CONNECT_S, ANSWER_S, MAX_BYTES)
        return bounded.fetch(url, limits=limits, check=_check_kind).body
    except bounded.NotInTime:
        raise NotFetched("The cover did not come in time.") from None
    except bounded.TooLarge:
        raise NotFetched("The cover is too large.") from None
    except bounded.FetchFailed as failure:
        raise NotFetched(f"The server of the cover gave nothing: {failure}.") from None


def read_file(url: str) -> bytes:
    """Read what lies at a `file:` address of this machine, as players on it give them.

    Raises:
        ForbiddenSource: on another machine, or no regular file.
        NotFetched: not there, not readable, or too large.
    """
    parts = urlsplit(url)
    path = os.fsdecode(unquote_to_bytes(parts.path))  # a file's name may be in any encoding
    if parts.netloc not in {"", "localhost"} or not path.startswith("/") or "\0" in path:
        raise ForbiddenSource("The cover's file is named in a way that is not read.")
    try:
        # A pipe would be waited for for ever without NO_WAIT.
        descriptor = os.open(path, os.O_RDONLY | NO_WAIT | NO_TERMINAL | PLAIN)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise ForbiddenSource("The cover's file is no regular file.")
            with open(descriptor, "rb", closefd=False) as file:
                data = file.read(MAX_BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise NotFetched(f"The cover's file can't be read: {error.strerror}.") from error
    if len(data) > MAX_BYTES:
        raise NotFetched("The cover's file is too large.")
    return data


def _check(url: str, hosts: re.Pattern[str]) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ForbiddenSource("The cover's address is none.") from None
    plain = hosts is LOOPBACK
    if parts.scheme != ("http" if plain else "https") or not hosts.fullmatch(host):
        raise ForbiddenSource("The cover lies where none is fetched from.")
    if parts.username is not None or parts.password is not None or (port not in {None, 443} and not plain):
        raise ForbiddenSource("The cover's address carries more than a place.")


def _check_kind(status: int, headers: Mapping[str, str]) -> None:
    if status != HTTPStatus.OK:
        raise NotFetched(f"The server of the cover answered {status}.")
    if headers.get("Content-Type", "").split(";")[0].strip().lower() not in _TYPES:
        raise NotFetched("The server of the cover sent something else.")
