"""What an earlier process had changed and not put back is put back, where it still stands as it was left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Final

from spotintro.host.hands import MOVED_MS, stands
from spotintro.host.over_music_modes import ANEW_WITHIN_MS, STARTED_MS, may_be_mended, track_id
from spotintro.music import Playback, PlaybackState
from spotintro.players.base import Player, PlayerError
from spotintro.state.playback_journal import PlaybackJournal, PutBack

_log = logging.getLogger(__name__)

RESUMED: Final = "Resumed the music that an interrupted intro had paused."
TURNED_UP: Final = "Turned the music up again that an interrupted intro had turned down."


async def put_back_left(player: Player, journal: PlaybackJournal) -> str | None:
    """Put back what dead processes left; return what was done in sentences, None where nothing was.

    What can't be judged from here stays noted for a start that can: no bus in this session, another device.
    """
    try:
        left = await asyncio.to_thread(journal.abandoned)
    except OSError as error:
        _log.warning("what an earlier run left to put back can't be read: %s", error)
        return None
    recovery = _Recovery(player)
    # The newest first: a volume that was turned down twice goes up the same way.
    for abandoned in reversed(left):
        if await recovery.put_back(abandoned.put_back):
            await journalled(partial(journal.discard, abandoned))
    return " ".join(recovery.done) or None


async def journalled(work: Callable[[], object]) -> bool:
    """Have the journal do something in a thread; tell whether it could."""
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


class _Recovery:
    def __init__(self, player: Player) -> None:
        self._player = player
        self.done: dict[str, None] = {}
        """What was done, as sentences."""

    async def put_back(self, put_back: PutBack) -> bool:
        """Put one note's changes back; tell whether it is settled."""
        settled = True
        # Turned up before it plays, and each however the other goes.
        for part in (self._turn_up, self._resume):
            try:
                settled &= await part(put_back, await self._player.read())
            except PlayerError as error:
                _log.warning("what an interrupted intro changed can't be put back: %s", error.message)
                settled &= not may_be_mended(error)
        return settled

    async def _turn_up(self, put_back: PutBack, playback: Playback | None) -> bool:
        lowered = put_back.lowered
        if lowered is None:
            return True
        if playback is None or playback.player != put_back.player or not lowered.is_of(playback.device):
            # A volume stays as it is while another device plays; a pause does not wait for it.
            return put_back.state is not None
        if stands(lowered, playback):
            await self._player.set_volume(lowered.was)
            self.done[TURNED_UP] = None
        return True

    async def _resume(self, put_back: PutBack, playback: Playback | None) -> bool:
        if RESUMED in self.done or playback is None or not _stands_as_left(playback, put_back):
            return True
        if put_back.begins_anew and STARTED_MS < playback.position_ms <= ANEW_WITHIN_MS:
            try:
                await self._player.seek(0)
            except PlayerError as error:
                _log.warning("the track goes on where it was paused: %s", error.message)
        await self._player.play()
        self.done[RESUMED] = None
        return True


def _stands_as_left(playback: Playback, put_back: PutBack) -> bool:
    return (
        put_back.state is PlaybackState.PLAYING
        and playback.state is PlaybackState.PAUSED
        and playback.player == put_back.player
        and track_id(playback) == put_back.track_id
        and (put_back.position_ms is None or abs(playback.position_ms - put_back.position_ms) < MOVED_MS)
    )
