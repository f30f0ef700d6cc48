"""The checks that can be measured: each tells whether a sentence would be spoken."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any

from benchmarks.truth.sentences import Known

Check = Callable[[Known, str, str], bool]
"""What is known, the sentence, its language -> whether it stands."""


@lru_cache(maxsize=512)
def _judge(known: Known, language: str) -> tuple[Any, tuple[Any, ...]]:
    # By name, for the rooms are made one after the other: the measure may stand before what it measures.
    told = import_module("spotintro.writers.statements").statements(known.track, known.facts, known.show, language)
    return import_module("spotintro.writers.truth.judge").Judge(told, language), told


def by_statements(known: Known, sentence: str, language: str) -> bool:
    """Hold it against every statement in turn, as for a model that doesn't cite."""
    judge, _ = _judge(known, language)
    return bool(judge.verdict(sentence).stands)


def _named_in(sentence: str, statement: Any) -> int:
    figures = [str(year) for year in statement.years]
    values = (statement.subject, *statement.names, *statement.places, *statement.instruments, *figures)
    return sum(bool(value) and value in sentence for value in values)


def by_citation(known: Known, sentence: str, language: str) -> bool:
    """Hold it against the statement of which most is named in it, as a model would cite it.

    Where several are named alike, the model is taken to cite the one that fits.
    """
    judge, told = _judge(known, language)
    most = max(_named_in(sentence, statement) for statement in told)
    if most == 0:
        return bool(judge.verdict(sentence).stands)
    likeliest = [statement.number for statement in told if _named_in(sentence, statement) == most]
    return any(judge.verdict(sentence, number).stands for number in likeliest)


CHECKS: dict[str, Check] = {"statements": by_statements, "citing": by_citation}
