"""A player in memory: steered by the test, with scripted failures and a history of what it was asked."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace

from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track
from spotintro.players.base import Expected, NothingPlaying, PlayerError
from spotintro.players.changes import ChangeBroadcast

TRACK = Track(
    id="fake:1", title="Título uno", artists=("Les Faux",), album="Pretend", duration_ms=200_000, year=1999
)
NEXT_TRACK = Track(id="fake:2", title="Второй", artists=("Les Faux", "Zoë"), duration_ms=180_000)


def playing(track: Track | None = TRACK, *, player: str = "fake", position_ms: int = 10_000) -> Playback:
    return Playback(
        state=PlaybackState.PLAYING,
        track=track,
        position_ms=position_ms,
        read_at_s=0.0,
        player=player,
        device=Device("Fake player", 50),
        capabilities=frozenset(Capability),
        next_track=NEXT_TRACK,
    )


class FakePlayer:
    """A player that shows `playback`; None where no player is there.

    Attributes:
        failures: Raised by the next call of that name ("open", "read", "pause", …), each until it is taken out.
        history: The commands that arrived, with their arguments, refused ones included.
    """

    def __init__(self, playback: Playback | None = None, *, name: str = "fake") -> None:
        self.name = name
        self.playback = playback
        self.failures: dict[str, PlayerError] = {}
        self.history: list[tuple[str, int | str | None]] = []
        self.all_devices: tuple[Device, ...] = (
            Device("Fake player", 50, id="fake"),
            Device("Other player", 30, id="other", active=False),
        )
        self.watched = True
        self.expected = Expected.NOTHING
        self.fixes: list[bool] = []
        self.opened = 0
        self.closed = 0
        self._broadcast = ChangeBroadcast(lambda: self.playback)

    def show(self, playback: Playback | None) -> None:
        """Change what is shown, as if somebody else had done it to the player."""
        self.playback = playback
        self._broadcast.notify()

    def go_away(self, error: PlayerError | None = None) -> None:
        """End every stream of changes."""
        self._broadcast.end(error)

    async def open(self) -> None:
        self._fail("open")
        self.opened += 1

    async def close(self) -> None:
        self.closed += 1
        self._broadcast.end()

    async def read(self) -> Playback | None:
        self._fail("read")
        return self.playback

    def changes(self) -> AsyncGenerator[Playback | None, None]:
        return self._broadcast.stream()

    async def play(self) -> None:
        self.show(replace(self._commanded("play"), state=PlaybackState.PLAYING))

    async def pause(self) -> None:
        self.show(replace(self._commanded("pause"), state=PlaybackState.PAUSED))

    async def next(self) -> None:
        playback = self._commanded("next")
        self.show(replace(playback, track=playback.next_track, position_ms=0))

    async def previous(self) -> None:
        self.show(replace(self._commanded("previous"), position_ms=0))

    async def seek(self, position_ms: int) -> None:
        self.show(replace(self._commanded("seek", position_ms), position_ms=position_ms))

    async def set_volume(self, percent: int) -> None:
        playback = self._commanded("set_volume", percent)
        self.show(replace(playback, device=replace(playback.device, volume_percent=percent)))

    async def devices(self) -> tuple[Device, ...]:
        self._fail("devices")
        return self.all_devices

    async def transfer(self, device_id: str) -> None:
        playback = self._commanded("transfer", device_id)
        self.all_devices = tuple(replace(each, active=each.id == device_id) for each in self.all_devices)
        active = next((each for each in self.all_devices if each.active), playback.device)
        self.show(replace(playback, device=active))

    async def set_liked(self, liked: bool) -> None:
        self.show(replace(self._commanded("set_liked", liked), liked=liked))

    async def set_shuffle(self, on: bool) -> None:
        self.show(replace(self._commanded("set_shuffle", on), shuffle=on))

    async def set_repeat(self, repeat: Repeat) -> None:
        self.show(replace(self._commanded("set_repeat", repeat), repeat=repeat))

    def fix(self, fixed: bool) -> None:
        self.fixes.append(fixed)

    def set_watched(self, watched: bool) -> None:
        self.watched = watched

    def expect_change(self, expected: Expected) -> None:
        self.expected = expected

    def _commanded(self, command: str, argument: int | str | None = None) -> Playback:
        self.history.append((command, argument))
        self._fail(command)
        if self.playback is None:
            raise NothingPlaying("No player is there.", "Start one.")
        return self.playback

    def _fail(self, call: str) -> None:
        error = self.failures.get(call)
        if error is not None:
            raise type(error)(error.message, error.next_step)
