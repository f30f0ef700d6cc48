"""The choice of sentences for one text: by chance, and none that was said a short while ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from spotintro.writers.announcements.known import Told
from spotintro.writers.announcements.stock import Pattern, Place, Section, Stock
from spotintro.writers.freshness import Evening

_OWN = frozenset({
    Place.TITLE, Place.ARTISTS, Place.ALBUM, Place.YEAR, Place.GENRES, Place.COMPOSERS, Place.DURATION,
})  # fmt: skip
"""What the player tells is said once in a text."""


class Drawing:
    """Draws the sentences of one text, one after the other.

    Args:
        stock: Of the text's language.
        earlier: The last intros, whose sentences are not drawn where there are others.
        random: Where the choice comes from.
    """

    def __init__(self, stock: Stock, earlier: Iterable[str], random: Random) -> None:
        self._stock = stock
        self._evening = Evening(earlier)
        self._random = random
        self._said: set[Place] = set()

    def any_of(self, sections: Iterable[Section], values: Mapping[Place, str]) -> str:
        """Draw a sentence of any of these sections; "" where all that can be said were said."""
        return self._drawn(self._stock.patterns(*sections), values)

    def naming(self, sections: Iterable[Section], values: Mapping[Place, str]) -> str:
        """Draw a sentence of the first section that can be said; one that was said before where all were."""
        for section in sections:
            for patterns in self._fullest_first(self._stock.patterns(section), values, frozenset(Place)):
                if drawn := self._drawn(patterns, values) or self._drawn(patterns, values, again=True):
                    return drawn
        return ""

    def telling(self, told: Told, *, again: bool = False) -> str:
        """Draw a sentence that tells this, and as much of it as one does.

        Args:
            told: What is to be told.
            again: Where there is no other, a sentence is drawn that was said before.
        """
        patterns = [
            pattern
            for pattern in self._stock.patterns(told.section)
            if (Place.SUBJECT in pattern or not told.needs_subject) and not self._said & _OWN & set(pattern)
        ]
        # What is plain needn't be named.
        short = [pattern for pattern in patterns if Place.SUBJECT not in pattern]
        for wanted in (short, patterns):
            for fullest in self._fullest_first(wanted, told.values, told.places):
                if drawn := self._drawn(fullest, told.values):
                    return drawn
        return self._drawn(patterns, told.values, again=True) if again else ""

    def _fullest_first(
        self, patterns: Sequence[Pattern], values: Mapping[Place, str], places: frozenset[Place]
    ) -> list[list[Pattern]]:
        """Group what can be said by how many of the places it fills, the most first."""
        groups: dict[int, list[Pattern]] = {}
        for pattern in patterns:
            if self._stock.sentence(pattern, values):
                groups.setdefault(len(places & set(pattern)), []).append(pattern)
        return [groups[count] for count in sorted(groups, reverse=True)]

    def _drawn(self, patterns: Sequence[Pattern], values: Mapping[Place, str], *, again: bool = False) -> str:
        """Draw what the evening hasn't heard; `again`: else from the rest, rather with other names."""
        stale: list[tuple[bool, Pattern, str]] = []
        for pattern in self._random.sample(patterns, len(patterns)):
            sentence = self._stock.sentence(pattern, values)
            if not sentence:
                continue
            is_heard = self._evening.has_heard(sentence)
            if not is_heard and not self._evening.has_heard_like(self._stock.parts_of(pattern)):
                return self._counted(pattern, sentence)
            stale.append((is_heard, pattern, sentence))
        if not (again and stale):
            return ""
        _, pattern, sentence = min(stale, key=lambda one: one[0])
        return self._counted(pattern, sentence)

    def _counted(self, pattern: Pattern, sentence: str) -> str:
        self._said.update(_OWN & set(pattern))
        return sentence
