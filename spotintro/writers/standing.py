"""What a model's sentence stands on, and what is said in place of one that stands on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spotintro.writers.base import Dropped, IntroRequest, Line
from spotintro.writers.clauses import closed
from spotintro.writers.statements import Statement
from spotintro.writers.truth.judge import Judge, Verdict, can_judge

_ANY = "Good evening, and welcome back."
UNFILLED = Dropped("", "It has a placeholder that nothing is known for.")


def load(language: str) -> None:
    """Load what the first sentence of a language (BCP 47) would wait for. Blocks for some tenths of a second."""
    if can_judge(language):
        Judge((), language).verdict(_ANY)


class Standing:
    """Holds the sentences of one text against what the model was told.

    Args:
        request: The text that was asked for.
        told: The statements that the model was told.
        strict: Let fall what stands on nothing; else it is said, and marked as added.
    """

    def __init__(self, request: IntroRequest, told: Sequence[Statement], *, strict: bool) -> None:
        self._judge = Judge(told, request.language) if can_judge(request.language) else None
        self._strict = strict
        self._told = {statement.number: statement for statement in told}
        self._stand_ins = dict(zip(request.facts, request.stand_ins, strict=False))

    def line(self, text: str, cited: Sequence[int] = ()) -> Line | Dropped:
        """Return the sentence with what carries it, or why it falls.

        Args:
            text: Without its citations, its names and figures in their places.
            cited: The statements that it is held against. Without any it is held against each.
        """
        if self._judge is None:
            return Line(text)
        verdict = self._verdict(self._judge, text, cited)
        if verdict.stands:
            carrier = verdict.statement
            return Line(text) if carrier is None else Line(text, carrier.english, carrier.fact)
        return Dropped(text, verdict.reason) if self._strict else Line(text, added=True)

    def carries(self, clause: str) -> bool:
        """Return whether a clause may be said, with or without what follows it."""
        return isinstance(self.line(closed(clause)), Line)

    def stand_in(self, cited: Iterable[int]) -> Line | None:
        """Return the announcer's sentence for the first of these that it has one for; each sentence once."""
        for number in cited:
            statement = self._told.get(number)
            if statement is not None and statement.fact is not None:
                text = self._stand_ins.pop(statement.fact, "")
                if text:
                    return Line(text, statement.english, statement.fact)
        return None

    @staticmethod
    def _verdict(judge: Judge, text: str, cited: Sequence[int]) -> Verdict:
        """Judge a sentence; of several statements that it cites, one has to carry it, or what is known in all."""
        verdicts = [judge.verdict(text, number) for number in cited]
        standing = next((verdict for verdict in verdicts if verdict.stands), None)
        if standing is None and len(verdicts) == 1:
            return verdicts[0]
        return standing or judge.verdict(text)
