"""From a model's raw stream to sentences that may be shown and spoken."""

from __future__ import annotations

import re

from spotintro.writers.base import IntroRequest, WriterUnusable
from spotintro.writers.cleaning import SentenceCleaner, ThoughtFilter, word_count
from spotintro.writers.facts import known_facts
from spotintro.writers.grounding import Grounding
from spotintro.writers.sentences import SentenceSplitter

_TOLERANCE = 1.3
"""A text may be this much longer than asked for before it is cut at a sentence."""
_MIN_WORDS = 4
"""Fewer are a greeting and no intro."""
_MAX_RAW_FACTOR = 2
_MAX_CHARS_PER_WORD = 15
_MAX_RAW_CHARS = 200_000
_ENDED = re.compile(r"[.!?…؟۔।。！？｡][\"'”’»)\]」』*_]*$")


class ModelText:
    """One intro that a model is writing, cleaned on its way.

    It is without thoughts, marks, repeated sentences and, if strict, unknown claims.
    """

    def __init__(self, request: IntroRequest, *, strict: bool) -> None:
        facts = known_facts(request.track)
        self._thoughts = ThoughtFilter()
        self._splitter = SentenceSplitter(facts.names)
        self._cleaner = SentenceCleaner(facts.names)
        self._grounding = Grounding(facts, request.language) if strict else None
        self._limit = round(request.max_words * _TOLERANCE)
        self._said: set[str] = set()
        self._words = 0
        self._raw_words = 0
        self._raw_chars = 0
        self._has_dropped = False
        self.begun = False
        """Something came, be it empty."""
        self.is_full = False
        """Nothing more fits or comes to an end: the stream may be closed, and what was given out is the text."""

    @property
    def ended(self) -> bool:
        """Whether the model ended its turn within the text, which its server took for a part of it."""
        return self._thoughts.ended

    def feed(self, delta: str) -> list[str]:
        """Take a piece of the stream; return the sentences that are ready now."""
        self.begun = True
        self._raw_chars += len(delta)
        sentences = self._accepted(self._splitter.feed(self._thoughts.feed(delta)))
        endless = len(self._splitter.pending) > self._limit * _MAX_CHARS_PER_WORD
        if endless or self._raw_chars > _MAX_RAW_CHARS or self._raw_words > self._limit * _MAX_RAW_FACTOR:
            self.is_full = True
        return sentences

    def finish(self, *, cut: bool) -> list[str]:
        """Take the end of the stream; return the last sentences.

        Args:
            cut: The server stopped at its length limit: a sentence without an end is not said.
        """
        if self.is_full:
            return []
        rest = [*self._splitter.feed(self._thoughts.flush()), *self._splitter.flush()]
        if cut:
            rest = [sentence for sentence in rest if _ENDED.search(sentence)]
        return self._accepted(rest)

    def check(self, host: str) -> None:
        """Check that what was given out is an intro.

        Raises:
            WriterUnusable: It is not.
        """
        if self._words >= _MIN_WORDS:
            return
        if self._has_dropped:
            raise WriterUnusable(
                f"The model at {host} said only what the known facts don't carry; nothing of that is read out.",
                "Try again, choose a larger model, or set writer.strict = false.",
            )
        if self.is_full:
            raise WriterUnusable(
                f"The model at {host} did not come to an end of its first sentence.",
                "Try again, or choose another model.",
            )
        raise WriterUnusable(
            f"The model at {host} wrote nothing that could be read out.", "Try again, or choose another model."
        )

    def _accepted(self, raw: list[str]) -> list[str]:
        accepted: list[str] = []
        for sentence in raw:
            if self.is_full:
                break
            self._raw_words += word_count(sentence)
            text = self._cleaner.clean(sentence)
            if not text or text.casefold() in self._said:
                continue
            if self._grounding is not None and self._grounding.unknown_claim(text) is not None:
                self._has_dropped = True
                continue
            words = word_count(text)
            if self._words + words > self._limit:
                self.is_full = True
                break
            self._words += words
            self._said.add(text.casefold())
            accepted.append(text)
        return accepted
