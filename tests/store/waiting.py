"""How long operations on one account took, and which of them met a moment in which the disk itself stood still.

A virtual disk stops for 50 ms to a second now and then, whatever is written to it: then every commit waits that
has to be safe, and what is measured is the machine. A probe beside the store says when it did.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

Operation = tuple[float, float]
"""When it began, in seconds of CLOCK_MONOTONIC, which all programs of a machine share, and how many it took."""

_EVERY_S = 0.02
STALL_S = 0.02
"""A sync of one block takes less than a millisecond on a disk that moves."""


class DiskProbe:
    """Syncs one block of its own 50 times a second, in a thread."""

    def __init__(self, folder: Path) -> None:
        self.stalls: list[tuple[float, float]] = []
        """From when to when, by CLOCK_MONOTONIC; each may have begun one probe earlier than was seen."""
        self._path = folder / "probe"
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="disk probe", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(30)

    def _watch(self) -> None:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            while not self._ended.wait(_EVERY_S):
                began_s = time.monotonic()
                os.pwrite(descriptor, os.urandom(4096), 0)
                os.fdatasync(descriptor)
                ended_s = time.monotonic()
                if ended_s - began_s > STALL_S:
                    self.stalls.append((began_s - _EVERY_S, ended_s))
        finally:
            os.close(descriptor)


@dataclass(frozen=True)
class Waiting:
    p50_ms: float
    p99_ms: float
    longest_ms: float
    p99_moving_ms: float
    """Of those that met no stall of the disk."""
    stalled: float
    """The share of those that met one."""
    stalls: int
    stalls_s: float

    def __str__(self) -> str:
        return (
            f"p50 {self.p50_ms:.1f}, p99 {self.p99_ms:.1f}, longest {self.longest_ms:.0f} ms; p99 "
            f"{self.p99_moving_ms:.1f} ms without the {self.stalls} stalls of the disk "
            f"({self.stalls_s:.1f} s, met by {self.stalled:.1%})"
        )


def waiting(operations: Sequence[Operation], stalls: Sequence[tuple[float, float]] = ()) -> Waiting:
    took = sorted(took_s for _, took_s in operations)
    moving = sorted(_moving(operations, stalls))
    return Waiting(
        p50_ms=_at(took, 0.5),
        p99_ms=_at(took, 0.99),
        longest_ms=took[-1] * 1000,
        p99_moving_ms=_at(moving, 0.99) if moving else float("inf"),
        stalled=1 - len(moving) / len(took),
        stalls=len(stalls),
        stalls_s=sum(until - since for since, until in stalls),
    )


def _moving(operations: Sequence[Operation], stalls: Sequence[tuple[float, float]]) -> list[float]:
    found = []
    ordered = iter(sorted(stalls))
    stall = next(ordered, None)
    for began_s, took_s in sorted(operations):
        # What ends before this one begins meets none of the later ones either.
        while stall is not None and stall[1] < began_s:
            stall = next(ordered, None)
        if stall is None or stall[0] > began_s + took_s:
            found.append(took_s)
    return found


def _at(ordered: Sequence[float], share: float) -> float:
    return round(ordered[int(len(ordered) * share)] * 1000, 1)
