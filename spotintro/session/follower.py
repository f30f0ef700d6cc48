"""The player's readings for as long as the app runs, through its comings and goings."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Final, Protocol, cast

from spotintro.music import Playback, Track, TrackKind
from spotintro.players.base import Expected, PlayerError, PlayerUnreachable
from spotintro.session.events import PlaybackRead, Said, SessionEvent, Weight
from spotintro.session.wording import switch_line

if TYPE_CHECKING:
    from spotintro.players.base import Player
    from spotintro.session.first_look import FirstLook

_log = logging.getLogger(__name__)

BACKOFF_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
HEARD_MS: Final = 30_000
"""Of a track that was left earlier nobody says that it was heard."""


class _Stream(Protocol):
    """A protocol's async generator is typed as an iterator; closing it is part of the contract."""

    def __aiter__(self) -> _Stream: ...

    async def __anext__(self) -> Playback | None: ...

    async def aclose(self) -> None: ...


class PlayerFollower:
    """Opens the player and posts every reading; a player that can't be reached is tried again, quietly.

    Args:
        player: Gives the player.
        emit: Takes an event to the faces.
        look: Has opened the player already, or is about to.
        pause: Waits the given seconds; a test's own in tests.
    """

    def __init__(
        self,
        player: Callable[[], Awaitable[Player]],
        emit: Callable[[SessionEvent], object],
        *,
        look: FirstLook | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._player = player
        self._emit = emit
        self._look = look
        self._pause = pause
        self._opened: Player | None = None
        self._watched = True
        self._expected = Expected.NOTHING
        self._told = ""
        self._failures = 0
        self.playback: Playback | None = None
        """The last reading."""
        self.problem: PlayerError | None = None
        """Why there are no readings; None while there are."""
        self._heard: Track | None = None
        self._wake = asyncio.Event()
        self.tried = asyncio.Event()
        """Set once the player is open, or could not be opened."""
        self.looked = asyncio.Event()
        """Set from the first reading on, and where there was none to get."""

    def set_watched(self, watched: bool) -> None:
        """Tell the player, now or once it is open, whether somebody looks at the screen."""
        self._watched = watched
        if watched:
            self._wake.set()
        if self._opened is not None:
            self._opened.set_watched(watched)

    def expect_change(self, expected: Expected) -> None:
        """Tell the player, now or once it is open, which change of track somebody waits for."""
        self._expected = expected
        if self._opened is not None:
            self._opened.expect_change(expected)

    def heard_before(self, track: Track) -> Track | None:
        """Return the track that was heard before this one, which plays; None where that isn't known."""
        return self._heard if _is_of(track, self.playback) else None

    def coming_after(self, track: Track) -> Track | None:
        """Return the track that plays next after this one, which plays; None where that isn't known."""
        coming = self.playback.next_track if self.playback is not None and _is_of(track, self.playback) else None
        return None if coming is None or coming.kind is TrackKind.AD else coming

    async def follow(self) -> None:
        while True:
            try:
                await self._readings()
            except PlayerError as problem:
                self._tell(problem)
            finally:
                self.tried.set()
            await self._pause_or_wake(BACKOFF_S[min(self._failures, len(BACKOFF_S) - 1)])
            self._failures += 1

    async def _pause_or_wake(self, seconds: float) -> None:
        """Wait so long, or until somebody looks anew: they may have mended what was missing, as by signing in."""
        self._wake.clear()
        waits = {asyncio.ensure_future(self._pause(seconds)), asyncio.ensure_future(self._wake.wait())}
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _readings(self) -> None:
        player = await self._player()
        if self._opened is not player:
            look, self._look = self._look, None
            if look is None or await look.opened() is not player:
                await player.open()
            self._opened = player
            if not self._watched:
                player.set_watched(False)
            player.expect_change(self._expected)
            self.tried.set()
        async with aclosing(cast("_Stream", player.changes())) as stream:
            async for playback in stream:
                self._failures = 0
                self._told, self.problem = "", None
                self._read(playback)

    def _read(self, playback: Playback | None, problem: PlayerError | None = None) -> None:
        before, self.playback = self.playback, playback
        self._note_heard(before, playback)
        self.looked.set()
        self._emit(PlaybackRead(playback, problem))
        if (switched := switch_line(before, playback)) is not None:
            self._emit(switched)

    def _note_heard(self, before: Playback | None, now: Playback | None) -> None:
        left = None if before is None else before.track
        if before is None or now is None or left is None or _is_of(left, now):
            return
        heard_to_ms = before.position_at(now.read_at_s)
        is_heard = left.kind is not TrackKind.AD and heard_to_ms >= min(HEARD_MS, left.duration_ms or HEARD_MS)
        self._heard = left if is_heard else None

    def _tell(self, problem: PlayerError) -> None:
        if isinstance(problem, PlayerUnreachable):
            self._opened = None
        self.problem = problem
        self._read(None, problem)
        if problem.message != self._told:
            self._told = problem.message
            _log.warning("no readings from the player: %s", problem.message)
            self._emit(Said(problem.in_full, Weight.WARNING))


def _is_of(track: Track, playback: Playback | None) -> bool:
    return playback is not None and playback.track is not None and playback.track.id == track.id
