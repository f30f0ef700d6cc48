"""Any player in the media session of Windows (Spotify's client among them), by the binding of PyWinRT."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, Protocol, cast

from spotintro.clock import Clock
from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track
from spotintro.plain_text import single_line
from spotintro.players.base import CommandFailed, CommandUnsupported, NothingPlaying, PlayerUnreachable
from spotintro.players.polled import PolledPlayer

_TIMEOUT_S: Final = 3.0
_TICKS_PER_MS: Final = 10_000
_STATES: Final = {4: PlaybackState.PLAYING, 5: PlaybackState.PAUSED}
"""Of GlobalSystemMediaTransportControlsSessionPlaybackStatus; the rest is closed, opened, changing and stopped."""
_REPEATS: Final = {0: Repeat.OFF, 1: Repeat.TRACK, 2: Repeat.CONTEXT}
"""Of MediaPlaybackAutoRepeatMode."""
_OFFERED: Final = {
    "is_pause_enabled": Capability.PLAY_PAUSE,
    "is_play_enabled": Capability.PLAY_PAUSE,
    "is_next_enabled": Capability.SKIP,
    "is_playback_position_enabled": Capability.SEEK,
    "is_shuffle_enabled": Capability.SHUFFLE,
    "is_repeat_enabled": Capability.REPEAT,
}


class PlaybackInfo(Protocol):
    playback_status: int
    controls: object
    """With a flag for each thing that the player offers, as `is_next_enabled`."""
    is_shuffle_active: bool | None
    auto_repeat_mode: int | None


class Timeline(Protocol):
    position: timedelta
    end_time: timedelta
    last_updated_time: datetime
    """When the player told its position: Spotify's does it every four to five seconds."""


class MediaProperties(Protocol):
    title: str
    artist: str
    album_title: str
    track_number: int


class Session(Protocol):
    """One player's session, as the binding names its parts. Each command answers whether the player took it."""

    source_app_user_model_id: str

    def get_playback_info(self) -> PlaybackInfo: ...
    def get_timeline_properties(self) -> Timeline: ...
    def try_get_media_properties_async(self) -> Awaitable[MediaProperties]: ...
    def try_play_async(self) -> Awaitable[bool]: ...
    def try_pause_async(self) -> Awaitable[bool]: ...
    def try_skip_next_async(self) -> Awaitable[bool]: ...
    def try_skip_previous_async(self) -> Awaitable[bool]: ...
    def try_change_playback_position_async(self, ticks: int, /) -> Awaitable[bool]: ...
    def try_change_shuffle_active_async(self, on: bool, /) -> Awaitable[bool]: ...
    def try_change_auto_repeat_mode_async(self, mode: object, /) -> Awaitable[bool]: ...


class Sessions(Protocol):
    def get_sessions(self) -> Iterable[Session]: ...
    def get_current_session(self) -> Session | None: ...


class Binding(Protocol):
    """What is used of the binding's modules."""

    async def sessions(self) -> Sessions: ...

    def repeat_mode(self, value: int) -> object:
        """Return the binding's own value of a way to repeat."""
        ...


class WinRT:
    """The real binding. It is imported when it is first asked."""

    async def sessions(self) -> Sessions:
        control = await asyncio.to_thread(importlib.import_module, "winrt.windows.media.control")
        return cast("Sessions", await control.GlobalSystemMediaTransportControlsSessionManager.request_async())

    def repeat_mode(self, value: int) -> object:
        return cast("object", importlib.import_module("winrt.windows.media").MediaPlaybackAutoRepeatMode(value))


class WindowsPlayer(PolledPlayer):
    """Reads and steers one of the sessions of Windows. It tells no volume, and what follows neither.

    Args:
        prefer: A part of the name of the application that is taken first, as "spotify".
        clock: Tells when a reading was taken, and how old a position is.
        binding: The system's, unless a test has its own.
        sleep: Waits between two readings.
    """

    name: Final = "windows"

    def __init__(
        self,
        *,
        prefer: str,
        clock: Clock,
        binding: Binding | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        super().__init__(clock=clock, sleep=sleep)
        self._prefer = prefer.casefold()
        self._binding: Binding = binding or WinRT()
        self._sessions: Sessions | None = None

    async def play(self) -> None:
        await self._command(lambda session: session.try_play_async())

    async def pause(self) -> None:
        await self._command(lambda session: session.try_pause_async())

    async def next(self) -> None:
        await self._command(lambda session: session.try_skip_next_async())

    async def previous(self) -> None:
        await self._command(lambda session: session.try_skip_previous_async())

    async def seek(self, position_ms: int) -> None:
        ticks = self._within_track(position_ms) * _TICKS_PER_MS
        await self._command(lambda session: session.try_change_playback_position_async(ticks))

    async def set_volume(self, percent: int) -> None:  # noqa: ARG002 - the protocol's
        raise CommandUnsupported("Windows has no way to a player's own volume.", "Use the player itself.")

    async def set_shuffle(self, on: bool) -> None:
        await self._command(lambda session: session.try_change_shuffle_active_async(on))

    async def set_repeat(self, repeat: Repeat) -> None:
        value = next(value for value, each in _REPEATS.items() if each is repeat)
        mode = self._binding.repeat_mode(value)
        await self._command(lambda session: session.try_change_auto_repeat_mode_async(mode))

    async def _ask(self) -> Playback | None:
        session = await self._session()
        if session is None:
            return None
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                properties = await session.try_get_media_properties_async()
            return self._playback(session, properties)
        except TimeoutError:
            raise CommandFailed("The player did not answer.", "Try again, or restart the player.") from None
        except OSError:  # it has gone between two questions
            return None

    async def _session(self) -> Session | None:
        try:
            if self._sessions is None:
                async with asyncio.timeout(_TIMEOUT_S):
                    self._sessions = await self._binding.sessions()
            for session in self._sessions.get_sessions():
                if self._prefer and self._prefer in session.source_app_user_model_id.casefold():
                    return session
            return self._sessions.get_current_session()
        except (ImportError, OSError) as error:  # a time-out is one of the latter
            self._sessions = None
            reason = type(error).__name__
            raise PlayerUnreachable(
                f"No music player can be seen: Windows can't be asked for its media session ({reason}).",
                "Sign in to Spotify instead: spotintro login",
            ) from error

    async def _command(self, ask: Callable[[Session], Awaitable[bool]]) -> None:
        session = await self._session()
        if session is None:
            raise NothingPlaying("No music player is running.", "Start your player; it appears here by itself.")
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                taken = await ask(session)
        except TimeoutError:
            raise CommandFailed("The player did not answer.", "Try again, or restart the player.") from None
        except OSError as error:
            raise NothingPlaying(
                "The player has gone.", "Start your player; it appears here by itself."
            ) from error
        if not taken:
            raise CommandUnsupported(
                f"{_name(session)} does not offer that now.", "Use the player's own controls."
            )
        await self.read()

    def _playback(self, session: Session, properties: MediaProperties) -> Playback:
        info, timeline = session.get_playback_info(), session.get_timeline_properties()
        state = _STATES.get(int(info.playback_status), PlaybackState.STOPPED)
        track = _track(properties, timeline)
        name = _name(session)
        position = timeline.position
        if state is PlaybackState.PLAYING:
            position += max(timedelta(), min(self._clock.now() - timeline.last_updated_time, timeline.end_time))
        repeat = info.auto_repeat_mode
        return Playback(
            state=state,
            track=track,
            position_ms=_ms(position) if track is not None else 0,
            read_at_s=self._clock.monotonic_s(),
            player=name.casefold(),
            player_name=name,
            device=Device(name),
            capabilities=frozenset(what for flag, what in _OFFERED.items() if getattr(info.controls, flag, False)),
            shuffle=info.is_shuffle_active,
            repeat=None if repeat is None else _REPEATS.get(int(repeat)),
        )


def _name(session: Session) -> str:
    """Make a name of an application's id, as "SpotifyAB.SpotifyMusic_zpdnekdrzrea0!Spotify" or "Spotify.exe"."""
    name = single_line(session.source_app_user_model_id, limit=200).rpartition("!")[2].rpartition("\\")[2]
    return name[:-4] if name.casefold().endswith(".exe") else name


def _track(properties: MediaProperties, timeline: Timeline) -> Track | None:
    title, artist, album = (
        single_line(text) for text in (properties.title, properties.artist, properties.album_title)
    )
    if not title:
        return None
    return Track(
        id=f"windows:{artist}:{album}:{title}",  # a session tells no id
        title=title,
        artists=(artist,) if artist else (),
        album=album or None,
        duration_ms=_ms(timeline.end_time) or None,
        track_number=properties.track_number or None,
    )


def _ms(time: timedelta) -> int:
    return max(0, round(time / timedelta(milliseconds=1)))
