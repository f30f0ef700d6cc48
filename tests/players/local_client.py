"""The Spotify client of this machine on a real session bus: shows what the account plays while it plays here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from dbus_fast import Message, Variant
from dbus_fast.aio import MessageBus

from tests.fakes.spotify_server import SpotifyServer
from tests.players.mpris_service import ScriptedMpris, honest

DAEMON = "org.freedesktop.DBus"
HERE = "computer"
"""The device's id."""


class Probe:
    """A connection that only asks whether the bus has done what it was given before."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus

    @classmethod
    async def connected(cls, address: str) -> Probe:
        return cls(await MessageBus(bus_address=address).connect())

    @property
    def descriptor(self) -> int:
        assert self._bus._fd is not None
        return self._bus._fd

    async def settle(self) -> None:
        # One may overtake what is only now being read from another socket; two can't.
        for _ in range(2):
            await self._bus.call(Message(DAEMON, "/org/freedesktop/DBus", DAEMON, "GetId"))

    async def close(self) -> None:
        self._bus.disconnect()
        await asyncio.gather(self._bus.wait_for_disconnect(), return_exceptions=True)  # type: ignore[no-untyped-call]  # the library leaves it untyped


class LocalClient(ScriptedMpris):
    """A client on this machine's bus that plays along with the account. `push` says what has changed.

    Attributes:
        real_s: The real time of each push, by the account's.
    """

    def __init__(self, server: SpotifyServer, now: Callable[[], float]) -> None:
        super().__init__("spotify", identity="Spotify")
        self._server = server
        self._now = now
        self._spells: list[tuple[float, bool]] = []
        self.real_s: dict[float, float] = {}
        self.properties = honest() | self._present()

    async def push(self) -> None:
        self.real_s[self._now()] = time.monotonic()
        present = self._present()
        if present != {name: self.properties[name] for name in present}:
            self.change(**present)

    def spells(self, until_s: float) -> list[tuple[float, float]]:
        """List the spells in which this machine was the one that plays."""
        ends = [*(at_s for at_s, _ in self._spells[1:]), until_s]
        return [(at_s, end_s) for (at_s, here), end_s in zip(self._spells, ends, strict=True) if here]

    def _present(self) -> dict[str, Variant]:
        player = self._server.player
        active = player.active()
        here = active is not None and active["id"] == HERE
        if not self._spells or self._spells[-1][1] is not here:
            self._spells.append((self._now(), here))
        track = player.tracks[player.index]
        return {
            "PlaybackStatus": Variant("s", "Playing" if here and player.playing else "Paused"),
            "Metadata": Variant(
                "a{sv}",
                {
                    "mpris:trackid": Variant("s", f"/com/{track['uri'].replace(':', '/')}"),
                    "mpris:length": Variant("t", track["duration_ms"] * 1000),
                    "xesam:title": Variant("s", track["name"]),
                    "xesam:artist": Variant("as", [each["name"] for each in track["artists"]]),
                },
            ),
        }

    def _answer(self, message: Message) -> Message | bool | None:
        player = self._server.player
        player.move_to(self._now())
        if message.path == "/org/mpris/MediaPlayer2":
            match message.member:
                case "Next":
                    player.skip(1)
                case "Pause" | "Play":
                    player.playing = message.member == "Play"
            if message.member in {"Next", "Pause", "Play"}:
                player.note("here", self._now())
                self.real_s[self._now()] = time.monotonic()
                self.change(**self._present())
            if message.member == "SetPosition":
                player.position_ms = message.body[1] / 1000
                player.note("here", self._now())
            self.properties["Position"] = Variant("x", int(player.position_ms * 1000))
        answered: Any = super()._answer(message)
        return answered if isinstance(answered, Message | bool) else None
