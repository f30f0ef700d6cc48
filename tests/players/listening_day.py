"""A day of listening, drawn by lot but always the same: what happens, what is shown, how far apart the two are."""

from __future__ import annotations

import asyncio
import random
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from spotintro.music import Playback, PlaybackState
from spotintro.players.base import Player, PlayerError
from tests.fakes.spotify_server import Document, Moment, SpotifyServer, device, track

DAY_S = 24 * 3_600.0
TRACKS = 600
NIGHT_S = (18 * 3_600.0, 5 * 3_600.0)
"""When it begins, from the day's start on, and how long it lasts."""
LONG_PAUSE_S = (5 * 3_600.0, 3 * 3_600.0)
LATE_S = 0.4
"""For so long after each change the service tells of what was before."""
OFF_MS = 250
TOLERANCE_MS = 2_000
"""A position further off than this is shown wrong."""


def tracks(lot: random.Random) -> list[Document]:
    return [
        track(number, duration_ms=int(1000 * min(420, max(90, lot.gauss(215, 50))))) for number in range(TRACKS)
    ]


def devices() -> list[Document]:
    return [device("Computer", active=True), device("Phone", volume=None), device("Kitchen")]


@dataclass(frozen=True)
class Shown:
    at_s: float
    uri: str | None
    playing: bool
    position_ms: float


def as_shown(at_s: float, playback: Playback | None) -> Shown:
    if playback is None or playback.track is None:
        return Shown(at_s, None, False, 0)
    return Shown(at_s, playback.track.id, playback.state is PlaybackState.PLAYING, playback.position_ms)


class Life:
    """A person who listens all day, here and elsewhere.

    They let tracks play, skip, pause and change devices, and look now and then. `changed` is awaited after each
    change made elsewhere or by time passing.
    """

    def __init__(
        self,
        server: SpotifyServer,
        player: Player,
        lot: random.Random,
        *,
        changed: Callable[[], Awaitable[None]],
        looks_always: bool = False,
    ) -> None:
        self._server = server
        self._player = player
        self._lot = lot
        self._changed = changed
        self._looks_always = looks_always
        self.looked: list[tuple[float, float]] = []
        self.looking = True
        self.commands = 0
        self.refused = 0
        self._row = False
        self._rested: set[float] = set()

    @property
    def now_s(self) -> float:
        return asyncio.get_running_loop().time()

    async def live(self, until_s: float) -> None:
        looking = asyncio.create_task(self._look(until_s))
        while self.now_s < until_s:
            await self._one_track()
        await looking

    async def _look(self, until_s: float) -> None:
        """Look at the screen a third of the time, a few minutes at a time."""
        while self.now_s < until_s:
            began_s = self.now_s
            self.looking = True
            self._player.set_watched(True)
            away_s = 0.0 if self._looks_always else min(self._lot.expovariate(1 / 480), until_s - self.now_s)
            night_s = NIGHT_S[0] + NIGHT_S[1] - self.now_s
            await asyncio.sleep(min(self._lot.expovariate(1 / 240), until_s - self.now_s) + 0.001)
            self.looked.append((began_s, self.now_s))
            if self.now_s >= NIGHT_S[0] and night_s > 0:
                away_s = night_s
            if away_s:
                self.looking = False
                self._player.set_watched(False)
                await asyncio.sleep(away_s)

    async def _one_track(self) -> None:
        lot, player = self._lot, self._server.player
        # A little more, since what floating point loses would leave a track unended at its end.
        left_s = (player.tracks[player.index]["duration_ms"] - player.position_ms) / 1000 + 0.001
        # Of all tracks a quarter is skipped in its first 5 s, a third in 30 s (Spotify's own figures of 2014);
        # here half as many, and more in a row.
        skip = lot.random() < (0.4 if self._row else 0.2)
        early_s = lot.uniform(1, 5) if lot.random() < 0.5 else lot.uniform(5, 30)
        at_s = early_s if lot.random() < 0.7 else lot.uniform(30, max(31, left_s))
        self._row = skip
        rest = self._rest_due()
        if rest is None and skip and at_s < left_s:
            await self._sleep(at_s)
            await self._skip()
        elif rest is not None or lot.random() < 0.06:
            await self._sleep(min(left_s * lot.uniform(0.1, 0.9), left_s))
            await self._pause(lot.uniform(30, 600) if rest is None else rest)
        elif lot.random() < (0.5 if self._away() else 0.02):
            await self._sleep(left_s * 0.5)
            await self._elsewhere("device", self._move)
        else:
            await self._until_end(left_s)

    async def _until_end(self, left_s: float) -> None:
        """Let the track end, however long a host holds it up."""
        player = self._server.player
        before = player.index
        await asyncio.sleep(left_s)
        while player.index == before and (left_s := self._left_s()) > 0:  # noqa: ASYNC110 - time passes
            await asyncio.sleep(left_s + 0.001 if player.playing else 1.0)
        self._server.be_late(LATE_S)
        player.move_to(self.now_s)
        await self._changed()

    def _left_s(self) -> float:
        """Return the seconds to the end of what plays, which is left to `move_to`."""
        player = self._server.player
        passed_ms = (self.now_s - player.at_s) * 1000 if player.playing else 0.0
        length_ms: int = player.tracks[player.index]["duration_ms"]
        return (length_ms - player.position_ms - passed_ms) / 1000

    def _rest_due(self) -> float | None:
        for begin_s, length_s in (LONG_PAUSE_S, NIGHT_S):
            if begin_s <= self.now_s and begin_s not in self._rested:
                self._rested.add(begin_s)
                return length_s
        return None

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._server.player.move_to(self.now_s)

    def _here(self) -> bool:
        return self.looking and self._lot.random() < 0.5

    async def _skip(self) -> None:
        if self._here() and await self._command(self._player.next()):
            return
        await self._elsewhere("elsewhere", lambda: self._server.player.skip(1))

    async def _pause(self, seconds: float) -> None:
        def set_playing(playing: bool) -> None:
            self._server.player.playing = playing

        if not (self._here() and await self._command(self._player.pause())):
            await self._elsewhere("pause", lambda: set_playing(False))
        await self._sleep(seconds)
        if not (self._here() and await self._command(self._player.play())):
            await self._elsewhere("resume", lambda: set_playing(True))

    def _away(self) -> bool:
        return not self._server.player.devices[0]["is_active"]

    def _move(self) -> None:
        """Move away from the first device for a track or two, or back to it."""
        first, *others = self._server.player.devices
        chosen = first if self._away() else self._lot.choice(others)
        for each in self._server.player.devices:
            each["is_active"] = each is chosen

    async def _elsewhere(self, cause: str, change: Callable[[], None]) -> None:
        self._server.player.move_to(self.now_s)
        self._server.be_late(LATE_S)
        change()
        self._server.player.note(cause, self.now_s)
        await self._changed()

    async def _command(self, command: Awaitable[None]) -> bool:
        before = self._server.player.index, self._server.player.playing
        self.commands += 1
        try:
            await command
        except PlayerError:
            self.refused += 1
        # What was refused, or is shown by then, is done with the other hand.
        return before != (self._server.player.index, self._server.player.playing)


# How far apart

_Each = TypeVar("_Each", Moment, Shown)


@dataclass(frozen=True)
class Change:
    cause: str
    late_s: float
    seen_s: float | None
    """Of it, how long somebody looked at what was wrong; None where nobody ever did."""
    at_s: float


def changes(
    history: Sequence[Moment], shown: Sequence[Shown], looked: Sequence[tuple[float, float]]
) -> list[Change]:
    """List each change of track, with the time until the track that was shown was the one that played."""
    found = []
    shown_times = [each.at_s for each in shown]
    times = [each.at_s for each in history]
    points = sorted({*shown_times, *times})
    for before, after in pairwise(history):
        if before.uri == after.uri:
            continue
        right_s = next(
            (
                at_s
                for at_s in points[bisect_right(points, after.at_s) - 1 :]
                if _at(history, times, at_s).uri == _at(shown, shown_times, at_s).uri
            ),
            points[-1],
        )
        found.append(Change(after.cause, right_s - after.at_s, _seen_s(after.at_s, right_s, looked), after.at_s))
    return found


def _seen_s(from_s: float, to_s: float, looked: Sequence[tuple[float, float]]) -> float | None:
    spells = [min(end, to_s) - max(begin, from_s) for begin, end in looked if begin < to_s and end > from_s]
    return max(spells, default=None) if to_s > from_s else 0.0


def wrong_share(history: Sequence[Moment], shown: Sequence[Shown], spells: Sequence[tuple[float, float]]) -> float:
    """Return the share of the seconds of play, within `spells`, in which the screen was wrong.

    It was wrong where it showed another track, state or position.
    """
    times, shown_times = [each.at_s for each in history], [each.at_s for each in shown]
    wrong = heard = 0
    for second in (each for begin, end in spells for each in range(int(begin), int(end))):
        at_s = second + 0.5
        truth = _at(history, times, at_s)
        if not truth.playing:
            continue
        heard += 1
        told = _at(shown, shown_times, at_s)
        off_ms = truth.position_ms + (at_s - truth.at_s) * 1000 - told.position_ms - (at_s - told.at_s) * 1000
        wrong += truth.uri != told.uri or not told.playing or abs(off_ms) > TOLERANCE_MS
    return wrong / max(1, heard)


def heard_s(history: Sequence[Moment], until_s: float) -> float:
    ends = [*(each.at_s for each in history[1:]), until_s]
    return sum(end - each.at_s for each, end in zip(history, ends, strict=True) if each.playing)


def polled(history: Sequence[Moment], every_s: float, until_s: float) -> list[Shown]:
    """Return what a reading at fixed times would show, were it there at once."""
    times = [each.at_s for each in history]
    found, last = [], None
    for number in range(int(until_s / every_s)):
        at_s = number * every_s
        truth = _at(history, times, at_s)
        if truth is not last:
            position_ms = truth.position_ms + (at_s - truth.at_s) * 1000 * truth.playing
            found.append(Shown(at_s, truth.uri, truth.playing, position_ms))
            last = truth
    return found


def _at(row: Sequence[_Each], times: Sequence[float], at_s: float) -> _Each:
    return row[max(0, bisect_right(times, at_s) - 1)]


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
