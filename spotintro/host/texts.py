"""Where the text of each paid feature comes from: a feature's declaration names one function of this shape."""

from __future__ import annotations

import importlib
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from spotintro.config.personas.persona import Chattiness, Persona
from spotintro.credits.base import Intro
from spotintro.credits.features import UserTransaction
from spotintro.music import Track
from spotintro.writers.base import IntroRequest, Piece, Show, Writer

EVENING: Final = 10
"""So many intros of any track are looked back on: no sentence of theirs is said again."""
_RECENT_TEXTS: Final = 3
"""So many of those that were of this track are told to a model, lest it repeats itself."""
MORE_WORDS: Final = 300
"""Two minutes, at the pace of a voice that reads 150 words a minute."""


@dataclass(frozen=True, slots=True)
class Style:
    """The manner in which the host talks."""

    language: str
    persona: Persona
    chattiness: Chattiness = Chattiness.NORMAL

    def request(self, track: Track, show: Show, evening: Sequence[Intro]) -> IntroRequest:
        """Ask for an intro in this manner, on a show whose last intros, newest first, are the evening's."""
        show = replace(show, evening=tuple(intro.text for intro in evening))
        recent = tuple(intro.text for intro in evening if intro.track.id == track.id)[:_RECENT_TEXTS]
        words = self.persona.words.of(self.chattiness)
        return IntroRequest(
            track, self.language, self.persona, words, recent, show=show, chattiness=self.chattiness
        )


TextSource = Callable[[Writer, IntroRequest], AsyncGenerator[Piece, None]]
"""Takes the writer in force and what is asked of it; yields one checked sentence after the other, some
after their clause.

Raises:
    SpotIntroError: there is no text; what was held is given back.
"""


def text_source(feature: UserTransaction) -> TextSource:
    """Return the function that the feature's declaration names."""
    module, _, name = feature.terms.begins.partition(":")
    return cast("TextSource", getattr(importlib.import_module(module), name))


def track_intro(writer: Writer, request: IntroRequest) -> AsyncGenerator[Piece, None]:
    """Introduce the track, in the words of the writer in force."""
    return writer.write(request)


def more(writer: Writer, request: IntroRequest) -> AsyncGenerator[Piece, None]:
    """Tell for two minutes of what is known beyond the track's own values."""
    return writer.write(replace(request, at_length=True, max_words=MORE_WORDS))
