"""The goals, over the wordings that were held out."""

from __future__ import annotations

import math
from collections.abc import Iterator

from benchmarks.figure import Figure
from benchmarks.truth.checks import CHECKS
from benchmarks.truth.further import model_sentences, plain_words
from benchmarks.truth.tally import Tallies, Tally, from_templates, over_all, tallied
from benchmarks.truth.wordings import LANGUAGES, Half, Verdict

_GOALS = {
    Verdict.FALSE: (2.0, 3.0, "spoken though false"),
    Verdict.TRUE: (10.0, 15.0, "dropped though true"),
    Verdict.NEUTRAL: (15.0, 20.0, "host talk dropped"),
}
"""Per cent in English and elsewhere, and the name."""
_EACH_KIND = 10.0
"""Per cent of each false kind, in English."""


def _detail(tally: Tally) -> str:
    a_sentence = 1000 * tally.seconds / max(1, tally.sentences)
    return f"{tally.sentences} sentences, {tally.wordings} wordings, {a_sentence:.2f} ms a sentence"


def _of_language(language: str, tallies: Tallies) -> Iterator[Figure]:
    for verdict, (in_english, elsewhere, what) in _GOALS.items():
        tally = over_all(tallies, verdict)
        goal = in_english if language == "en" else elsewhere
        yield Figure(f"{what} ({language})", tally.percent, goal, unit="%", detail=_detail(tally))
    if language == "en":
        for (verdict, kind), tally in tallies.items():
            if verdict is Verdict.FALSE:
                name = f"spoken though false ({language}): {kind}"
                yield Figure(name, tally.percent, _EACH_KIND, unit="%", detail=_detail(tally))


def _reported(name: str, tally: Tally) -> Figure:
    return Figure(name, tally.percent, math.inf, unit="%", detail=_detail(tally))


def _without_a_goal(check: str) -> Iterator[Figure]:
    by = f"by {check}"
    plain = over_all(tallied(plain_words(), CHECKS[check]), Verdict.FALSE)
    yield _reported(f"spoken though false: in plain words (en), {by}", plain)
    for language in ("en", "de"):
        tallies = tallied(model_sentences(language), CHECKS[check])
        for verdict, (_, _, what) in _GOALS.items():
            yield _reported(f"{what}: of models ({language}), {by}", over_all(tallies, verdict))


def figures() -> Iterator[Figure]:
    """Measure the check as for a model that doesn't cite; the sets without a goal also as one would cite."""
    for language in LANGUAGES:
        yield from _of_language(language, tallied(from_templates(language, [Half.HELD_OUT]), CHECKS["statements"]))
    for check in CHECKS:
        yield from _without_a_goal(check)
