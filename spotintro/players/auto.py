"""What plays on this machine by its own signals, and the account's other devices by the Web API.

The local player is the clock wherever it plays: its signals are there at once and cost nothing. The Web API is
asked for what it can't tell: what follows, what is liked, and, rarely, what plays elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from spotintro.clock import Clock
from spotintro.music import Device, Playback, PlaybackState, Repeat
from spotintro.players.base import CommandUnsupported, Expected, Player, PlayerError, PlayerUnreachable, Usage
from spotintro.players.changes import ChangeBroadcast

if TYPE_CHECKING:
    from spotintro.players.spotify.player import SpotifyPlayer

_log = logging.getLogger(__name__)

RETRY_S: Final = 30.0
"""Between two tries to open the side that is missing."""
PATIENCE_S: Final = 0.5
"""How long what plays here waits to be shown with what the account knows of it; that arrives later else."""
PAUSED_HERE_S: Final = 60.0
"""For so long after a pause from here the account isn't asked what it plays elsewhere."""
_OF_SPOTIFY: Final = "spotify:"


class AutoPlayer:
    """Combines the local player and the account's player; either may be missing, from the start or later."""

    name: Final = "auto"

    def __init__(
        self,
        mpris: Player,
        spotify: SpotifyPlayer,
        clock: Clock,
        *,
        report: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Take two players, which are opened and closed with this one.

        `report` gets a sentence for the user where a sign-in is missing or over.
        """
        self._report = report
        self._reported = ""
        self._wake = {player.name: asyncio.Event() for player in (mpris, spotify)}
        self._mpris = mpris
        self._spotify = spotify
        self._clock = clock
        self._opened: set[str] = set()
        self._local: Playback | None = None
        self._remote: Playback | None = None
        self._fixed_local: bool | None = None
        """Which of the two is stayed with: this machine's or the account's; None where neither is."""
        self._paused_here: asyncio.TimerHandle | None = None
        self._problem: dict[str, PlayerError] = {}
        self._broadcast = ChangeBroadcast(self._playback)
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Open the two sides, as far as they are there.

        Raises:
            PlayerError: neither is there; says what is wrong with the account, since that can be mended from here.
        """
        await self._stop_following()
        if self._broadcast.ended:
            self._broadcast = ChangeBroadcast(self._playback)
        opening = asyncio.create_task(self._try_open(self._spotify), name="open the account's side")
        self._tasks = [opening]
        try:
            await self._try_open(self._mpris)
            if self._mpris.name in self._opened:
                self._on_local(await self._mpris.read())
            # What has no title here is shown when the account has told it.
            shown_already = self._local is not None and self._local.track is not None and self._local.track.title
            await asyncio.wait({opening}, timeout=PATIENCE_S if shown_already else None)
        except BaseException:
            opening.cancel()
            raise
        if opening.done():
            opening.result()
            self._account_opened()
        if not self._opened:
            raise self._problem[self._spotify.name].with_traceback(None)
        following = (
            asyncio.create_task(self._follow(self._mpris, self._on_local), name="following this machine"),
            asyncio.create_task(self._follow_account(opening), name="following the account"),
        )
        for task in following:
            task.add_done_callback(self._on_done)
        self._tasks += following

    async def close(self) -> None:
        self._broadcast.end()
        if self._paused_here is not None:
            self._paused_here.cancel()
        await self._stop_following()
        await asyncio.gather(self._mpris.close(), self._spotify.close())

    async def read(self) -> Playback | None:
        if self._mpris.name in self._opened:
            try:
                self._on_local(await self._mpris.read())
            except PlayerError as error:
                _log.info("this machine's player can't be read: %s", error.message)
        if not self._is_local() and self._spotify.name in self._opened:
            try:
                self._remote = await self._spotify.read()
            except PlayerError:
                if self._local is None:
                    raise
        playback = self._playback()
        if playback is None or playback.track is None or playback.track.title or not self._is_completed():
            return playback
        try:
            await self._spotify.look_up(playback.track)
        except PlayerError as error:
            _log.info("what plays has no title, and the account does not tell it: %s", error.message)
        return self._playback()

    def changes(self) -> AsyncGenerator[Playback | None, None]:
        return self._broadcast.stream()

    async def usage(self) -> Usage:
        leads = self._leading() is self._spotify
        return replace(await self._spotify.usage(), alone=False, leads=leads)

    def fix(self, fixed: bool) -> None:
        self._fixed_local = self._is_local() if fixed and self._playback() is not None else None
        self._mpris.fix(self._fixed_local is True)
        self._on_local(self._local)

    def expect_change(self, expected: Expected) -> None:
        self._spotify.expect_change(expected)

    def set_watched(self, watched: bool) -> None:
        self._spotify.set_watched(watched)
        if watched:
            self._release()
            for wake in self._wake.values():
                wake.set()

    # Commands

    async def play(self) -> None:
        await self._leading().play()

    async def pause(self) -> None:
        leading = self._leading()
        if leading is self._mpris:
            self._release()
            # It leads on for a while: what was paused from here is most likely played on from here, as by a host.
            self._paused_here = asyncio.get_running_loop().call_later(PAUSED_HERE_S, self._release)
        await leading.pause()

    async def next(self) -> None:
        await self._leading().next()

    async def previous(self) -> None:
        await self._leading().previous()

    async def seek(self, position_ms: int) -> None:
        await self._leading().seek(position_ms)

    async def set_volume(self, percent: int) -> None:
        await self._leading().set_volume(percent)

    async def set_shuffle(self, on: bool) -> None:
        await self._either(lambda player: player.set_shuffle(on))

    async def set_repeat(self, repeat: Repeat) -> None:
        await self._either(lambda player: player.set_repeat(repeat))

    async def devices(self) -> tuple[Device, ...]:
        return await self._spotify.devices()

    async def transfer(self, device_id: str) -> None:
        self._release()
        await self._spotify.transfer(device_id)

    async def set_liked(self, liked: bool) -> None:
        local = self._local
        if not self._is_local() or local is None or local.track is None:
            await self._spotify.set_liked(liked)
        elif _is_spotify(local):
            await self._spotify.like(local.track, liked=liked)
        else:
            raise CommandUnsupported("Only what Spotify plays can be liked.", "Use the player itself.")

    async def _either(self, command: Callable[[Player], Awaitable[None]]) -> None:
        """Send a command to the leading player, or to the account where that one can't.

        Some local players ignore shuffle and repeat.
        """
        leading = self._leading()
        try:
            await command(leading)
        except CommandUnsupported:
            if leading is self._spotify or self._local is None or not _is_spotify(self._local):
                raise
            await command(self._spotify)

    def _leading(self) -> Player:
        return self._mpris if self._is_local() or self._spotify.name not in self._opened else self._spotify

    # Which of the two is shown

    def _is_local(self) -> bool:
        """Return whether the local player is the one shown.

        What plays here comes first, then what plays elsewhere, then what is paused here; unless one is fixed.
        """
        if self._fixed_local is not None:
            return self._fixed_local
        local = self._local
        if local is None or (local.state is not PlaybackState.PLAYING and _plays(self._remote)):
            return False
        return local.track is not None or self._remote is None

    def _leads(self, local: Playback | None) -> bool:
        return self._fixed_local is not False and _is_spotify(local) and (_plays(local) or self._holds(local))

    def _holds(self, local: Playback | None) -> bool:
        """Return whether this machine's player leads though it is paused: that was done from here just now."""
        return self._paused_here is not None and local is not None and local.state is PlaybackState.PAUSED

    def _release(self) -> None:
        if self._paused_here is not None:
            self._paused_here.cancel()
            self._paused_here = None
            self._on_local(self._local)

    def _playback(self) -> Playback | None:
        if not self._is_local():
            return None if self._remote is None else self._spotify.playback()
        local = self._local
        if local is None:
            return None
        now_s = self._clock.monotonic_s()
        local = replace(local, position_ms=local.position_at(now_s), read_at_s=now_s)
        return self._spotify.completed(local) if self._is_completed() else local

    def _is_completed(self) -> bool:
        """Return whether the account knows of what is shown, and that is the local player's."""
        return self._is_local() and _is_spotify(self._local) and self._spotify.name in self._opened

    def _on_local(self, playback: Playback | None) -> None:
        self._local = playback
        if self._leads(playback):
            self._remote = None
            self._spotify.set_local_playback(playback)
        else:
            self._spotify.set_local_playback(None)
        self._broadcast.notify()

    def _on_remote(self, playback: Playback | None) -> None:
        self._remote = None if self._leads(self._local) else playback
        self._broadcast.notify()

    # The two sides

    async def _try_open(self, player: Player) -> None:
        try:
            await player.open()
        except PlayerError as error:
            if type(self._problem.get(player.name)) is not type(error):
                _log.info("%s is left out: %s", player.name, error.message)
            self._problem[player.name] = error
        else:
            self._problem.pop(player.name, None)
            self._opened.add(player.name)

    async def _follow_account(self, opening: asyncio.Task[None]) -> None:
        if not opening.done():
            await opening
            self._account_opened()
            self._broadcast.notify()
        await self._follow(self._spotify, self._on_remote)

    def _account_opened(self) -> None:
        """Take up the account's side once its opening is over, whether it succeeded or not."""
        self._report_sign_in()
        if self._spotify.name not in self._opened:
            return
        if self._leads(self._local):
            self._spotify.set_local_playback(self._local)
        else:
            self._remote = self._spotify.playback()

    async def _follow(self, player: Player, take: Callable[[Playback | None], None]) -> None:
        while not self._broadcast.ended:
            if player.name in self._opened:
                await self._take_readings(player, take)
            else:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(RETRY_S):
                        await self._wake[player.name].wait()
                self._wake[player.name].clear()
                await self._try_open(player)
                self._report_sign_in()

    async def _take_readings(self, player: Player, take: Callable[[Playback | None], None]) -> None:
        try:
            async with aclosing(cast("AsyncGenerator[Playback | None, None]", player.changes())) as stream:
                async for playback in stream:
                    take(playback)
        except PlayerError as error:
            _log.info("%s is gone: %s", player.name, error.message)
            self._problem[player.name] = error
        self._opened.discard(player.name)
        self._report_sign_in()
        take(None)
        if not self._opened:
            problem = self._problem.get(player.name)
            # Whatever it is, opening again is what mends it.
            self._broadcast.end(problem and PlayerUnreachable(problem.message, problem.next_step))

    def _report_sign_in(self) -> None:
        """Report a missing sign-in once: the local player goes on, so the user would never learn of it."""
        from spotintro.players.spotify.tokens import SignInNeeded

        error = self._problem.get(self._spotify.name)
        if not isinstance(error, SignInNeeded):
            self._reported = ""
        elif self._opened and error.message != self._reported:
            self._reported = error.message
            self._report(error.in_full)

    def _on_done(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("%s ended", task.get_name(), exc_info=error)
            self._broadcast.end(
                PlayerUnreachable(
                    f"What plays can't be followed: {type(error).__name__} in its player.",
                    "It is tried again; the log has more.",
                )
            )

    async def _stop_following(self) -> None:
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _plays(playback: Playback | None) -> bool:
    return playback is not None and playback.state is PlaybackState.PLAYING


def _is_spotify(playback: Playback | None) -> bool:
    return playback is not None and playback.track is not None and playback.track.id.startswith(_OF_SPOTIFY)
