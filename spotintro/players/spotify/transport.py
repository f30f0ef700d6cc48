"""One HTTP request, sent once, bounded in time and size; what failed is told apart before anybody parses it.

Nothing is retried, no redirect is followed, and an answer is read against the clock: requests' own time-out begins
anew with each byte that drips in.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from spotintro.plain_text import single_line

if TYPE_CHECKING:
    import requests

CONNECT_S: Final = 3.0
ANSWER_S: Final = 5.0
"""For the whole answer. A silent server is given up after this too, so a call ends within `CALL_S`."""
CALL_S: Final = CONNECT_S + 2 * ANSWER_S

_MAX_BYTES: Final = 2_000_000
_CHUNK: Final = 64 * 1024
_LONGEST_WAIT_S: Final = 48 * 3600.0


class WireError(Exception):
    """A call came to nothing. What it says names no address, header or token.

    `SpotifyGate`, `SpotifyTokens` and the sign-in catch it, and raise a `PlayerError` with a sentence for the
    user.
    """


class NotReached(WireError):
    """No connection, or it broke; whether a command arrived can't be told."""


class NotInTime(NotReached):
    """The server did not answer in time."""


class NotSpotify(WireError):
    """Something answered that is not the Web API: a captive portal, a proxy's page."""


@dataclass(eq=False)  # not frozen: Python writes an error's traceback into it
class Refused(WireError):
    """The Web API said no. `reason` is its word ("QUOTA_EXCEEDED"), `message` its sentence; either may be ""."""

    status: int
    reason: str
    message: str
    retry_after_s: float | None
    """As the server asked; None where it didn't, or in words that mean nothing."""

    def __str__(self) -> str:
        return f"{self.status} {self.reason or self.message}".strip()


@dataclass(frozen=True, slots=True)
class Answer:
    """The part of a response that spotipy asks for."""

    document: object

    def raise_for_status(self) -> None:
        """Do nothing: every failure was raised already."""

    def json(self) -> object:
        return self.document


def open_session(answer_s: float) -> requests.Session:
    """Make a session whose answers carry `document`, parsed. Its `request` raises `WireError`."""
    import requests

    class Session(requests.Session):
        def request(self, method: str, url: str, **given: object) -> Answer:  # type: ignore[override]  # spotipy asks no more of it
            given |= {"stream": True, "allow_redirects": False}
            try:
                with super().request(method, url, **given) as response:  # type: ignore[arg-type]
                    body = _read(response, answer_s)
            except requests.Timeout:
                raise NotInTime("no answer in time") from None
            except (requests.RequestException, OSError, ValueError) as error:
                raise NotReached(type(error).__name__) from None
            return Answer(_document(method, response.status_code, response.headers, body))

    session = Session()
    # With none of its own, requests looks into ~/.netrc and puts what it finds there over the bearer token.
    session.auth = _leave_as_it_is
    return session


def _leave_as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _read(response: requests.Response, answer_s: float) -> bytes:
    """Read the whole body within `answer_s`; requests' own time-out begins anew with each byte that drips in."""
    until, body = time.monotonic() + answer_s, b""
    for part in response.iter_content(_CHUNK):
        body += part
        if len(body) > _MAX_BYTES:
            raise NotSpotify("an answer of more than 2 MB")
        if time.monotonic() > until:
            raise NotInTime("an answer that does not end")
    return body


def _document(method: str, status: int, headers: Mapping[str, str], body: bytes) -> object:
    try:
        document = json.loads(body) if body else None
    except (ValueError, RecursionError):
        document = _NO_JSON
    if status >= HTTPStatus.BAD_REQUEST:
        raise _refused(status, headers, document)
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise NotSpotify(f"a redirect ({status})")
    if document is _NO_JSON:
        # A command is answered now and then with a bare word; what is read has to be JSON.
        if method == "GET":
            raise NotSpotify("an answer that is no JSON")
        return None
    return document


_NO_JSON: Final = object()


def _refused(status: int, headers: Mapping[str, str], document: object) -> WireError:
    error = document.get("error") if isinstance(document, Mapping) else None
    fields: Mapping[str, object] = error if isinstance(error, Mapping) else {"message": error}
    if (
        document is _NO_JSON
        and status < HTTPStatus.INTERNAL_SERVER_ERROR
        and status != HTTPStatus.TOO_MANY_REQUESTS
    ):
        return NotSpotify(f"a page of its own ({status})")
    return Refused(
        status=status,
        reason=single_line(fields.get("reason"), limit=60),
        message=single_line(fields.get("message"), limit=200),
        retry_after_s=_seconds(headers.get("Retry-After")),
    )


def _seconds(text: str | None) -> float | None:
    """Parse a Retry-After header, a number or a date (RFC 9110, 10.2.3), into seconds; None for anything else."""
    if text is None:
        return None
    try:
        wait = float(text)
    except ValueError:
        try:
            wait = parsedate_to_datetime(text).timestamp() - time.time()
        except ValueError:
            return None
    return min(max(wait, 0.0), _LONGEST_WAIT_S) if wait == wait else None  # noqa: PLR0124 - NaN
