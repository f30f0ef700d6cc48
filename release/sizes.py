"""`python release/sizes.py FOLDER`: how many packages are installed there, and how large each is.

The folder is an environment's `site-packages`. What Python compiles when it runs them isn't counted.
"""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

_SHOWN_MB = 1.0


def sizes_mb(folder: Path) -> dict[str, float]:
    """Return the size of each package's files, in MB (10^6 bytes), the largest first."""
    found = {
        package.name: sum(
            Path(str(file.locate())).stat().st_size
            for file in package.files or ()
            if file.suffix != ".pyc" and Path(str(file.locate())).is_file()
        )
        / 1e6
        for package in importlib.metadata.distributions(path=[str(folder)])
    }
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def report(sizes: dict[str, float]) -> str:
    """Return the figures as a table in Markdown, with the small ones in one row."""
    large = {name: size for name, size in sizes.items() if size >= _SHOWN_MB}
    small = len(sizes) - len(large)
    rows = [f"| {name} | {size:.1f} |" for name, size in large.items()]
    rest = f"| {small} more | {sum(sizes.values()) - sum(large.values()):.1f} |"
    total = f"| **{len(sizes)} packages** | **{sum(sizes.values()):.0f}** |"
    return "\n".join(["| package | MB |", "|---|---|", *rows, rest, total])


if __name__ == "__main__":
    print(report(sizes_mb(Path(sys.argv[1]))))
