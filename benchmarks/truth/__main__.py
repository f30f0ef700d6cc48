"""`python -m benchmarks.truth`: what a check makes of the set, by kind and language."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable, Iterator

from benchmarks.truth.checks import CHECKS
from benchmarks.truth.further import model_sentences, plain_words
from benchmarks.truth.sentences import Sentence
from benchmarks.truth.tally import Tallies, Tally, from_templates, over_all, tallied
from benchmarks.truth.wordings import LANGUAGES, Half, Verdict

_WHAT = {
    Verdict.FALSE: "spoken though false",
    Verdict.TRUE: "dropped though true",
    Verdict.NEUTRAL: "host talk dropped",
}


def _line(name: str, tally: Tally) -> str:
    return f"  {tally.percent:6.1f} %  {name:24} {tally.sentences:6} sentences of {tally.wordings:4} wordings"


def _mistakes(tally: Tally, show: int) -> Iterator[str]:
    """Return the sentences that came out wrong, those of different wordings first; of open ones alone."""
    by_wording: dict[str, list[str]] = {}
    for sentence in tally.mistakes:
        if sentence.wording.half is Half.OPEN:
            by_wording.setdefault(sentence.wording.text, []).append(sentence.text)
    in_turn = itertools.chain.from_iterable(itertools.zip_longest(*by_wording.values()))
    yield from (f"            {text}" for text in itertools.islice(filter(None, in_turn), show))


def _lines(tallies: Tallies, show: int) -> Iterator[str]:
    for verdict, what in _WHAT.items():
        if not any(of is verdict for of, _ in tallies):
            continue
        yield _line(what, over_all(tallies, verdict))
        for (of, kind), tally in tallies.items():
            if of is verdict:
                yield _line(f"  {kind}", tally)
                yield from _mistakes(tally, show)


def _timing(tallies: Iterable[Tally]) -> str:
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return f"  {1000 * whole.seconds / max(1, whole.sentences):.3f} ms a sentence, {whole.sentences} sentences"


def _sets(language: str, given: argparse.Namespace) -> Iterator[tuple[str, Iterator[Sentence]]]:
    yield "from templates", from_templates(language, given.halves or list(Half), given.kind)
    if given.halves is None and given.kind is None:
        if language == "en":
            yield "in plain words", plain_words()
        if language in {"en", "de"}:
            yield "by models", model_sentences(language)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.truth", description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES, help="one of the six; all without")
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--open", dest="halves", action="store_const", const=[Half.OPEN])
    half.add_argument("--held-out", dest="halves", action="store_const", const=[Half.HELD_OUT])
    parser.add_argument("--kind", help="one kind, as the headings of open/*.toml name it")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="N open sentences a kind that came wrong")
    parser.add_argument("--check", choices=CHECKS, default="statements")
    given = parser.parse_args()
    for language in [given.language] if given.language else LANGUAGES:
        for name, sentences in _sets(language, given):
            tallies = tallied(sentences, CHECKS[given.check])
            print(f"{language}, {name}, by {given.check}")
            for line in _lines(tallies, given.show):
                print(line)
            print(_timing(tallies.values()))


if __name__ == "__main__":
    main()
