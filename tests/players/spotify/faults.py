"""Faults of every kind that Spotify and the way to it have shown, drawn by lot."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable

from tests.fakes.spotify_server import PAGE, Answer, Received, SpotifyServer, refusal

SHARE = 0.05
LONG_PAUSE_S = 14 * 3_600
STALE_S = 3.0


class Faults:
    """Random faults, for `SpotifyServer.fault`.

    Attributes:
        met: How many of each kind there were.
        too_early: Requests that came while the server had asked for a pause.
        tried: The commands that arrived, by their path; each is one try, told or not what came of it.
    """

    def __init__(
        self, server: SpotifyServer, lot: random.Random, now: Callable[[], float], *, long_pause_at_s: float
    ) -> None:
        self._server = server
        self._lot = lot
        self._now = now
        self._long_pause_at_s: float | None = long_pause_at_s
        self._paused_until_s = 0.0
        self.over = False
        self.met: Counter[str] = Counter()
        self.too_early = 0
        self.commands_done = 0

    def __call__(self, received: Received) -> Answer | None:
        self.too_early += self._now() < self._paused_until_s
        command = received.method != "GET"
        found = self._drawn(command=command)
        if command and (found is None or found.carried_out):
            self.commands_done += 1
        return found

    def _drawn(self, *, command: bool) -> Answer | None:
        if self.over:
            return None
        if self._long_pause_at_s is not None and self._now() >= self._long_pause_at_s:
            self._long_pause_at_s = None
            return self._pause("a pause of 14 h", LONG_PAUSE_S, reason="QUOTA_EXCEEDED")
        if self._lot.random() >= SHARE:
            return None
        kinds = ["a short pause", "500", "502", "a page", "silence", "a reset", "a wrong 401", "stale", "no item"]
        kind = self._lot.choice(kinds[:7] if command else kinds)
        if kind == "a short pause":
            return self._pause(kind, self._lot.randrange(2, 60))
        self.met[kind] += 1
        if kind == "stale":
            self._server.be_late(STALE_S)
            return None
        done = command and self._lot.random() < 0.5
        return {
            "500": Answer(500, b'{"error": {"status": 500, "message": "Server error"}}', carried_out=done),
            "502": Answer(502, b"<html>Bad gateway</html>", carried_out=done),
            "a page": PAGE,
            "silence": Answer(silent=True, carried_out=done),
            "a reset": Answer(200, b"{", cut=True, carried_out=done),
            "a wrong 401": refusal(401, "Unauthorized"),
            "no item": Answer(200, json.dumps(self._no_item()).encode()),
        }[kind]

    def _pause(self, kind: str, seconds: float, *, reason: str | None = None) -> Answer:
        self.met[kind] += 1
        self._paused_until_s = self._now() + seconds
        return refusal(429, "Too many requests", reason=reason, Retry_After=str(int(seconds)))

    def _no_item(self) -> object:
        return {"is_playing": True, "progress_ms": None, "item": None, "device": self._server.player.active()}
