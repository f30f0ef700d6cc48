"""The checks that can be measured: each tells whether a sentence would be spoken."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from benchmarks.truth.sentences import Known

Check = Callable[[Known, str, str], bool]
"""What is known, the sentence, its language -> whether it stands."""


@lru_cache(maxsize=512)
def _judge(known: Known, language: str) -> Callable[[str], bool]:
    # By name, for the rooms are made one after the other: the measure may stand before what it measures.
    statements = import_module("spotintro.writers.statements").statements
    judge = import_module("spotintro.writers.truth.judge").Judge(
        statements(known.track, known.facts, known.show, language), language
    )
    return lambda sentence: bool(judge.verdict(sentence).stands)


def by_statements(known: Known, sentence: str, language: str) -> bool:
    """Hold it against every statement in turn, as for a model that doesn't cite."""
    return _judge(known, language)(sentence)


CHECKS: dict[str, Check] = {"statements": by_statements}


def default_check() -> str:
    return "statements"
