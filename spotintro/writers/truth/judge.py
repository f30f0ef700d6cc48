"""Decides which sentence of an intro stands on the statements that it can be held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spotintro.writers.language_names import primary_of
from spotintro.writers.statements import Statement

JUDGED = frozenset({"en", "de", "fr", "es", "it", "pt"})
"""The languages whose sentences can be judged: primary tags."""


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
        language: BCP 47, of the sentences.
    """

    def __init__(self, statements: Sequence[Statement], language: str) -> None:
        self._statements = {statement.number: statement for statement in statements}
        self._language = primary_of(language)

    def verdict(self, sentence: str, cited: int | None = None) -> Verdict:
        """Judge a sentence, without its citation and with its names and figures in their places.

        Args:
            sentence: As it is to be said.
            cited: The number of the statement that it is held against; one that there is not makes it fall. None
                holds it against each in turn.
        """
        if cited is not None and cited not in self._statements:
            return Verdict(stands=False, reason="It cites a fact that there is not.")
        return Verdict(stands=False, reason=f"It can't be judged: “{sentence}”.")
