"""The door of the page: nothing inside is asked before host, origin, size, rate and cookie are in order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response

from spotintro.web.plain import SOURCE as STYLE_SOURCE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from spotintro.clock import Clock
    from spotintro.state.web_access import Phone, WebAccess

_log = logging.getLogger(__name__)

MAX_BODY: Final = 64 * 1024
"""Vouchers have less than 1 kB each."""
BURST: Final = 20
A_SECOND: Final = 4.0
"""So many commands of one phone are taken a second, after `BURST` at once."""
ENTRY: Final = "/in/"
"""Where the address with the token leads, the only place without a cookie."""

SECURITY: Final = {
    "content-security-policy": (
        f"default-src 'none'; script-src 'self'; style-src 'self' {STYLE_SOURCE}; img-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer, by which a form's Origin would be "null".
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is served, as a browser may name it."""

    hosts: frozenset[str]
    """What `Host` may be, with the port, in lower case."""
    secure: bool
    port: int

    @property
    def cookie(self) -> str:
        """The cookie's name; a browser sends one of the same host to every port, so that each has its own."""
        return "__Host-spotintro" if self.secure else f"spotintro-{self.port}"

    def origin_of(self, host: str) -> str:
        """Return what `Origin` has to be in a request to this host."""
        return f"{'https' if self.secure else 'http'}://{host}"


@dataclass(slots=True)
class _Bucket:
    at_s: float
    left: float = float(BURST)


@dataclass(slots=True)
class Rates:
    """Counts the commands of each phone."""

    monotonic_s: Callable[[], float]
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def takes(self, phone: Phone) -> bool:
        """Tell whether this phone may give one more command now."""
        now = self.monotonic_s()
        if len(self._buckets) > 1000:  # noqa: PLR2004 - of phones that were known in this run
            self._buckets.clear()
        bucket = self._buckets.setdefault(phone.id, _Bucket(now))
        bucket.left = min(BURST, bucket.left + (now - bucket.at_s) * A_SECOND)
        bucket.at_s = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True


class Guard:
    """Lets requests in that belong here; puts the phone into the request's scope as `phone`.

    Args:
        app: What is behind the door.
        place: Where it is served.
        access: Knows the phones.
        clock: Tells the time of cookies and rates.
        strangers: What is answered to a browser without a cookie that counts.
    """

    def __init__(
        self, app: ASGIApp, *, place: Place, access: WebAccess, clock: Clock, strangers: Callable[[], Response]
    ) -> None:
        self._app = app
        self._place = place
        self._access = access
        self._clock = clock
        self._rates = Rates(clock.monotonic_s)
        self._strangers = strangers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY)
                if self._place.secure:  # elsewhere a browser says aloud that it takes no notice of it
                    headers["cross-origin-opener-policy"] = "same-origin"
                headers.setdefault("cache-control", "no-store")
                if refusal is not None:
                    # What else comes on this connection isn't read.
                    headers["connection"] = "close"
            await send(message)

        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        await self._app(scope, _bounded(receive), send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if host not in self._place.hosts or len(headers.getlist("host")) != 1:
            return PlainTextResponse("This page has another address.", 421)
        method = scope["method"]
        if method not in {"GET", "HEAD", "POST"}:
            return PlainTextResponse("No such method here.", 405)
        entering = scope["path"].startswith(ENTRY) and method == "GET"
        if not _is_own(headers, navigates=method == "GET"):
            return PlainTextResponse("Another page asked for this.", 403)
        phone = None if entering else self._phone_of(headers)
        if method == "POST":
            refusal = self._refusal_of_post(headers, host, phone)
            if refusal is not None:
                return refusal
        if phone is None and not entering:
            return self._strangers()
        scope["phone"] = phone
        return None

    def _refusal_of_post(self, headers: Headers, host: str, phone: Phone | None) -> Response | None:
        if headers.get("origin") != self._place.origin_of(host):
            return PlainTextResponse("Another page asked for this.", 403)
        if phone is None:
            return self._strangers()
        if headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
            return PlainTextResponse("Only forms are taken here.", 415)
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MAX_BODY:
            return PlainTextResponse("That is too much.", 413)
        if not self._rates.takes(phone):
            return PlainTextResponse("That was too often. Wait a moment, then go back and try again.", 429)
        return None

    def _phone_of(self, headers: Headers) -> Phone | None:
        now = self._clock.now()
        for cookie in _cookies(headers, self._place.cookie):
            phone = self._access.phone(cookie, now)
            if phone is not None:
                return phone
        return None


def _cookies(headers: Headers, name: str) -> Iterator[str]:
    """Yield the values that a browser sends by this name.

    It sends along what other programs on the same host have set, since cookies don't keep ports apart: whatever
    that is, it may not lock a phone out, as it would by `SimpleCookie`, which reads all of them or none.
    """
    for pair in ";".join(headers.getlist("cookie")).split(";"):
        found, _, value = pair.partition("=")
        if found.strip() == name:
            yield value.strip()


def _is_own(headers: Headers, *, navigates: bool) -> bool:
    """Tell whether a browser says that its user, or this page, has asked; one that says nothing has no cookie."""
    site = headers.get("sec-fetch-site", "none")
    if site in {"same-origin", "none"}:
        return True
    # A link in a message may lead here; what it finds is decided by the cookie, which doesn't come along then.
    return (
        navigates and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )


def _bounded(receive: Receive) -> Receive:
    """Return a way to receive that ends a body which is longer than it was told to be."""
    left = MAX_BODY

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return bounded
