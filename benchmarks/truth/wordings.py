"""The wordings: sentences with slots, each of a kind and a verdict, in two halves that are kept apart."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from benchmarks.truth.catalogue import FOLDER

LANGUAGES = ("en", "de", "fr", "es", "it", "pt")
_MARK = re.compile(r"\[(\w+)\] ")
SLOT = re.compile(r"\{(\w+)\}")


class Verdict(StrEnum):
    """Given beforehand: whether the facts carry what a sentence claims."""

    FALSE = "false"
    TRUE = "true"
    NEUTRAL = "neutral"
    """Nothing is claimed."""


class Half(StrEnum):
    OPEN = "open"
    HELD_OUT = "held_out"
    """Unread by who makes the check."""


@dataclass(frozen=True, slots=True)
class Wording:
    language: str
    half: Half
    verdict: Verdict
    kind: str
    text: str
    needs: tuple[str, ...] = ()
    """The marks before it: which tracks it may be put to."""

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(SLOT.findall(self.text))


def _parsed(language: str, half: Half, verdict: Verdict, kind: str, line: str) -> Wording:
    needs = []
    while found := _MARK.match(line):
        needs.append(found[1])
        line = line[found.end() :]
    return Wording(language, half, verdict, kind, line, tuple(needs))


@cache
def wordings(language: str, half: Half) -> tuple[Wording, ...]:
    """Read the wordings of one language and half, in the order of the file."""
    path = FOLDER / half / f"{language}.toml"
    kinds = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        _parsed(language, half, Verdict(verdict), kind, line)
        for verdict, lines_of in kinds.items()
        for kind, lines in lines_of.items()
        for line in lines
    )
