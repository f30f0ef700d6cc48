"""Spotify's Web API on loopback: it plays, counts calls, is late to see its own changes, limits and fails as told.

After the public description of the API; what its player really does is in the tests' names. Time is injected.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

Document = dict[str, Any]
SCOPE = "user-read-playback-state user-modify-playback-state"


def track(number: int, *, duration_ms: int = 200_000) -> Document:
    uri = f"spotify:track:{number:022d}"
    return {
        "type": "track",
        "uri": uri,
        "name": f"Song {number}",
        "artists": [{"name": f"Artist {number % 7}"}],
        "album": {"name": f"Album {number % 11}", "release_date": "2001-02-03", "images": []},
        "duration_ms": duration_ms,
        "track_number": number % 12 + 1,
        "disc_number": 1,
        "external_urls": {"spotify": f"https://open.spotify.com/track/{number:022d}"},
    }


def episode(number: int, *, duration_ms: int = 200_000) -> Document:
    uri = f"spotify:episode:{number:022d}"
    show = {"type": "show", "name": "Talk", "publisher": "Radio"}
    return track(number, duration_ms=duration_ms) | {"type": "episode", "uri": uri, "name": "Talk", "show": show}


def advert(number: int, *, duration_ms: int = 30_000) -> Document:
    """An advert, that the queue doesn't tell of and the playback names no item for."""
    uri = f"spotify:ad:{number:022d}"
    return track(number, duration_ms=duration_ms) | {"type": "ad", "uri": uri, "name": "Advertisement"}


def device(name: str, *, active: bool = False, volume: int | None = 50) -> Document:
    return {
        "id": name.lower(),
        "name": name,
        "type": "Computer",
        "is_active": active,
        "is_restricted": False,
        "is_private_session": False,
        "volume_percent": volume,
        "supports_volume": volume is not None,
    }


@dataclass(frozen=True)
class Answer:
    """An answer that the next call gets instead of the truth."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    silent: bool = False
    """The request is taken and never answered."""
    cut: bool = False
    """The connection ends in the middle of the answer."""
    drip_s: float | None = None
    """A byte at a time, this far apart."""
    carried_out: bool = False
    """The command is done all the same."""


def refusal(status: int, message: str, *, reason: str | None = None, **headers: str) -> Answer:
    error = {"status": status, "message": message} | ({} if reason is None else {"reason": reason})
    return Answer(
        status,
        json.dumps({"error": error}).encode(),
        {name.replace("_", "-"): value for name, value in headers.items()},
    )


PAGE = Answer(200, b"<!DOCTYPE html><title>Sign in to the hotel</title>", content_type="text/html")


@dataclass(frozen=True)
class Received:
    method: str
    path: str
    query: Mapping[str, str]
    token: str


@dataclass(frozen=True)
class Moment:
    """The state of the playback from `at_s` on."""

    at_s: float
    cause: str
    uri: str
    playing: bool
    position_ms: float


@dataclass
class Player:
    """The one playback of the account."""

    tracks: list[Document]
    devices: list[Document]
    index: int = 0
    playing: bool = True
    position_ms: float = 0.0
    at_s: float = 0.0
    shuffle: bool = False
    repeat: str = "off"
    liked: set[str] = field(default_factory=set)
    history: list[Moment] | None = None
    """Where a test wants it: everything that happened."""

    def note(self, cause: str, at_s: float) -> None:
        if self.history is not None:
            uri = self.tracks[self.index]["uri"]
            self.history.append(Moment(at_s, cause, uri, self.playing, self.position_ms))

    def move_to(self, now_s: float) -> None:
        """Let it play until `now_s`, over the ends of tracks."""
        if self.playing and self.tracks:
            self.position_ms += (now_s - self.at_s) * 1000
            while self.playing and self.position_ms >= self.tracks[self.index]["duration_ms"]:
                self.position_ms -= self.tracks[self.index]["duration_ms"]
                self.index += 1
                if self.index == len(self.tracks):
                    self.index, self.playing, self.position_ms = 0, False, 0.0
                self.note("end", now_s - self.position_ms / 1000)
        self.at_s = now_s

    def active(self) -> Document | None:
        return next((each for each in self.devices if each["is_active"]), None)

    def skip(self, by: int) -> None:
        self.index = max(0, min(self.index + by, len(self.tracks) - 1))
        self.position_ms = 0.0


class SpotifyServer:
    """Serves the Web API and the accounts service on loopback, as a context manager; `api_url` is its address."""

    def __init__(
        self,
        *,
        tracks: int = 5,
        now: Callable[[], float] = time.monotonic,
        late_s: float = 0.0,
        token: str = "good-token",
        premium: bool = True,
    ) -> None:
        self.player = Player(
            [track(number) for number in range(tracks)],
            [device("Kitchen", active=True), device("Phone", volume=None)],
            at_s=now(),
        )
        self.token_name = "token"
        self.profile: Document = {"id": "zoe", "account_id": "acc123", "display_name": "Zoë"}
        self.codes: dict[str, Mapping[str, str]] = {}
        self.refresh_tokens = {"good-refresh"}
        self.token_requests: list[Mapping[str, str]] = []
        self.received: list[Received] = []
        self.asked = threading.Event()
        self.next_answers: deque[Answer] = deque()
        self.tokens = {token}
        self.token = token
        self.premium = premium
        self.fault: Callable[[Received], Answer | None] = lambda _: None
        """Decides about each request whether it gets something else than the truth."""
        self.off_ms: Callable[[], float] = lambda: 0.0
        """How far off each progress is told."""
        self._now, self._late_s = now, late_s
        self._seen: Document | None = None
        self._seen_until_s = 0.0
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.spotify = self
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    @property
    def accounts_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/accounts"

    def authorize(self, query: Mapping[str, str], *, agrees: bool = True) -> str:
        """Return where Spotify's page leads the browser once the person has decided."""
        parts = urlsplit(query["redirect_uri"])
        assert (parts.scheme, parts.hostname, parts.path) == ("http", "127.0.0.1", "")
        if not agrees:
            return f"{query['redirect_uri']}/?" + urlencode({"error": "access_denied", "state": query["state"]})
        code = f"code-for-{self.token_name}-{len(self.codes)}"
        self.codes[code] = query
        return f"{query['redirect_uri']}/?" + urlencode({"code": code, "state": query["state"]})

    def grant(self, form: Mapping[str, str]) -> Answer:
        """Answer a request for a token as the accounts service does."""
        with self._lock:
            self.token_requests.append(form)
            if self.next_answers:
                return self.next_answers.popleft()
            if form["grant_type"] == "refresh_token":
                sound = form["refresh_token"] in self.refresh_tokens
            else:
                asked = self.codes.pop(form["code"], None)
                digest = hashlib.sha256(form["code_verifier"].encode()).digest()
                challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
                sound = asked is not None and (asked["code_challenge"], asked["redirect_uri"]) == (
                    challenge,
                    form["redirect_uri"],
                )
            if not sound:
                return Answer(400, b'{"error": "invalid_grant", "error_description": "Refresh token revoked"}')
            token = f"{self.token_name}-{len(self.token_requests)}"
            self.tokens.add(token)
            given: Document = {"access_token": token, "token_type": "Bearer", "expires_in": 3600}
            if form["grant_type"] == "authorization_code":
                given |= {
                    "refresh_token": "good-refresh",
                    "scope": SCOPE,
                }
            return Answer(200, json.dumps(given).encode())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self._thread.join()

    def calls(self, method: str, path: str) -> int:
        return sum((each.method, each.path) == (method, path) for each in self.received)

    def answer(self, received: Received, body: bytes) -> Answer:
        with self._lock:
            self.received.append(received)
            self.asked.set()
            told = self.next_answers.popleft() if self.next_answers else self.fault(received)
            if told is not None and not told.carried_out:
                return told
            if received.token not in self.tokens:
                return refusal(401, "The access token expired")
            done = self._done(received, json.loads(body) if body else {})
            return told or done

    def _done(self, received: Received, body: Document) -> Answer:
        self.player.move_to(self._now())
        method, path = received.method, received.path.removeprefix("/v1/")
        if method == "GET":
            document = self._read(path, received.query)
            if document is None:
                return Answer(204)
            return Answer(200, json.dumps(document).encode())
        if path.startswith("me/player") and not self.premium:
            return refusal(403, "Player command failed: Premium required", reason="PREMIUM_REQUIRED")
        before = self._playback()
        refused = self._command(path.rstrip("/"), received, body)
        if refused is None and self._late_s and path.startswith("me/player"):
            self._seen, self._seen_until_s = before, self._now() + self._late_s
        if refused is None:
            self.player.note("here", self._now())
        return refused or Answer(204)

    def be_late(self, seconds: float) -> None:
        """Go on telling what is so now for that much longer, whatever happens."""
        self._seen, self._seen_until_s = self._playback(), self._now() + seconds

    def _read(self, path: str, query: Mapping[str, str]) -> object:
        match path.rstrip("/"):
            case "me":
                return self.profile
            case "me/player":
                stale = self._seen if self._now() < self._seen_until_s else None
                return stale or self._playback()
            case "me/player/queue":
                at = self.player.index
                queue = [each for each in self.player.tracks[at + 1 : at + 21] if each["type"] != "ad"]
                return {"currently_playing": self.player.tracks[at], "queue": queue}
            case "me/player/devices":
                return {"devices": self.player.devices}
            case "me/library/contains":
                return [uri in self.player.liked for uri in query["uris"].split(",")]
        return {"error": {"status": 404, "message": "Not found"}}

    def _playback(self) -> Document | None:
        active = self.player.active()
        if active is None or not self.player.tracks:
            return None
        item = self.player.tracks[self.player.index]
        return deepcopy(
            {
                "is_playing": self.player.playing,
                "progress_ms": max(0, int(self.player.position_ms + self.off_ms())),
                "item": None if item["type"] == "ad" else item,
                "currently_playing_type": item["type"],
                "shuffle_state": self.player.shuffle,
                "repeat_state": self.player.repeat,
                "device": active,
                "actions": {"disallows": {}},
            }
        )

    def _command(self, path: str, received: Received, body: Document) -> Answer | None:
        query = received.query
        named = query.get("device_id")
        if path.startswith("me/player/"):
            if named is not None:
                self._activate(named)
            if self.player.active() is None:
                return refusal(404, "Player command failed: No active device found", reason="NO_ACTIVE_DEVICE")
        match received.method, path:
            case "PUT", "me/player/play":
                self.player.playing = True
            case "PUT", "me/player/pause":
                self.player.playing = False
            case "POST", "me/player/next":
                self.player.skip(1)
            case "POST", "me/player/previous":
                self.player.skip(-1)
            case "PUT", "me/player/seek":
                self.player.position_ms = float(query["position_ms"])
            case "PUT", "me/player/volume":
                return self._set_volume(int(query["volume_percent"]))
            case "PUT", "me/player/shuffle":
                self.player.shuffle = query["state"] == "true"
            case "PUT", "me/player/repeat":
                self.player.repeat = query["state"]
            case "PUT", "me/player":
                self._activate(body["device_ids"][0])
                self.player.playing = self.player.playing or bool(body.get("play"))
            case "PUT", "me/library":
                self.player.liked.add(query["uris"])
            case "DELETE", "me/library":
                self.player.liked.discard(query["uris"])
            case _:
                return refusal(404, "Service not found")
        return None

    def _set_volume(self, percent: int) -> Answer | None:
        active = self.player.active()
        if active is None or not active["supports_volume"]:
            return refusal(
                403, "Player command failed: Cannot control device volume", reason="VOLUME_CONTROL_DISALLOW"
            )
        active["volume_percent"] = percent
        return None

    def _activate(self, device_id: str) -> None:
        for each in self.player.devices:
            each["is_active"] = each["id"] == device_id


class _Http(ThreadingHTTPServer):
    daemon_threads = False
    spotify: SpotifyServer

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self._callers: list[socket.socket] = []

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        assert isinstance(request, socket.socket)
        self._callers.append(request)
        super().process_request(request, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """Show the error, unless the client hung up before the answer: that is what some tests are about."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it was given

    def hang_up(self) -> None:
        """Close every connection, since a client that keeps its own would keep its thread."""
        for caller in self._callers:
            with contextlib.suppress(OSError):
                caller.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a kept connection waits 40 ms for each answer's body

    def log_message(self, *_: object) -> None:
        """Log nothing: the tests' output is theirs."""

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        spotify = self.server.spotify
        if parts.path == "/accounts/authorize":
            answer = Answer(302, b"", {"Location": spotify.authorize(query)})
        elif parts.path == "/accounts/api/token":
            answer = spotify.grant({name: values[0] for name, values in parse_qs(body.decode()).items()})
        else:
            answer = spotify.answer(Received(self.command, parts.path, query, token), body)
        self.close_connection = answer.cut or answer.silent or answer.drip_s is not None
        if answer.silent:
            spotify._stopping.wait(20)
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body) + (100 if answer.cut else 0)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if answer.drip_s is None:
            self.wfile.write(answer.body)
            return
        for byte in answer.body:
            if spotify._stopping.wait(answer.drip_s):
                return
            try:
                self.wfile.write(bytes((byte,)))
                self.wfile.flush()
            except OSError:
                return

    do_GET = do_PUT = do_POST = do_DELETE = _serve  # noqa: N815 - http.server looks for these names
