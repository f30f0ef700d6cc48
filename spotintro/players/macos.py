"""The Spotify client of a Mac: asked each second by AppleScript, which costs no calls of the Web API."""

from __future__ import annotations

from typing import Final

from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track, TrackKind
from spotintro.plain_text import single_line
from spotintro.players import applescript
from spotintro.players.base import CommandUnsupported
from spotintro.players.polled import PolledPlayer

_NAME: Final = "Spotify"
_CAPABILITIES: Final = frozenset(
    {Capability.PLAY_PAUSE, Capability.SKIP, Capability.SEEK, Capability.VOLUME, Capability.SHUFFLE,
     Capability.REPEAT}
)  # fmt: skip
_VALUES: Final = 14
_LOUDEST: Final = 100


class MacPlayer(PolledPlayer):
    """Reads and steers the Spotify client of this Mac; `read` gives None until it runs.

    It is asked: the changes that it pushes (`com.spotify.client.PlaybackStateChanged`) reach only programs with a
    compiled bridge to the system's notifications.
    """

    name: Final = "macos"

    async def _ask(self) -> Playback | None:
        try:
            values = await applescript.read_client()
        except applescript.NotRunning:
            return None
        return playback_of(values, self._clock.monotonic_s())

    async def play(self) -> None:
        await self._command("play")

    async def pause(self) -> None:
        await self._command("pause")

    async def next(self) -> None:
        await self._command("next track")

    async def previous(self) -> None:
        await self._command("previous track")

    async def seek(self, position_ms: int) -> None:
        position_ms = self._within_track(position_ms)
        await self._command("set player position to ((item 1 of argv) as integer) / 1000", position_ms)

    async def set_volume(self, percent: int) -> None:
        """Set the volume; once more by one, where the client then tells one less (shpotify#145)."""
        percent = max(0, min(percent, _LOUDEST))
        for asked in (percent, percent + 1):
            await self._command("set sound volume to ((item 1 of argv) as integer)", asked)
            if asked == _LOUDEST or self._now is None or self._now.device.volume_percent != percent - 1:
                return

    async def set_shuffle(self, on: bool) -> None:
        await self._command(f"set shuffling to {'true' if on else 'false'}")

    async def set_repeat(self, repeat: Repeat) -> None:
        if repeat is Repeat.TRACK:
            raise CommandUnsupported(
                "Spotify's client repeats no single track from here.", "Use the player itself."
            )
        await self._command(f"set repeating to {'true' if repeat is Repeat.CONTEXT else 'false'}")

    async def _command(self, line: str, *arguments: int) -> None:
        await applescript.run(line, *arguments)
        await self.read()


def playback_of(values: list[str], now_s: float) -> Playback:
    """Make a reading of what `applescript.read_client` returns."""
    stopped = len(values) < _VALUES
    values = [*values, *[""] * _VALUES]
    return Playback(
        state=PlaybackState(values[0]) if values[0] in set(PlaybackState) else PlaybackState.STOPPED,
        track=None if stopped else _track(values),
        position_ms=max(0, _number(values[2]) or 0),
        read_at_s=now_s,
        player="spotify",
        player_name=_NAME,
        device=Device(_NAME, _number(values[1])),
        capabilities=_CAPABILITIES,
        shuffle=None if stopped else values[3] == "true",
        repeat=None if stopped else Repeat.CONTEXT if values[4] == "true" else Repeat.OFF,
    )


def _track(values: list[str]) -> Track:
    id, name, artist, album, duration, number, disc, cover, address = (  # noqa: A001 - the track's
        single_line(value) for value in values[5:_VALUES]
    )
    kinds = {"ad": TrackKind.AD, "episode": TrackKind.EPISODE}
    return Track(
        id=id,
        title=name,
        artists=(artist,) if artist else (),
        album=album or None,
        duration_ms=_number(duration) or None,
        kind=next((kind for part, kind in kinds.items() if id.startswith(f"spotify:{part}:")), TrackKind.TRACK),
        track_number=_number(number) or None,
        disc_number=_number(disc) or None,
        url=address if address.startswith("https://") else None,
        art_url=cover if cover.startswith("https://") else None,
    )


def _number(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdecimal() else None
