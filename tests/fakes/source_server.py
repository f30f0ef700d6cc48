"""A source of facts on loopback: real HTTP, answers from a function, and every way in which such a server fails.

What it was asked is kept with the moment by its own clock, so that a limit is judged where it counts.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

Document = dict[str, Any]
DRIP_S = 0.05


@dataclass(frozen=True)
class Reply:
    """An answer: a document, or the very bytes."""

    document: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"
    raw: bytes | None = None
    silent: bool = False
    """The request is taken and never answered."""
    cut: bool = False
    """The connection ends in the middle of the answer."""
    drips: bool = False
    """A byte now and then, without an end."""

    @property
    def body(self) -> bytes:
        return json.dumps(self.document).encode() if self.raw is None else self.raw


HTML = Reply(raw=b"<!DOCTYPE html><title>Sign in to the hotel</title>", content_type="text/html; charset=utf-8")
NOT_FOUND = Reply({"error": "Not Found"}, status=404)


@dataclass(frozen=True)
class Received:
    at_s: float
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    status: int
    """Of the answer."""


class SourceServer:
    """Serves what `answer` makes of a path and a query; `next` holds replies that come instead, in order.

    Args:
        answer: Called for each request that nothing else answers.
        limit_s: With less than this since the request before, `503` as MusicBrainz says it.
    """

    def __init__(self, answer: Callable[[str, Mapping[str, str]], Reply], *, limit_s: float = 0.0) -> None:
        self.received: list[Received] = []
        self.next: deque[Reply] = deque()
        self.answer = answer
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        handler = type("Handler", (_Handler,), {"fake": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()  # waits for the threads of the requests
        self._thread.join()

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.received]

    def gaps_s(self) -> list[float]:
        """Return the time between each two requests that follow one another."""
        at = sorted(each.at_s for each in self.received)
        return [later - earlier for earlier, later in itertools.pairwise(at)]

    def stopped(self, within_s: float) -> bool:
        """Wait so long for the end of the server; return whether it came."""
        return self._stopped.wait(within_s)

    def reply(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Reply:
        """Note a request, and choose its answer."""
        with self._lock:
            now = time.monotonic()
            early = bool(self.received) and now - self.received[-1].at_s < self._limit_s
            if early:
                reply = Reply(
                    {"error": "Your requests are exceeding the allowable rate limit."},
                    status=503,
                    headers={"Retry-After": "1"},
                )
            else:
                reply = self.next.popleft() if self.next else self.answer(path, query)
            self.received.append(Received(now, path, query, headers, reply.status))
            return reply


class _Handler(BaseHTTPRequestHandler):
    fake: SourceServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.fake.reply(unquote(parts.path), query, headers)
        with contextlib.suppress(OSError):  # who asked has gone, as it should
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        self.close_connection = True
        if reply.silent:
            while not self.fake.stopped(DRIP_S):
                pass
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        body = reply.body
        if not reply.drips:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if reply.drips:
            while not self.fake.stopped(DRIP_S):
                self.wfile.write(b" ")
                self.wfile.flush()
        self.wfile.write(body[: len(body) // 2] if reply.cut else body)

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the library's name
