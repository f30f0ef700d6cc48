"""Speech over the music: pause, speak, resume, unless the user's own hand was there meanwhile."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Final, TypeGuard

from spotintro.music import Capability, Playback, PlaybackState
from spotintro.players.base import CommandFailed, Player, PlayerError, PlayerUnreachable
from spotintro.state.playback_journal import PlaybackJournal, PutBack

_log = logging.getLogger(__name__)

CONFIRMED_WITHIN_S: Final = 1.0
"""How long `begin` waits to see the pause that the player has accepted; some say so late."""
MOVED_MS: Final = 1_500
"""A paused track whose position differs by this much was sought by someone."""


class OverMusic:
    """One intro at a time. No failure of a player or of the journal gets out: the intro matters more."""

    def __init__(self, player: Player, journal: PlaybackJournal) -> None:
        self._player = player
        self._journal = journal
        self._beginning: asyncio.Task[bool] | None = None
        self._ending: asyncio.Task[None] | None = None
        self._watch: _Watch | None = None

    async def begin(self) -> bool:
        """Pause what plays, and tell whether it was paused. A cancelled call still has to be followed by `end`."""
        await self.end()
        self._beginning = asyncio.create_task(self._begin(), name="pause the music")
        # Shielded: a pause that is on its way can't be called back, so what became of it has to be known.
        return await asyncio.shield(self._beginning)

    async def end(self) -> None:
        """Resume what `begin` paused, unless somebody touched the playback since. Again: no change."""
        if self._ending is None or self._ending.done():
            if self._beginning is None:
                return
            self._ending = asyncio.create_task(self._end(self._beginning), name="resume the music")
        await asyncio.shield(self._ending)

    async def recover(self) -> bool:
        """Resume what a process that died had paused, if it still stands as it was left; tell whether it did."""
        try:
            left = await asyncio.to_thread(self._journal.abandoned)
        except OSError as error:
            _log.warning("what an earlier run left to put back can't be read: %s", error)
            return False
        resumed = False
        for abandoned in left:
            try:
                playback = await self._player.read()
                if not resumed and playback is not None and _stands_as_left(playback, abandoned.put_back):
                    await self._player.play()
                    resumed = True
            except PlayerError as error:
                _log.warning("the music of an interrupted intro can't be resumed: %s", error.message)
                if isinstance(error, (PlayerUnreachable, CommandFailed)):
                    # Not to be judged from here (no bus in this session): left for a start that can.
                    continue
            await self._journalled(partial(self._journal.discard, abandoned))
        return resumed

    async def _begin(self) -> bool:
        playback = await self._reading()
        if not _can_be_paused(playback):
            return False
        put_back = PutBack(playback.player, _track_id(playback), playback.state)
        if not await self._journalled(partial(self._journal.write, put_back)):
            # Nothing is changed that could not be put back after a crash.
            return False
        watch = _Watch(self._player, playback.player)
        try:
            # Writing took its time: what the user has paused meanwhile is not ours to resume.
            if _can_be_paused(await watch.first_reading()):
                await self._player.pause()
                await watch.confirmed(CONFIRMED_WITHIN_S)
                self._watch = watch
                return True
        except PlayerError as error:
            if watch.seen_pause:
                # It paused and left the answer out.
                self._watch = watch
                return True
            _log.warning("the music goes on under the speech: %s", error.message)
        await watch.stop()
        await self._journalled(self._journal.clear)
        return False

    async def _end(self, beginning: asyncio.Task[bool]) -> None:
        paused = await beginning
        watch, self._watch = self._watch, None
        self._beginning = None
        if not paused or watch is None:
            return
        try:
            if watch.may_resume(await self._player.read()):
                await self._player.play()
        except PlayerError as error:
            _log.warning("the music can't be resumed: %s", error.message)
        await watch.stop()
        await self._journalled(self._journal.clear)

    async def _reading(self) -> Playback | None:
        try:
            return await self._player.read()
        except PlayerError as error:
            _log.warning("what plays can't be seen, nothing is paused: %s", error.message)
            return None

    async def _journalled(self, work: Callable[[], None]) -> bool:
        try:
            await asyncio.to_thread(work)
        except OSError as error:
            _log.warning("the note of what to put back can't be kept: %s", error)
            return False
        return True


class _Watch:
    """Looks out for another hand on the playback, from before our pause on."""

    def __init__(self, player: Player, name: str) -> None:
        self._player = player
        self._name = name
        self._first: Playback | None = None
        self._paused_at: Playback | None = None
        self._touched = False
        self._seen_first = asyncio.Event()
        self._seen_pause = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name="watch the playback")

    async def first_reading(self) -> Playback | None:
        """Wait for the state when the watch began, and return it; None where the player can't be watched."""
        await self._seen_first.wait()
        return self._first

    async def confirmed(self, within_s: float) -> None:
        """Wait until the player shows the pause, but no longer than `within_s`."""
        try:
            await asyncio.wait_for(self._seen_pause.wait(), within_s)
        except TimeoutError:
            _log.info("the player accepted the pause and does not show it")

    @property
    def seen_pause(self) -> bool:
        return self._paused_at is not None

    def may_resume(self, playback: Playback | None) -> bool:
        self._judge(playback)
        return not self._touched

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            async for playback in self._player.changes():
                if self._seen_first.is_set():
                    self._judge(playback)
                else:
                    self._first = playback
                    self._seen_first.set()
        except PlayerError as error:
            _log.warning("the playback can't be watched any more: %s", error.message)
        finally:
            self._seen_first.set()
            self._seen_pause.set()

    def _judge(self, playback: Playback | None) -> None:
        if playback is None or playback.player != self._name:
            self._touched = True
        elif self._paused_at is not None:
            self._touched |= not _same_pause(playback, self._paused_at)
        elif playback.state is PlaybackState.PAUSED:
            # Ours. Its track counts, not the one read before: a track may end while the pause is on its way.
            self._paused_at = playback
            self._seen_pause.set()
        elif playback.state is PlaybackState.STOPPED:
            self._touched = True


def _can_be_paused(playback: Playback | None) -> TypeGuard[Playback]:
    return (
        playback is not None
        and playback.state is PlaybackState.PLAYING
        and Capability.PLAY_PAUSE in playback.capabilities
    )


def _same_pause(playback: Playback, paused_at: Playback) -> bool:
    """Tell whether our pause still stands. Volume and the like may change: they say nothing against resuming."""
    return (
        playback.state is PlaybackState.PAUSED
        and _track_id(playback) == _track_id(paused_at)
        and abs(playback.position_ms - paused_at.position_ms) < MOVED_MS
    )


def _stands_as_left(playback: Playback, put_back: PutBack) -> bool:
    return (
        put_back.state is PlaybackState.PLAYING
        and playback.state is PlaybackState.PAUSED
        and playback.player == put_back.player
        and _track_id(playback) == put_back.track_id
    )


def _track_id(playback: Playback) -> str | None:
    return None if playback.track is None else playback.track.id
