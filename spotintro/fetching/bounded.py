"""One `GET`, sent once: no retry, no redirect followed, no password added, an end to its time and to its size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from spotintro.fetching.deadline import Deadline

if TYPE_CHECKING:
    import requests

_CHUNK: Final = 64 * 1024


class FetchFailed(Exception):
    """A request came to nothing. What it says names no address: that may tell what is listened to.

    Whoever fetches catches it, and raises an error of its own with a sentence for the user.
    """


class NotReached(FetchFailed):
    """No connection, or it broke off."""


class NotInTime(FetchFailed):
    """The server did not answer in time, or not to the end."""


class TooLarge(FetchFailed):
    """The answer has more bytes than were wanted."""


@dataclass(frozen=True, slots=True)
class Limits:
    connect_s: float
    answer_s: float
    """For the whole answer, however slowly it drips in."""
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """In any case of letters."""
    body: bytes


def fetch(
    url: str,
    *,
    limits: Limits,
    headers: Mapping[str, str] | None = None,
    check: Callable[[int, Mapping[str, str]], None] = lambda _status, _headers: None,
) -> Answer:
    """Fetch what lies at an address. Blocks, for `connect_s` and `answer_s` at most.

    A proxy that the environment names is used for https alone: over plain http it would see all that is asked.

    Args:
        url: Where; its host is the caller's to check.
        limits: The end to it.
        headers: Sent along.
        check: Gets status and headers before the body is read, and raises where it isn't wanted.

    Raises:
        FetchFailed: there is no whole answer.
    """
    import requests

    deadline = Deadline(limits.connect_s + limits.answer_s)
    try:
        with (
            requests.Session() as session,
            deadline,
            _through(session, deadline, url).get(
                url,
                headers=dict(headers or {}),
                timeout=(limits.connect_s, limits.answer_s),
                stream=True,
                allow_redirects=False,
                auth=_no_password,
            ) as response,
        ):
            if deadline.passed:
                raise _late()
            check(response.status_code, response.headers)
            body = _read(response, deadline, limits.most_bytes)
            return Answer(response.status_code, response.headers, body)
    except (requests.RequestException, ValueError, OSError) as error:  # of an address, requests raises them all
        if deadline.passed or isinstance(error, requests.Timeout):
            raise _late() from None
        raise NotReached(f"not reached ({type(error).__name__})") from None


def _through(session: requests.Session, deadline: Deadline, url: str) -> requests.Session:
    session.trust_env = urlsplit(url).scheme == "https"
    for scheme in ("https://", "http://"):
        session.mount(scheme, deadline)
    return session


def _read(response: requests.Response, deadline: Deadline, most_bytes: int) -> bytes:
    data = bytearray()
    for chunk in response.iter_content(_CHUNK):
        data += chunk
        if len(data) > most_bytes:
            raise TooLarge(f"more than {most_bytes:,} bytes")
    if deadline.passed:
        raise _late()
    return bytes(data)


def _late() -> NotInTime:
    return NotInTime("no answer in time")


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave the request as it is, where requests would add a password from ~/.netrc."""
    return request
