"""What an installation brings: counted as it is, and as the documentation tells it."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.release.scripts import PROJECT, script


def closure(name: str, *extras: str) -> set[str]:
    """Return the package, and all that it needs in this environment."""
    found: set[tuple[str, str]] = set()
    waiting = [(name, ""), *((name, extra) for extra in extras)]
    while waiting:
        package, extra = here = waiting.pop()
        if here in found:
            continue
        found.add(here)
        for line in importlib.metadata.requires(package) or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(needed.name), of) for of in ("", *needed.extras)]
    return {package for package, _ in found}


@pytest.mark.slow  # of the locked versions alone: others may need others
@pytest.mark.skipif(
    sys.platform != "linux" or not (3, 11, 3) <= sys.version_info < (3, 12),
    reason="the page tells of another Python",
)
@pytest.mark.parametrize("extra", ["", "natural", "postgres"])
def test_the_page_counts_every_package(extra: str) -> None:
    page = (PROJECT / "docs/systems.md").read_text()
    installation = f"spotintro[{extra}]" if extra else "spotintro"
    told = re.search(rf"^\| `{re.escape(installation)}` \| (\d+) \|", page, re.MULTILINE)
    assert told is not None
    assert int(told[1]) == len(closure("spotintro", *filter(None, [extra]))), "`make sizes` has the figures"


def test_the_files_of_each_package_are_counted(tmp_path: Path) -> None:
    for name, size in (("large", 3_000_000), ("small", 200_000)):
        about = tmp_path / f"{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n")
        (tmp_path / f"{name}.py").write_bytes(b"#" * size)
        (tmp_path / f"{name}.pyc").write_bytes(b"#" * size)
        (about / "RECORD").write_text(f"{name}.py,,\n{name}.pyc,,\ngone.py,,\n")
    sizes = script("sizes")
    counted = sizes.sizes_mb(tmp_path)
    assert counted == {"large": pytest.approx(3.0), "small": pytest.approx(0.2)}
    assert list(counted) == ["large", "small"]
    assert sizes.report(counted).splitlines()[2:] == [
        "| large | 3.0 |", "| 1 more | 0.2 |", "| **2 packages** | **3** |",
    ]  # fmt: skip
