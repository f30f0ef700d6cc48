"""What the page shows now, and a bell for the streams when that changes: drawn once, however many phones look."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from spotintro.host.events import Held, Sentence
from spotintro.session.events import HostSaid, PlaybackRead, SessionEvent
from spotintro.web.rendering import render
from spotintro.web.view import Music, View, cover_key, view_of

if TYPE_CHECKING:
    from spotintro.session.parts import Parts
    from spotintro.session.session import Session

KEPT_COVERS: Final = 8
_DRIFT_MS: Final = 900
"""By so much two readings of the same playing may differ before the phones are told anew."""


class Watch:
    """Hears the session for all phones.

    Args:
        parts: Has the settings and the clock.
        session: What is shown.
    """

    def __init__(self, parts: Parts, session: Session) -> None:
        self._parts = parts
        self._session = session
        self._bells: set[asyncio.Event] = set()
        self._drawn: dict[bool, tuple[int, str]] = {}
        self._changes = 0
        self._shown: Music | None = None
        self._shown_at_s = 0.0
        self._covers: dict[str, str] = {}
        self.number = 0
        """How often a price was held: what a button was shown with is told apart by it."""
        self._texts = 0
        self._leave: Callable[[], None] = session.listen(self._hear)
        self._note_cover()

    def close(self) -> None:
        """Hear no more, and ring once, so that the streams can end."""
        self._leave()
        self._ring()

    def cover_url(self, key: str) -> str | None:
        """Return the address of a cover that the page names so."""
        return self._covers.get(key)

    @property
    def view(self) -> View:
        """Return what is shown at this moment."""
        return view_of(
            self._session.standing,
            self._session.last_lines,
            now_s=self._parts.clock.monotonic_s(),
            number=self.number,
            texts=self._texts,
            run=self._session.run,
            refused=self._session.intros.refused,
            low_balance=self._parts.settings.credits.low_balance,
            demo=self._parts.demo,
        )

    def body(self, *, paired: bool) -> tuple[int, str]:
        """Return the part of the page that lives, with the number of its state."""
        drawn = self._drawn.get(paired)
        if drawn is None or drawn[0] != self._changes:
            drawn = self._changes, render("_live", view=self.view, paired=paired)
            self._drawn[paired] = drawn
        return drawn

    def now(self, *, paired: bool) -> str:
        """Return the same, with the position of this moment: for a page that is asked for."""
        return render("_live", view=self.view, paired=paired)

    @contextmanager
    def bell(self) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever something has changed."""
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            yield bell
        finally:
            self._bells.discard(bell)

    def _hear(self, event: SessionEvent) -> None:
        if isinstance(event, PlaybackRead):
            self._note_cover()
            if not self._is_news():
                return
        elif isinstance(event, HostSaid):
            if isinstance(event.event, Held):
                self.number += 1
            elif isinstance(event.event, Sentence) and event.event.index == 0:
                self._texts += 1
        self._ring()

    def _is_news(self) -> bool:
        """Tell whether a reading shows more than that time has passed."""
        now_s, before, music = self._parts.clock.monotonic_s(), self._shown, self.view.music
        if before is not None and music is not None:
            expected = before.position_ms + (round((now_s - self._shown_at_s) * 1000) if before.plays else 0)
            if abs(expected - music.position_ms) < _DRIFT_MS and _still(before) == _still(music):
                return False
        self._shown, self._shown_at_s = music, now_s
        return True

    def _note_cover(self) -> None:
        playback = self._session.standing.playback
        if playback is not None and playback.track is not None and playback.track.art_url:
            self._covers.pop(cover_key(playback.track.art_url), None)
            self._covers[cover_key(playback.track.art_url)] = playback.track.art_url
            if len(self._covers) > KEPT_COVERS:
                del self._covers[next(iter(self._covers))]

    def _ring(self) -> None:
        self._changes += 1
        for bell in self._bells:
            bell.set()


def _still(music: Music) -> Music:
    return replace(music, position_ms=0)
