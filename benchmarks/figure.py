"""One line of a benchmark: a ratio, taken in one run, and what it should be."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: float
    goal: float | None
    """None: it is told, and held against nothing."""
    at_least: bool = False
    """Whether more is better."""
    unit: str = "x"
    detail: str = ""

    @property
    def met(self) -> bool:
        if self.goal is None:
            return True
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def __str__(self) -> str:
        if self.goal is None:
            return f"told    {self.value:8.2f} {self.unit:3}           {self.name}  {self.detail}".rstrip()
        sign = ">=" if self.at_least else "<="
        verdict = "met" if self.met else "MISSED"
        figure = f"{verdict:6}  {self.value:8.2f} {self.unit:3} {sign} {self.goal:<6g}"
        return f"{figure} {self.name}  {self.detail}".rstrip()


def paired(ours: Callable[[], float], theirs: Callable[[], float], *, runs: int = 9) -> tuple[float, str]:
    """Return the median of the ratios ours / theirs, taken in turn, so that a drifting machine cancels out."""
    ours()
    theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    ratio = statistics.median(a / b for a, b in pairs)
    medians = [statistics.median(column) * 1000 for column in zip(*pairs, strict=True)]
    return ratio, f"{medians[0]:.0f} ms against {medians[1]:.0f} ms, median of {runs} pairs"
