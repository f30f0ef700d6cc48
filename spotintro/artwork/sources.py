"""Where a picture comes from.

Its address is data from outside: only what is named here is asked, and within limits.
"""

from __future__ import annotations

import os
import re
import stat
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes, urlsplit

from spotintro.artwork.errors import ForbiddenSource, NotFetched

if TYPE_CHECKING:
    import requests

    from spotintro.artwork.deadline import Deadline

MAX_BYTES: Final = 3_000_000
CONNECT_S: Final = 3.0
ANSWER_S: Final = 8.0
"""For the whole answer, however slowly it drips in."""
HOSTS: Final = re.compile(r"i\.scdn\.co|(?:[a-z0-9-]+\.)+spotifycdn\.com")
"""Spotify's servers for covers."""
LOOPBACK: Final = re.compile(r"127\.0\.0\.1")
_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
_CHUNK: Final = 64 * 1024


def fetch(url: str, *, session: requests.Session, hosts: re.Pattern[str] = HOSTS) -> bytes:
    """Fetch what lies at an `https:` address. Blocks, for `CONNECT_S` and `ANSWER_S` at most.

    Args:
        url: Where.
        session: A session of the caller's.
        hosts: Those that may be asked; `LOOPBACK` alone may be asked without encryption.

    Raises:
        ForbiddenSource: before anything is asked.
        NotFetched: no answer in time, or one that is no picture.
    """
    import requests

    from spotintro.artwork.deadline import Deadline

    _check(url, hosts)
    deadline = Deadline(CONNECT_S + ANSWER_S)
    try:
        with (
            deadline,
            _through(session, deadline).get(
                url, timeout=(CONNECT_S, ANSWER_S), stream=True, allow_redirects=False, auth=_no_password
            ) as answer,
        ):
            if deadline.passed:
                raise _late()
            if answer.status_code != HTTPStatus.OK:
                raise NotFetched(f"The server of the cover answered {answer.status_code}.")
            if answer.headers.get("Content-Type", "").split(";")[0].strip().lower() not in _TYPES:
                raise NotFetched("The server of the cover sent something else.")
            return _read(answer, deadline)
    except requests.RequestException as error:
        # Its text names the address, and so what is listened to.
        if deadline.passed:
            raise _late() from None
        raise NotFetched(f"The server of the cover was not reached ({type(error).__name__}).") from None


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
        # A pipe would be waited for for ever without O_NONBLOCK.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
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


def _through(session: requests.Session, deadline: Deadline) -> requests.Session:
    for scheme in ("https://", "http://"):
        session.mount(scheme, deadline)
    return session


def _read(answer: requests.Response, deadline: Deadline) -> bytes:
    data = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise NotFetched("The cover is too large.")
    if deadline.passed:
        raise _late()
    return bytes(data)


def _late() -> NotFetched:
    return NotFetched("The cover did not come in time.")


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave the request as it is, where requests would add a password from ~/.netrc."""
    return request
