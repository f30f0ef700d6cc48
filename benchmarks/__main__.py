"""`make bench`: every speed as a ratio taken in one run, and whether what is said is so.

Exit 1 where a goal is missed.

`python -m benchmarks first_sound ledger` takes those modules alone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import (
    event_loop,
    first_sound,
    large_store,
    ledger,
    listening_day,
    phones,
    server,
    start,
    truth,
    worth,
)


def main() -> None:
    figures = []
    named = set(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="spotintro-bench-") as folder:
        for measure in (
            start.measure,
            event_loop.measure,
            first_sound.measure,
            ledger.measure,
            large_store.measure,
            server.measure,
            listening_day.measure,
            phones.measure,
            truth.measure,
            worth.measure,
        ):
            name = measure.__module__.rpartition(".")[2]
            if named and name not in named:
                continue
            data_dir = Path(folder) / name
            data_dir.mkdir()
            for figure in measure(data_dir):
                figures.append(figure)
                print(figure, flush=True)
    sys.exit(0 if all(figure.met for figure in figures) else 1)


if __name__ == "__main__":
    main()
