"""Keeps up with what plays on the account, with as few calls as that takes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from spotintro.clock import Clock
from spotintro.music import Playback, PlaybackState, Track
from spotintro.players.base import CommandFailed, CommandUnsupported, Expected, Pace, PlayerError
from spotintro.players.spotify import parsing, wire
from spotintro.players.spotify.known import KnownPlayback, Verdict, track_id
from spotintro.players.spotify.limiter import BudgetSpent, Paused, SpotifyLimiter
from spotintro.players.spotify.queue_times import QueueTimes
from spotintro.players.spotify.schedule import NEAR_END_S, CallBucket, Situation, wait_s
from spotintro.players.spotify.tokens import SignInNeeded
from spotintro.players.spotify.tracks import Likes, Upcoming, same

_log = logging.getLogger(__name__)

AFTER_COMMAND_S: Final = 1.0
"""From a command's answer to the reading that shows what came of it (spotify-player's own delay)."""
STALE_AGAIN_S: Final = 1.5
SHORTEST_S: Final = 1.0
"""Between two readings that nobody asked for, whatever the service says."""
REFRESH_S: Final = 5.0
"""A reading this young is fresh enough for who comes back to the screen."""
RETRY_S: Final = (5.0, 10.0, 20.0, 40.0, 60.0)
"""After failures. The limiter makes no call before its own pause is over, so that asking it costs nothing."""
PACE_AGAIN_S: Final = 600.0
"""Between two looks at the budget where it is too small for readings."""


class SpotifyReader:
    """Reads what plays on the account, at times that its schedule chooses. Used from one event loop.

    `on_change` is called when more than the running position changed; `on_end` when nobody is signed in any more,
    again at each try. `report` gets a sentence for the user, each once until what it tells of is over.
    """

    def __init__(
        self,
        limiter: SpotifyLimiter,
        clock: Clock,
        *,
        on_change: Callable[[], None],
        on_end: Callable[[PlayerError], None],
        report: Callable[[str], None],
    ) -> None:
        self._limiter = limiter
        self._clock = clock
        self._on_change = on_change
        self._on_end = on_end
        self._report = report
        self.known = KnownPlayback()
        self.upcoming = Upcoming()
        self.likes = Likes()
        self.watched = True
        self._queue_times = QueueTimes(self.upcoming)
        self.failure: PlayerError | None = None
        self._local: Playback | None = None
        self._library = True
        self._bucket = CallBucket()
        self._pace = Pace.FULL
        self._reported_failure: type[PlayerError] | None = None
        self._failures = 0
        self._readings_at_end = 0
        self._seen_s = self._read_s = self._listened_s = self._paced_s = clock.monotonic_s()
        self._soon_s: float | None = None
        self._woken = asyncio.Event()
        self._under_way: asyncio.Task[None] | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._follow(), name="follow Spotify")
            self._task.add_done_callback(self._on_done)

    async def stop(self) -> None:
        tasks = [task for task in (self._task, self._under_way) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def following(self) -> bool:
        return self._task is not None and not self._task.done()

    @property
    def age_s(self) -> float:
        """The seconds since the last reading was asked for."""
        return self._clock.monotonic_s() - self._read_s

    async def read(self) -> None:
        """Ask what plays; who comes while that is under way waits for the same answer.

        Raises:
            PlayerError: why there is none.
        """
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._read(), name="read Spotify")
        await asyncio.shield(self._under_way)

    def read_soon(self, delay_s: float) -> None:
        """Read once, that much later; a later wish takes an earlier one's place."""
        self._soon_s = self._clock.monotonic_s() + delay_s
        self._woken.set()

    def set_watched(self, watched: bool) -> None:
        came_back = watched and not self.watched and self._local is None
        self.watched = watched
        if came_back and self.following and self.age_s > REFRESH_S and self._pace is not Pace.COMMANDS_ONLY:
            self.read_soon(0)
        self._woken.set()

    def expect_change(self, expected: Expected) -> None:
        """Take note which change of track is waited for."""
        if expected is not self._queue_times.expected:
            self._queue_times.expected = expected
            self._woken.set()

    def set_local_playback(self, local: Playback | None) -> None:
        """Take what a player on this machine shows of this account; None where it shows nothing of it any more.

        As long as it shows something, it is the clock: Spotify is asked only what follows and what is liked.
        """
        before, self._local = self._local, local
        if local is not None:
            self.known.forget()
        if (before is None) is not (local is None) or track_id(before) != track_id(local):
            self._see(None if local is None else local.track)
            self._woken.set()

    async def look_up(self, track: Track) -> None:
        """Ask what a track is called whose player here doesn't tell; `known` or `upcoming` has the answer then.

        Raises:
            PlayerError: why there is none.
        """
        if self._local is not None:
            if self._queue_takes_turn(track, self._clock.monotonic_s()):
                await self._read_queue(track)
        elif self.age_s > REFRESH_S:
            await self.read()

    def command_done(self) -> None:
        self._bucket.spend()
        self.read_soon(AFTER_COMMAND_S)
        self._on_change()

    # When

    async def _follow(self) -> None:
        while True:
            wait_s = self._wait_s()
            try:
                async with asyncio.timeout(wait_s):
                    await self._woken.wait()
            except TimeoutError:
                await self._step()
            self._woken.clear()

    def _wait_s(self) -> float | None:
        now_s = self._clock.monotonic_s()
        soon_s = None if self._soon_s is None else max(0.0, self._soon_s - now_s)
        if self._failures:
            soon_s = None
            regular_s: float | None = max(0.0, self._read_s + self._retry_s() - now_s)
        elif self._local is not None:
            regular_s = self._queue_wait_s(now_s)
        else:
            regular_s = self._regular_wait_s(now_s)
            if regular_s is not None:
                regular_s = max(regular_s, self._read_s + SHORTEST_S - now_s)
        return min((each for each in (soon_s, regular_s) if each is not None), default=None)

    def _retry_s(self) -> float:
        return RETRY_S[min(self._failures, len(RETRY_S)) - 1]

    def _queue_wait_s(self, now_s: float) -> float | None:
        track = self._playing_track()
        if track is None:
            return None
        return self._queue_times.wait_s(
            track,
            seen_s=now_s - self._seen_s,
            until_end_s=self._until_end_s(now_s),
            watched=self.watched,
            pace=self._pace,
        )

    def _until_end_s(self, now_s: float) -> float | None:
        return self.known.until_end_s(now_s) if self._local is None else self._local.left_s(now_s)

    def _regular_wait_s(self, now_s: float) -> float | None:
        playback = self.known.read
        playing = playback is not None and playback.state is PlaybackState.PLAYING
        if self._pace is Pace.COMMANDS_ONLY:
            return max(0.0, self._paced_s + PACE_AGAIN_S - now_s)
        situation = Situation(
            playing=playing,
            seen_s=self._read_s - self._seen_s,
            until_end_s=self.known.until_end_s(self._read_s),
            readings_at_end=self._readings_at_end,
            watched=self.watched,
            left_over=self._bucket.left_over,
            pace=self._pace,
            expected=self._queue_times.expected,
        )
        wait = wait_s(situation)
        regular_s = None if wait is None else max(0.0, self._read_s + wait - now_s)
        until_end_s = self.known.until_end_s(now_s)
        ended = until_end_s is not None and until_end_s <= 0
        if playing and not ended and (self.upcoming.next is None or self._queue_times.expected is Expected.NEXT):
            soon_s = self._queue_wait_s(now_s)
            return min((each for each in (regular_s, soon_s) if each is not None), default=None)
        return regular_s

    def _queue_takes_turn(self, track: Track, now_s: float) -> bool:
        return self._queue_times.takes_turn(track, self._queue_wait_s(now_s), watched=self.watched)

    def _playing_track(self) -> Track | None:
        playback = self._local or self.known.read
        if playback is None or playback.state is not PlaybackState.PLAYING:
            return None
        return playback.track

    # What

    async def _step(self) -> None:
        now_s = self._clock.monotonic_s()
        soon = self._soon_s is not None and self._soon_s <= now_s
        track = self._playing_track()
        until_end_s = self.known.until_end_s(now_s) if self._local is None else None
        if self._pace is Pace.COMMANDS_ONLY and not soon and not self._failures:
            await self._look_at_pace()
            return
        try:
            ended = until_end_s is not None and until_end_s <= 0
            if soon or self._failures or ended or track is None or not self._queue_takes_turn(track, now_s):
                # While a local clock leads, this happens after commands alone.
                await self.read()
            else:
                await self._read_queue(track)
            await self._read_likes()
        except PlayerError as error:
            self._failed(error)
        else:
            self._failures, self._reported_failure = 0, None
            await self._look_at_pace()

    async def _read(self) -> None:
        self._soon_s = None
        started_s = self._clock.monotonic_s()
        self._count(started_s)
        document = await self._limiter.read("playback", wire.playback())
        now_s = self._clock.monotonic_s()
        reading = parsing.playback(document, read_at_s=(started_s + now_s) / 2, before=self.known.shown)
        self.failure = None
        before = self.known.shown
        verdict = self.known.take(reading, now_s)
        if verdict is Verdict.STALE:
            if self._soon_s is None:
                self.read_soon(STALE_AGAIN_S)
            return
        if verdict is Verdict.CHANGED:
            self._look_at_change(before)
        until_end_s = self.known.until_end_s(now_s)
        at_end = until_end_s is not None and until_end_s < NEAR_END_S
        self._readings_at_end = self._readings_at_end + 1 if at_end else 0
        if verdict is Verdict.CHANGED:
            self._on_change()

    def _look_at_change(self, before: Playback | None) -> None:
        shown = self.known.shown
        if shown is None or before is None or before.state is not shown.state:
            self._seen_s = self._clock.monotonic_s()
        if track_id(before) != track_id(shown) and self._local is None:
            self._see(None if shown is None else shown.track)
        if before is not None and shown is not None and before.shuffle is not shown.shuffle:
            self.ask_queue_again()

    def _see(self, track: Track | None) -> None:
        self._seen_s = self._clock.monotonic_s()
        self._readings_at_end = 0
        self._queue_times.begin()
        self.upcoming.playing(track)

    def see_shown(self) -> None:
        """Take note that a command has changed the track that is shown."""
        shown = self.known.shown
        self._see(None if shown is None else shown.track)

    def ask_queue_again(self) -> None:
        self.upcoming.ask_again()
        self._queue_times.begin()

    async def _read_queue(self, track: Track) -> None:
        """Ask what follows. The answer also tells whether this track still plays, so it is a reading as well."""
        self._queue_times.asking(self._until_end_s(self._clock.monotonic_s()))
        self._count(self._clock.monotonic_s())
        queue = parsing.queue(await self._limiter.read("queue", wire.queue()))
        self.failure = None
        if queue.playing is not None and not same(queue.playing, track):
            if self._local is None:
                await self.read()
            else:
                self._seen_s = self._clock.monotonic_s()  # the service is late: asked again in a while
            return
        self.upcoming.take(track, queue.playing, queue.upcoming)
        self._on_change()

    async def _read_likes(self) -> None:
        track = self._playing_track()
        unknown = self.likes.unknown([track, *self.upcoming.tracks])
        if not self._library or track is None or track.id not in unknown or not self.upcoming.known(track):
            return
        self._count(None)
        try:
            answer = await self._limiter.read("likes", wire.contains(unknown))
        except CommandUnsupported as error:
            _log.info("the library can't be read: %s", error.message)
            self._library = False
            return
        self.likes.take(unknown, parsing.liked(answer, unknown))
        self._on_change()

    def _count(self, reading_at_s: float | None) -> None:
        now_s = self._clock.monotonic_s()
        if self._playing_track() is not None:
            self._bucket.listened(now_s - self._listened_s)
        self._listened_s = now_s
        self._bucket.spend()
        if reading_at_s is not None:
            self._read_s = reading_at_s

    # Failures

    def _failed(self, error: PlayerError) -> None:
        _log.info("Spotify can't be read: %s", error.message)
        self._failures += 1
        self._read_s = self._clock.monotonic_s()
        self._soon_s = None
        self.failure = error
        if isinstance(error, SignInNeeded):
            self.known.forget()
            self._on_end(error)
            return
        # One that is over before anybody could read of it is not told; pauses and the budget are seen in `usage`.
        if (
            self._failures > 1
            and not isinstance(error, Paused | BudgetSpent)
            and type(error) is not self._reported_failure
        ):
            self._reported_failure = type(error)
            self._report(error.in_full)
        if self.known.is_lost(self._read_s):
            self.known.forget()
            self._on_change()

    async def _look_at_pace(self) -> None:
        self._paced_s = self._clock.monotonic_s()
        usage = await self._limiter.usage()
        self._pace = usage.pace

    def _on_done(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("following Spotify ended", exc_info=error)
            self._on_end(CommandFailed("Spotify can't be followed any more.", "Start SpotIntro again."))

    def playback(self) -> Playback | None:
        """Return what is shown, with what follows and whether it is liked; the position is of this moment."""
        shown = self.known.shown
        if shown is None:
            return None
        now_s = self._clock.monotonic_s()
        return replace(
            shown,
            position_ms=shown.position_at(now_s),
            read_at_s=now_s,
            next_track=self.next_after(shown.track),
            liked=self.likes.of(shown.track),
        )

    def next_after(self, track: Track | None) -> Track | None:
        playing = self._local or self.known.shown
        known = playing is not None and track is not None and track.id == track_id(playing)
        return self.upcoming.next_with(playing.repeat) if playing is not None and known else None
