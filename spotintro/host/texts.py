"""Where the text of each paid feature comes from: a feature's declaration names one function of this shape."""

from __future__ import annotations

import importlib
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import cast

from spotintro.credits.features import UserTransaction
from spotintro.writers.base import IntroRequest, Piece, Writer


@dataclass(frozen=True, slots=True)
class Style:
    """The manner in which the host talks."""

    language: str
    persona: str
    max_words: int


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
