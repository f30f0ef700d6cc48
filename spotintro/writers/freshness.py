"""Whether a host says again what was said a short while ago."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spotintro.writers.names import Names
from spotintro.writers.sentences import SentenceSplitter

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][”“»])\s+")
"""Between two sentences, also where the second begins with a name in small letters."""
_ALIKE = 0.8
"""Of the words of two sentences, the share that they have in common, from which on one is the other again."""
_LEAST_WORDS = 4
"""Of fewer, only the very same ones are a repetition: "Good evening." is none of "Good morning."."""

Words = tuple[str, ...]


def sentences_of(text: str) -> list[str]:
    """Split a finished text into its sentences, however short."""
    splitter = SentenceSplitter(min_chars=1, first_min_chars=1)
    return [*splitter.feed(text), *splitter.flush()]


def repeats(sentence: str, evening: Sequence[str], names: Names) -> bool:
    """Return whether a sentence was said in one of the evening's intros, so that it isn't to be said again.

    A sentence without a name counts where much the same was said anywhere, one with a name where it opened or
    closed an intro: naming the same track again needs the same names.

    Args:
        sentence: Cleaned.
        evening: The last intros, of any track.
        names: Of the track that is introduced.
    """
    words = _words(sentence)
    if not words:
        return False
    intros = [[_words(earlier) for earlier in sentences_of(text)] for text in evening]
    if names.named_in(sentence):
        return any(words in {intro[0], intro[-1]} for intro in intros if intro)
    return any(sentence in text for text in evening) or any(
        _are_alike(words, earlier) for intro in intros for earlier in intro
    )


def begins_again(clause: str, evening: Sequence[str]) -> bool:
    """Return whether an intro of the evening began with this clause: its sentence may be that opening again."""
    words = _words(clause)
    return any(_words(text)[: len(words)] == words for text in evening)


class Evening:
    """What was said in the last intros, as the announcer's sentences are looked for in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._sentences = tuple(sentence for text in self._texts for sentence in _GAP.split(text))

    def has_heard(self, sentence: str) -> bool:
        """Return whether this very sentence was said."""
        return any(sentence in text for text in self._texts)

    def has_heard_like(self, parts: Sequence[str]) -> bool:
        """Return whether a sentence was said that is these parts, in order, with any names between them."""
        if not self._sentences:
            return False
        pattern = re.compile(".+".join(map(re.escape, parts)) + r"\.?")
        return any(pattern.fullmatch(sentence) for sentence in self._sentences)


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.casefold()))


def _are_alike(words: Words, earlier: Words) -> bool:
    if words == earlier:
        return True
    if min(len(words), len(earlier)) < _LEAST_WORDS:
        return False
    ours, theirs = set(words), set(earlier)
    return 2 * len(ours & theirs) >= _ALIKE * (len(ours) + len(theirs))
