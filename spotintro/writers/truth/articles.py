"""Whether a sentence says no more than one of an article does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spotintro.spelling.romanisation import plain_letters
from spotintro.writers.truth.speech import Lexicon

_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"[,;:–—()!?.]+\s")
_LEAST_OF_A_STEM: Final = 4
_MOST_OF_AN_ENDING: Final = 3
_LEAST_CONTENT: Final = 2
"""Fewer words in common, names apart, tell of nothing."""
_NUMBERS: Final = frozenset(
    [
        "one",
        "two",
        "three",
        "first",
        "second",
        "un",
        "deux",
        "trois",
        "dos",
        "tres",
        "due",
        "tre",
        "dois",
        "três",
        "zwei",
        "drei",
    ]
)


def told_by(sentence: str, article: str, lexicon: Lexicon) -> bool:
    """Return whether each word of a sentence is the article's, in its order between commas, or says nothing.

    What the article denies, the sentence has to deny, and nothing else: fewer words can turn a text round.
    """
    told = _words(article)
    small = {plain_letters(word) for word in _WORD.findall(article) if word.islower()}
    if _denied(sentence, lexicon) != _denied(article, lexicon):
        return False
    content = 0
    for part in _PARTS.split(sentence + " "):
        at = 0
        for word in _words(part):
            place = next((i for i in range(at, len(told)) if _is_same(word, told[i])), None)
            if place is not None:
                names = "*" not in lexicon.nouns and told[place] not in small
                content += not names and not _says_nothing(word, lexicon)
                at = place + (not _says_nothing(word, lexicon))
            elif not _says_nothing(word, lexicon):
                return False
    return content >= _LEAST_CONTENT


def _words(text: str) -> Sequence[str]:
    return [plain_letters(word).lower() for word in _WORD.findall(text)]


def _denied(text: str, lexicon: Lexicon) -> set[str]:
    return set(_negations(text, lexicon))


def _negations(text: str, lexicon: Lexicon) -> Iterator[str]:
    if re.search(r"n['’]t\b", text):
        yield "not"
    yield from (word for word in re.findall(r"[^\W_]+", text.lower()) if word in lexicon.negations)


def _says_nothing(word: str, lexicon: Lexicon) -> bool:
    return (word in lexicon.function or word in lexicon.speech.he) and word not in _NUMBERS and not word.isdigit()


def _is_same(word: str, told: str) -> bool:
    """Return whether two words are the same, but for their endings."""
    if word == told:
        return True
    if word.isdigit() or told.isdigit() or abs(len(word) - len(told)) > _MOST_OF_AN_ENDING:
        return False
    least = max(_LEAST_OF_A_STEM, min(len(word), len(told)) - 2)
    return word[:least] == told[:least] and len(word) >= least and len(told) >= least
