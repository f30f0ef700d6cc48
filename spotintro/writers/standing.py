"""What a model's sentence stands on, and what is said in place of one that stands on nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spotintro.spelling.editions import without_edition, without_guests
from spotintro.writers.base import Dropped, IntroRequest, Line
from spotintro.writers.clauses import closed
from spotintro.writers.placeholders import as_data
from spotintro.writers.statements import Statement
from spotintro.writers.truth.judge import Judge, Verdict, can_judge

_ODD = re.compile(r"[\[\]{}<>*_`~#|\\^=@;♪【】†]|--|^-\s|^\W+$")
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
        self._aliases = dict(_aliases(told))
        judged = [_aliased(statement, self._aliases) for statement in told]
        self._judge = Judge(judged, request.language) if can_judge(request.language) else None
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
        plain = text
        for name, alias in self._aliases.items():
            plain = plain.replace(name, alias)
        verdict = self._verdict(self._judge, plain, cited)
        if verdict.stands:
            carrier = verdict.statement and self._told[verdict.statement.number]
            if carrier is None:
                return Line(text)
            if carrier.fact is not None:
                self._stand_ins.pop(carrier.fact, None)
            return Line(text, carrier.english, carrier.fact)
        return Dropped(text, verdict.reason) if self._strict else Line(text, added=True)

    def carries(self, clause: str) -> bool:
        """Return whether a clause may be said, with or without what follows it."""
        return isinstance(self.line(closed(clause)), Line)

    def stand_in(self, cited: Iterable[int]) -> Line | None:
        """Return the announcer's sentence for the first of these that it has one for, unless its fact is told."""
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


def _aliases(told: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    """Yield names with marks in them, as they stand in a text, each with a word to be judged in its place."""
    names = dict.fromkeys(name for each in told for name in (each.subject, *each.names) if _is_odd(name))
    for number, name in enumerate(sorted(names, key=len, reverse=True)):
        alias = f"Xq{chr(ord('a') + number // 26)}{chr(ord('a') + number % 26)}z"
        yield as_data(name), alias
        yield as_data(without_guests(without_edition(name))), alias


def _is_odd(name: str) -> bool:
    return _ODD.search(name) is not None or as_data(name) != name


def _aliased(statement: Statement, aliases: Mapping[str, str]) -> Statement:
    subject, *names = (aliases.get(as_data(name), name) for name in (statement.subject, *statement.names))
    return replace(statement, subject=subject, names=tuple(names))
