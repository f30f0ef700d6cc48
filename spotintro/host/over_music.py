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
        self._preparing: asyncio.Task[_Watch | None] | None = None
        self._beginning: asyncio.Task[bool] | None = None
        self._ending: asyncio.Task[None] | None = None

    def prepare(self) -> None:
        """Start to look at what plays and to note what to put back, so that `begin` waits for the pause alone.

        Where `begin` never comes, it still has to be followed by `end`.
        """
        if self._preparing is not None and self._beginning is None:
            return
        earlier = self._end_soon()
        self._preparing = asyncio.create_task(self._prepare(earlier), name="look at the music")

    async def begin(self) -> bool:
        """Pause what plays, and tell whether it was paused. A cancelled call still has to be followed by `end`."""
        self.prepare()
        assert self._preparing is not None
        self._beginning = asyncio.create_task(self._begin(self._preparing), name="pause the music")
        # Shielded: a pause that is on its way can't be called back, so what became of it has to be known.
        return await asyncio.shield(self._beginning)

    async def end(self) -> None:
        """Resume what `begin` paused, unless somebody touched the playback since. Again: no change."""
        ending = self._end_soon()
        if ending is not None:
            await asyncio.shield(ending)

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

    def _end_soon(self) -> asyncio.Task[None] | None:
        if self._preparing is not None:
            ending = self._end(self._ending, self._preparing, self._beginning)
            self._ending = asyncio.create_task(ending, name="resume the music")
            self._preparing = self._beginning = None
        return self._ending

    async def _prepare(self, earlier: asyncio.Task[None] | None) -> _Watch | None:
        """Return a watch that knows what plays; None where that can't be seen."""
        if earlier is not None:
            await asyncio.wait([earlier])
        try:
            playback = await self._player.read()
        except PlayerError as error:
            _log.warning("what plays can't be seen, nothing is paused: %s", error.message)
            return None
        watch = _Watch(self._player)
        try:
            if _can_be_paused(playback):
                await self._note(watch, playback)
            # Noting took its time: the watch begins with what is there after it.
            await watch.start()
        except asyncio.CancelledError:
            await watch.stop()
            raise
        return watch

    async def _note(self, watch: _Watch, playback: Playback) -> bool:
        """Have the prepared note say what to put back; tell whether it does."""
        put_back = PutBack(playback.player, _track_id(playback), playback.state)
        if watch.noted != put_back:
            watch.noted = None
            if await self._journalled(partial(self._journal.prepare, put_back)):
                watch.noted = put_back
        return watch.noted is not None

    async def _begin(self, preparing: asyncio.Task[_Watch | None]) -> bool:
        watch = await preparing
        if watch is None:
            return False
        try:
            if await self._committed(watch):
                await self._player.pause()
                await watch.confirmed(CONFIRMED_WITHIN_S)
                return True
        except PlayerError as error:
            if watch.seen_pause:
                # It paused and left the answer out.
                return True
            _log.warning("the music goes on under the speech: %s", error.message)
        await watch.stop()
        await self._journalled(self._journal.clear)
        return False

    async def _committed(self, watch: _Watch) -> bool:
        """Tell whether something plays that may be paused, and the note of it counts."""
        # What plays may be another track by now, or nothing: what the user has paused is not ours to resume.
        playback = watch.newest
        if not _can_be_paused(playback) or not await self._note(watch, playback):
            return False
        # Nothing is changed that could not be put back after a crash.
        if not await self._journalled(self._journal.commit) or not _can_be_paused(watch.newest):
            return False
        watch.begin(playback.player)
        return True

    async def _end(
        self,
        earlier: asyncio.Task[None] | None,
        preparing: asyncio.Task[_Watch | None],
        beginning: asyncio.Task[bool] | None,
    ) -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        if beginning is None:
            preparing.cancel()
        await asyncio.wait([preparing])
        paused = beginning is not None and await beginning
        watch = None if preparing.cancelled() else preparing.result()
        if watch is not None:
            if paused:
                await self._resume(watch)
            await watch.stop()
        await self._journalled(self._journal.clear)

    async def _resume(self, watch: _Watch) -> None:
        try:
            if watch.may_resume(await self._player.read()):
                await self._player.play()
        except PlayerError as error:
            _log.warning("the music can't be resumed: %s", error.message)

    async def _journalled(self, work: Callable[[], None]) -> bool:
        working = asyncio.ensure_future(asyncio.to_thread(work))
        try:
            await asyncio.shield(working)
        except OSError as error:
            _log.warning("the note of what to put back can't be kept: %s", error)
            return False
        except asyncio.CancelledError:
            # A thread can't be called back, and what it writes must not come after what removes it.
            await asyncio.wait([working])
            raise
        return True


class _Watch:
    """Looks out for what plays, and from our pause on for another hand on the playback."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._name: str | None = None
        self._newest: Playback | None = None
        self._paused_at: Playback | None = None
        self._touched = False
        self._seen_first = asyncio.Event()
        self._seen_pause = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.noted: PutBack | None = None
        """What the journal's prepared note says."""

    @property
    def newest(self) -> Playback | None:
        """The newest reading; None where the player can't be watched, or not any more."""
        return self._newest

    async def start(self) -> None:
        """Watch from here on, and wait for the first reading."""
        self._task = asyncio.create_task(self._run(), name="watch the playback")
        await self._seen_first.wait()

    def begin(self, name: str) -> None:
        """Take each change from here on for ours, the pause of this player, or for another hand."""
        self._name = name

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
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            async for playback in self._player.changes():
                self._newest = playback
                self._seen_first.set()
                if self._name is not None:
                    self._judge(playback)
        except PlayerError as error:
            _log.warning("the playback can't be watched any more: %s", error.message)
        finally:
            self._newest = None
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
