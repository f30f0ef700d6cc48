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


def from_templates(language: str, halves: Iterable[Half], kind: str | None = None) -> Iterator[Sentence]:
    """Return every sentence of these halves; of all kinds, or of one."""
    for half in halves:
        for wording in wordings(language, half):
            if kind in (None, wording.kind):
                yield from sentences_of(wording)


def _count(tally: Tally, sentence: Sentence, check: Check) -> None:
    started = time.perf_counter()
    stands = check(sentence.known, sentence.text, sentence.wording.language)
    tally.seconds += time.perf_counter() - started
    tally.sentences += 1
    if stands == (sentence.wording.verdict is Verdict.FALSE):
        tally.wrong += 1
        tally.mistakes.append(sentence)


def tallied(sentences: Iterable[Sentence], check: Check) -> Tallies:
    """Ask the check about each sentence; those of one wording come one after the other."""
    tallies: Tallies = {}
    last: Wording | None = None
    for sentence in sentences:
        wording = sentence.wording
        tally = tallies.setdefault((wording.verdict, wording.kind), Tally())
        tally.wordings += wording != last
        last = wording
        _count(tally, sentence, check)
    return tallies


def over_all(tallies: Tallies, verdict: Verdict) -> Tally:
    """Add up the kinds of one verdict."""
    whole = Tally()
    for (of, _), tally in tallies.items():
        if of is verdict:
            whole.add(tally)
    return whole
