"""Whether the host says only what is so: a set of sentences with verdicts, and what the check makes of them.

See the README beside this file. `python -m benchmarks truth` prints the figures with their goals, over the
wordings that nobody who made the check has read; `python -m benchmarks.truth` all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure


def measure(data_dir: Path) -> Iterator[Figure]:  # noqa: ARG001 - as every measure is called
    from benchmarks.truth.goals import figures

    yield from figures()
