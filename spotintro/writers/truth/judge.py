"""Decides which sentence of an intro stands on the statements that it can be held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spotintro.knowledge import Relation
from spotintro.writers.language_names import primary_of
from spotintro.writers.statements import Own, Statement
from spotintro.writers.truth.articles import told_by
from spotintro.writers.truth.frames import Reader
from spotintro.writers.truth.holding import Holding
from spotintro.writers.truth.speech import lexicon_of

JUDGED: Final = frozenset({"en", "de", "fr", "es", "it", "pt"})
"""The languages whose sentences can be judged: primary tags."""


_NAMING: Final = frozenset({Own.TITLE, Own.ARTIST})


def can_judge(language: str) -> bool:
    """Return whether sentences of a language (BCP 47) can be judged."""
    return primary_of(language) in JUDGED


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a sentence."""

    stands: bool
    statement: Statement | None = None
    """The one that carries it; None for host talk, and for what falls."""
    reason: str = ""
    """A short plain sentence for a person, why it falls; "" where it stands."""


class Judge:
    """Judges the sentences of one intro.

    Args:
        statements: Of the track and the show.
        language: BCP 47, of the sentences: one that `can_judge` knows.
    """

    def __init__(self, statements: Sequence[Statement], language: str) -> None:
        primary = primary_of(language)
        self._statements = {statement.number: statement for statement in statements}
        self._lexicon = lexicon_of(primary)
        self._reader = Reader(statements, language, primary)
        self._moment = next((s.moment for s in statements if s.moment is not None), None)
        self._own = frozenset(s.number for s in statements if s.fact is None)

    def verdict(self, sentence: str, cited: int | None = None) -> Verdict:
        """Judge a sentence, without its citation and with its names and figures in their places.

        Args:
            sentence: As it is to be said.
            cited: The number of the statement that it is held against, beside the track's own values; one that
                there is not makes it fall. None holds it against each.
        """
        if cited is not None and cited not in self._statements:
            return Verdict(stands=False, reason="It cites a fact that there is not.")
        allowed = frozenset(self._statements) if cited is None else self._own | {cited}
        reading = self._reader.read(sentence)
        holding = Holding(reading, tuple(self._statements.values()), allowed, self._lexicon, self._moment)
        fault = holding.fault()
        if not fault:
            return Verdict(stands=True, statement=self._carrier(holding.carriers, cited))
        for number in sorted(allowed):
            statement = self._statements[number]
            if statement.relation is Relation.TEXT and told_by(sentence, statement.words, self._lexicon):
                return Verdict(stands=True, statement=statement)
        return Verdict(stands=False, reason=fault)

    def _carrier(self, numbers: Sequence[int], cited: int | None) -> Statement | None:
        if cited is not None and cited in numbers:
            return self._statements[cited]
        told = [self._statements[number] for number in numbers]
        for plain in ({*_NAMING, Relation.ARTIST_KIND, Relation.GENDER}, _NAMING, set()):
            if (carrier := next((s for s in told if s.relation not in plain), None)) is not None:
                return carrier
        return None
