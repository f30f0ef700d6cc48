"""The looking up in the background: started early, waited for by nobody, told at once as far as it has come."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from typing import Final

from spotintro.facts.base import FactError, FactSource, SourceUnreadable
from spotintro.knowledge import Fact
from spotintro.music import Track, TrackKind

_log = logging.getLogger(__name__)

MOST_KNOWN: Final = 200
"""Tracks that are kept in memory; what has been asked for longest ago goes first."""
MOST_WAITING: Final = 20
AGAIN_AFTER_S: Final = 60.0
"""After a failure, before `begin` has the same track asked about again: it may be called with each reading."""

_Key = tuple[str, str, str, str]


class LookingUp:
    """Joins the sources, and asks them for one track at a time. Used from one event loop.

    `begin` says which tracks are to be asked about, `known` tells what has come. A source that fails is passed
    over, with a line in the log; what the others told stands, and a later `begin` asks the one that failed again.
    """

    def __init__(
        self,
        sources: Sequence[FactSource],
        *,
        on_change: Callable[[Track], None] | None = None,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make one that asks nothing yet; `on_change` is called in the event loop when facts of a track arrive."""
        self._monotonic_s = monotonic_s
        self._sources = tuple(sources)
        self._on_change = on_change
        self._known: dict[_Key, dict[str, tuple[Fact, ...]]] = {}
        self._problems: dict[_Key, FactError] = {}
        self._failed_at_s: dict[_Key, float] = {}
        self._waiting: dict[_Key, tuple[Track, str]] = {}
        self._now: _Key | None = None
        self._working: asyncio.Task[None] | None = None
        self._progress = asyncio.Event()
        self._closed = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sources, in the order in which they are asked."""
        return tuple(source.name for source in self._sources)

    def begin(self, *tracks: Track | None, language: str) -> None:
        """Look these tracks up next, in this order, ahead of those that wait already. Returns at once.

        Tracks that are known, are being asked about, or could not be asked about a moment ago are not asked about
        again; None and what is no music is passed over.
        """
        keys = {_key(track, language): track for track in tracks if track is not None}
        self._wait_for({key: track for key, track in keys.items() if not self._has_failed_lately(key)}, language)

    def _wait_for(self, tracks: dict[_Key, Track], language: str) -> None:
        wanted = {
            key: (track, language)
            for key, track in tracks.items()
            if track.kind is TrackKind.TRACK and track.title and track.artists
            if key != self._now and not self._is_done(key)
        }
        others = {key: value for key, value in self._waiting.items() if key not in wanted}
        self._waiting = dict(list((wanted | others).items())[:MOST_WAITING])
        if self._waiting and not self._closed and (self._working is None or self._working.done()):
            self._working = asyncio.create_task(self._work(), name="looking up facts")

    def known(self, track: Track, *, language: str) -> tuple[Fact, ...]:
        """Return what has arrived of a track by now; it is read from memory alone."""
        found = self._known.get(_key(track, language), {})
        return tuple(fact for source in self._sources for fact in found.get(source.name, ()))

    def is_looking_up(self, track: Track, *, language: str) -> bool:
        """Return whether more may arrive of a track: it waits, or is being asked about."""
        key = _key(track, language)
        return key == self._now or key in self._waiting

    def problem(self, track: Track, *, language: str) -> FactError | None:
        """Return why a source could not be asked about a track the last time; None where all of them could."""
        return self._problems.get(_key(track, language))

    async def find(self, track: Track, *, language: str, within_s: float | None = None) -> tuple[Fact, ...]:
        """Look a track up, and wait for it: for whoever was asked for the facts themselves.

        Args:
            track: As `begin` takes it.
            language: As `begin` takes it.
            within_s: How long to wait at most; what is in the cache comes within some milliseconds.
        """
        self._wait_for({_key(track, language): track}, language)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while self.is_looking_up(track, language=language):
                    await self._progress.wait()
        return self.known(track, language=language)

    async def close(self) -> None:
        """Stop, whatever is under way, and close the sources."""
        self._closed = True
        self._waiting.clear()
        if self._working is not None:
            self._working.cancel()
            await asyncio.wait([self._working])
        for source in self._sources:
            await source.close()

    def _is_done(self, key: _Key) -> bool:
        return len(self._known.get(key, ())) == len(self._sources)

    def _has_failed_lately(self, key: _Key) -> bool:
        at_s = self._failed_at_s.get(key)
        return at_s is not None and self._monotonic_s() - at_s < AGAIN_AFTER_S

    async def _work(self) -> None:
        while self._waiting:
            key = self._now = next(iter(self._waiting))
            track, language = self._waiting.pop(key)
            self._problems.pop(key, None)
            try:
                for source in self._sources:
                    if source.name not in self._known.get(key, {}):
                        await self._ask(source, key, track, language)
            finally:
                self._now = None
                self._progress.set()
                self._progress = asyncio.Event()

    async def _ask(self, source: FactSource, key: _Key, track: Track, language: str) -> None:
        try:
            facts = await source.look_up(track, language=language)
        except FactError as error:
            _log.info("%s tells nothing of this track: %s", source.name, error)
            self._note(key, error)
            return
        except Exception:  # noqa: BLE001 - a mistake of ours: what others tell, and of other tracks, stands
            _log.exception("looking up at %s broke", source.name)
            self._note(key, SourceUnreadable(f"What {source.name} tells could not be read."))
            return
        known = self._known.pop(key, {})
        self._known[key] = known | {source.name: facts}
        while len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]
        if facts and self._on_change is not None:
            self._on_change(track)

    def _note(self, key: _Key, problem: FactError) -> None:
        self._problems[key] = problem
        self._failed_at_s[key] = self._monotonic_s()
        for kept in (self._problems, self._failed_at_s):
            while len(kept) > MOST_KNOWN:
                del kept[next(iter(kept))]


def _key(track: Track, language: str) -> _Key:
    # Without what is told later than the rest, such as the ISRC: it is the same track all the same.
    return track.id, track.title, track.artist_line, language
