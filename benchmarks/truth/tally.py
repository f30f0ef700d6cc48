"""How many sentences of each kind a check took for what they aren't."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from benchmarks.truth.checks import Check
from benchmarks.truth.sentences import Sentence, sentences_of
from benchmarks.truth.wordings import Half, Verdict, Wording, wordings


@dataclass
class Tally:
    wordings: int = 0
    sentences: int = 0
    wrong: int = 0
    """False ones that were spoken; true and neutral ones that were dropped."""
    seconds: float = 0.0
    mistakes: list[Sentence] = field(default_factory=list)

    @property
    def percent(self) -> float:
        return 100 * self.wrong / self.sentences if self.sentences else 0.0

    def add(self, other: Tally) -> None:
        self.wordings += other.wordings
        self.sentences += other.sentences
        self.wrong += other.wrong
        self.seconds += other.seconds
        self.mistakes += other.mistakes


Tallies = dict[tuple[Verdict, str], Tally]


def _counted(wording: Wording, check: Check) -> Tally:
    tally = Tally(wordings=1)
    for sentence in sentences_of(wording):
        started = time.perf_counter()
        stands = check(sentence.known, sentence.text, wording.language)
        tally.seconds += time.perf_counter() - started
        tally.sentences += 1
        if stands == (wording.verdict is Verdict.FALSE):
            tally.wrong += 1
            tally.mistakes.append(sentence)
    return tally


def _wanted(language: str, halves: Iterable[Half], kind: str | None) -> Iterator[Wording]:
    for half in halves:
        yield from (wording for wording in wordings(language, half) if kind in (None, wording.kind))


def tallied(language: str, halves: Iterable[Half], check: Check, kind: str | None = None) -> Tallies:
    """Ask the check about every sentence of these halves; all kinds, or one."""
    tallies: Tallies = {}
    for wording in _wanted(language, halves, kind):
        tallies.setdefault((wording.verdict, wording.kind), Tally()).add(_counted(wording, check))
    return tallies


def over_all(tallies: Tallies, verdict: Verdict) -> Tally:
    """Add up the kinds of one verdict."""
    whole = Tally()
    for (of, _), tally in tallies.items():
        if of is verdict:
            whole.add(tally)
    return whole
