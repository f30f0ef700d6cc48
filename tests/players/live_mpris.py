"""An MPRIS player in a process of its own, whose music runs by the clock: `python -m tests.players.live_mpris`.

It takes one JSON request a line on its standard input, and answers each with one line. Commands of the bus are the
host's; the user's hand, and failures, come by request.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec
from dbus_fast import Message, Variant

from tests.players.mpris_service import ScriptedMpris, honest, metadata

NAME = "live"
TRACK_S = 180.0
NEAR_S = 0.3
"""So near to a command of the host, nobody can say which came first."""


class Hand(StrEnum):
    """What a user does at the player itself."""

    NEXT = "next"
    SEEK = "seek"
    PAUSE = "pause"
    PLAY = "play"
    STOP = "stop"
    VOLUME = "volume"


class Failure(StrEnum):
    """What goes wrong with the player, until it is mended."""

    REFUSES_PAUSE = "refuses Pause"
    REFUSES_PLAY = "refuses Play"
    REFUSES_VOLUME = "refuses Set"
    REFUSES_SEEK = "refuses SetPosition Seek"
    SILENT_PAUSE = "silent Pause"
    SILENT_PLAY = "silent Play"
    SILENT_VOLUME = "silent Set"
    MUTE = "mute"
    """Does what it is told and does not answer."""
    HANGS = "silent *"


class State(msgspec.Struct):
    status: str
    position_s: float
    volume: int
    track: int = 1


class Request(msgspec.Struct):
    """One of: begin afresh, a hand, a failure, mend it; the answer to each is the state after it."""

    begin: State | None = None
    hand: Hand | None = None
    volume: int = 0
    fail: Failure | None = None
    mend: bool = False
    end: bool = False


class Answer(msgspec.Struct):
    state: State
    wanted_status: str
    """What the user's last word was."""
    wanted_volume: int
    sounding: list[tuple[float, float]]
    """From when to when music sounded, by the monotonic clock."""
    begun_at_s: list[float]
    """The places in the track at which the host has let it play."""
    commands: int
    """How many of the host's have changed something, or would have."""
    unclear: list[str]
    """What the user and the host changed at the same moment: "status", "volume"."""


@dataclass
class Log:
    wanted_status: str
    wanted_volume: int
    sounding: list[tuple[float, float]] = field(default_factory=list)
    begun_at_s: list[float] = field(default_factory=list)
    by_host: dict[str, list[float]] = field(default_factory=lambda: {"status": [], "volume": []})
    by_hand: dict[str, list[float]] = field(default_factory=lambda: {"status": [], "volume": []})

    @property
    def unclear(self) -> list[str]:
        return [
            what
            for what, hands in self.by_hand.items()
            if any(abs(hand - host) < NEAR_S for hand in hands for host in self.by_host[what])
        ]


class LiveMpris(ScriptedMpris):
    def __init__(self) -> None:
        super().__init__(NAME, identity="Live", desktop_entry="live")
        self.state = State("Playing", 5.0, 50)
        self._since_s = time.monotonic()
        self.log = Log("Playing", 50)
        self.mute = False
        self._sounds = False
        self._sounds_since_s = 0.0

    def begin(self, state: State) -> None:
        self.mend()
        self.state, self._since_s = state, time.monotonic()
        self.log = Log(state.status, state.volume)
        self._sounds = False
        self._tell()

    def mend(self) -> None:
        self.silent, self.refuse, self.mute = set(), {}, False

    def fail(self, failure: Failure) -> None:
        how, *members = failure.value.split()
        if how == "mute":
            self.mute = True
        elif how == "silent":
            self.silent = set(members)
        else:
            self.refuse = dict.fromkeys(members, "org.freedesktop.DBus.Error.Failed")

    def hand(self, hand: Hand, volume: int) -> None:
        self._move_to_now()
        if hand in {Hand.VOLUME, Hand.PAUSE, Hand.PLAY, Hand.STOP}:
            self.log.by_hand["volume" if hand is Hand.VOLUME else "status"].append(time.monotonic())
        match hand:
            case Hand.NEXT:
                self._set(position_s=0.0, track=self.state.track + 1)
            case Hand.SEEK:
                self._set(position_s=self.state.position_s + 20)
                self.emit_seeked()
            case Hand.PAUSE if self.state.status == "Playing":
                self.log.wanted_status = "Paused"
                self._set(status="Paused")
            case Hand.PLAY if self.state.status != "Playing":
                self.log.wanted_status = "Playing"
                self._set(status="Playing")
            case Hand.STOP:
                self.log.wanted_status = "Stopped"
                self._set(status="Stopped")
            case Hand.VOLUME:
                self.log.wanted_volume = volume
                self._set(volume=volume)

    def answer(self) -> Answer:
        self._move_to_now()
        log = self.log
        sounding = [*log.sounding, *([(self._sounds_since_s, self._since_s)] if self._sounds else [])]
        commands = sum(map(len, log.by_host.values()))
        return Answer(
            self.state, log.wanted_status, log.wanted_volume, sounding, log.begun_at_s, commands, log.unclear
        )

    def _move_to_now(self) -> None:
        now_s = time.monotonic()
        if self.state.status == "Playing":
            self.state.position_s += now_s - self._since_s
        self._since_s = now_s
        while self.state.position_s >= TRACK_S:
            self.state.position_s -= TRACK_S
            self.state.track += 1

    def _set(self, **changes: object) -> None:
        for name, value in changes.items():
            setattr(self.state, name, value)
        self._tell()

    def _tell(self) -> None:
        sounds = self.state.status == "Playing"
        if sounds is not self._sounds:
            if self._sounds:
                self.log.sounding.append((self._sounds_since_s, time.monotonic()))
            self._sounds, self._sounds_since_s = sounds, time.monotonic()
        if not self.silent:
            self.change(**self._shown())

    def _shown(self) -> dict[str, Variant]:
        state = self.state
        return {
            "PlaybackStatus": Variant("s", state.status),
            "Volume": Variant("d", state.volume / 100),
            "Metadata": metadata(f"Song {state.track}", number=state.track, length_us=int(TRACK_S * 1_000_000)),
        }

    def emit_seeked(self) -> None:
        self.seeked(int(self.state.position_s * 1_000_000))

    def _answer(self, message: Message) -> Message | bool | None:
        self._move_to_now()
        self.properties |= {**self._shown(), "Position": Variant("x", int(self.state.position_s * 1_000_000))}
        member, body = message.member or "", list(message.body)
        if not self.silent & {member, "*"} and member not in self.refuse:
            self._obey(member, body)
            if self.mute and member in {"Pause", "Play", "Set", "SetPosition"}:
                return True
            if member in {"Pause", "Play", "Set", "SetPosition"}:
                return Message.new_method_return(message)
        return super()._answer(message)

    def _obey(self, member: str, body: list[object]) -> None:
        now_s = time.monotonic()
        match member, body:
            case "Pause", _ if self.state.status == "Playing":
                self.log.by_host["status"].append(now_s)
                self._set(status="Paused")
            case "Pause", _:
                self.log.by_host["status"].append(now_s)
            case "Play", _:
                self.log.by_host["status"].append(now_s)
                self.log.begun_at_s.append(self.state.position_s)
                self._set(status="Playing")
            case "Set", [_, "Volume", Variant() as volume]:
                self.log.by_host["volume"].append(now_s)
                self._set(volume=round(volume.value * 100))
            case "SetPosition", [_, int() as position_us]:
                self._set(position_s=position_us / 1_000_000)
                self.emit_seeked()


async def main() -> None:
    player = LiveMpris()
    player.properties = honest() | player._shown()
    await player.start(os.environ["DBUS_SESSION_BUS_ADDRESS"])
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        request = msgspec.json.decode(line, type=Request)
        if request.end:
            break
        if request.begin is not None:
            player.begin(request.begin)
        if request.mend:
            player.mend()
        if request.fail is not None:
            player.fail(request.fail)
        if request.hand is not None:
            player.hand(request.hand, request.volume)
        sys.stdout.buffer.write(msgspec.json.encode(player.answer()) + b"\n")
        sys.stdout.buffer.flush()
    await player.stop()


if __name__ == "__main__":
    asyncio.run(main())
