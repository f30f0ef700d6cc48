"""Signing in by the authorization code flow with PKCE (RFC 7636): no secret of the app, a listener of our own.

The listener is bound before the browser opens, checks `state`, and answers stray requests (a browser's icon, its
pre-connections) without being used up by them. Spotify takes any port of the loopback address that is registered
without one: https://developer.spotify.com/documentation/web-api/concepts/redirect_uri
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import html
import logging
import secrets
from datetime import timedelta
from http import HTTPStatus
from typing import Final, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from spotintro.clock import Clock
from spotintro.fetching.lane import Lane
from spotintro.plain_text import sentence, single_line
from spotintro.players.base import PlayerError, PlayerUnreachable
from spotintro.players.spotify.tokens import SCOPES, Accounts, SignIn
from spotintro.players.spotify.transport import Refused, WireError

_log = logging.getLogger(__name__)

WAIT_S: Final = 180.0
"""How long a person may take over Spotify's page."""

_HOST: Final = "127.0.0.1"
REDIRECT_URI: Final = f"http://{_HOST}"
"""As an app has to name it: Spotify lets a port be added when one signs in."""
_REQUEST_S: Final = 5.0
_MAX_LINE: Final = 8_192
_PAGE: Final = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>SpotIntro</title>'
    "<style>body{{font:1.2rem system-ui;margin:4rem auto;max-width:32rem;line-height:1.5}}</style></head>"
    "<body><h1>{title}</h1><p>{text}</p></body></html>"
)


class SignInFailed(PlayerError):
    """Nobody signed in; what was kept before is as it was."""


class SigningIn:
    """One attempt to sign in: `async with` binds the listener and frees it again.

    Attributes:
        address: Where the person has to go; for a browser, a QR code or to be copied.
    """

    def __init__(self, client_id: str, accounts: Accounts, clock: Clock, *, wait_s: float = WAIT_S) -> None:
        self._wait_s = wait_s
        self._client_id = client_id
        self._accounts = accounts
        self._clock = clock
        self._verifier = secrets.token_urlsafe(64)
        self._state = secrets.token_urlsafe(24)
        self._server: asyncio.Server | None = None
        self._visits: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._code: asyncio.Future[str] | None = None
        self.address = ""
        self._redirect = ""

    async def __aenter__(self) -> Self:
        self._code = asyncio.get_running_loop().create_future()
        try:
            self._server = await asyncio.start_server(self._connected, _HOST, 0, limit=_MAX_LINE)
        except OSError as error:
            raise SignInFailed(
                f"No port of this machine can be listened on: {error.strerror}.",
                "Look at the firewall's settings.",
            ) from error
        self._redirect = f"{REDIRECT_URI}:{self._server.sockets[0].getsockname()[1]}"
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(self._verifier.encode()).digest()).rstrip(b"=").decode()
        )
        self.address = f"{self._accounts.url}/authorize?" + urlencode(
            {
                "client_id": self._client_id,
                "response_type": "code",
                "redirect_uri": self._redirect,
                "code_challenge_method": "S256",
                "code_challenge": challenge,
                "state": self._state,
                "scope": " ".join(SCOPES),
            }
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for visit in self._visits:
            visit.cancel()
        if self._visits:
            await asyncio.wait(self._visits)
        if self._code is not None:
            self._code.cancel()

    async def finished(self) -> SignIn:
        """Wait until the person is done on Spotify's page, or has pasted where it led.

        Raises:
            SignInFailed: refused there, or not done within `WAIT_S`.
            PlayerUnreachable: Spotify can't be reached to end it.
        """
        assert self._code is not None
        try:
            async with asyncio.timeout(self._wait_s):
                code = await asyncio.shield(self._code)
        except TimeoutError:
            raise SignInFailed(
                f"Nobody signed in within {self._wait_s:.0f} s.", "Run `spotintro login` again when you are ready."
            ) from None
        # On a thread that nobody joins: a service that hangs holds up neither a cancelled command nor its end.
        lane = Lane("sign-in")
        try:
            return await asyncio.wrap_future(lane.submit(self._exchange, code))
        finally:
            lane.shutdown()

    def paste(self, text: str) -> None:
        """Take the address that the browser was led to, for a browser that can't reach this machine.

        Raises:
            SignInFailed: that is another address; the attempt goes on.
        """
        problem = self._take(single_line(text, limit=4_000))
        if problem is not None:
            raise SignInFailed(problem, "Paste the whole address that the browser shows after you agreed.")

    def _take(self, address: str) -> str | None:
        """Take the address that the browser was led to; return what is wrong with it.

        None where it ends the attempt, well or not.
        """
        try:
            query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        except ValueError:
            return "That is no address."
        if not hmac.compare_digest(query.get("state", "").encode(), self._state.encode()):
            return "That address is not of this sign-in."
        assert self._code is not None
        if self._code.done():
            return None
        if "code" in query:
            self._code.set_result(query["code"])
        else:
            reason = single_line(query.get("error"), limit=60)
            self._code.set_exception(
                SignInFailed(
                    "You did not agree on Spotify's page."
                    if reason == "access_denied"
                    else sentence(f"Spotify refused the sign-in: {reason or 'it gave no reason'}"),
                    "Run `spotintro login` again.",
                )
            )
        return None

    def _refusal(self) -> str | None:
        """Return why the attempt has ended without a sign-in; None where it went on."""
        assert self._code is not None
        ended = self._code.exception() if self._code.done() and not self._code.cancelled() else None
        return ended.message if isinstance(ended, SignInFailed) else None

    def _exchange(self, code: str) -> SignIn:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect,
            "client_id": self._client_id,
            "code_verifier": self._verifier,
        }
        try:
            answer = self._accounts.token(form)
        except Refused as refusal:
            raise SignInFailed(
                sentence(f"Spotify refused the sign-in: {refusal.message or refusal.status}"),
                "Look at the client id in the settings and at your app's redirect address, then try again.",
            ) from refusal
        except WireError as error:
            raise PlayerUnreachable(
                "Spotify can't be reached to end the sign-in.",
                "Look at the network, then run `spotintro login` again.",
            ) from error
        now = self._clock.now()
        return SignIn(
            client_id=self._client_id,
            access_token=answer.access_token,
            refresh_token=answer.refresh_token,
            expires_at=now + timedelta(seconds=answer.expires_in),
            scopes=tuple(answer.scope.split()) or SCOPES,
            signed_in_at=now,
        )

    # The listener

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visit = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._visits[visit] = writer
        visit.add_done_callback(self._left)

    def _left(self, visit: asyncio.Task[None]) -> None:
        # Here and not in the task: one that is cancelled before its first step never gets to its own `finally`.
        self._visits.pop(visit).close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_REQUEST_S):
                method, path = await _request(reader)
                writer.write(self._answer(method, path))
                await writer.drain()
        except (
            TimeoutError,
            OSError,
            ValueError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
        ) as error:
            _log.info("a stray connection while signing in: %s", type(error).__name__)

    def _answer(self, method: str, path: str) -> bytes:
        parts = urlsplit(path)
        if method != "GET" or parts.path not in {"", "/"} or not parts.query:
            return _response(HTTPStatus.NOT_FOUND, "Nothing here", "This address is only for signing in.")
        if self._take(path) is not None:
            return _response(
                HTTPStatus.BAD_REQUEST, "Not this sign-in", "Go back to SpotIntro and follow its address."
            )
        refusal = self._refusal()
        if refusal is not None:
            text = f"{html.escape(refusal)} You can close this window and go back to SpotIntro."
            return _response(HTTPStatus.OK, "Nobody was signed in", text)
        # Whether it ends well, Spotify's service has yet to say.
        text = "You can close this window and go back to SpotIntro, which says whether you are signed in."
        return _response(HTTPStatus.OK, "Spotify has answered", text)


async def _request(reader: asyncio.StreamReader) -> tuple[str, str]:
    """Read the method and the path of an HTTP request.

    Raises:
        ValueError: it is no HTTP.
    """
    line = (await reader.readuntil(b"\n")).decode("ascii", errors="replace")
    method, path, _ = line.split(" ", 2)
    while (await reader.readuntil(b"\n")).strip():
        pass
    return method, path


def _response(status: HTTPStatus, title: str, text: str) -> bytes:
    body = _PAGE.format(title=title, text=text).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + body
