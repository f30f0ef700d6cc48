"""No file imports itself by way of others, not even for its types."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
GRAPH = """
import json, grimp
graph = grimp.build_graph("spotintro", cache_dir=None)
print(json.dumps({module: sorted(graph.find_modules_directly_imported_by(module)) for module in graph.modules}))
"""


def circle(folder: Path) -> list[str]:
    """Return one circle of imports in the package in this folder, its first module again at its end; or nothing.

    What stands under `TYPE_CHECKING` or in a function counts.
    """
    done = subprocess.run(
        [sys.executable, "-c", GRAPH], cwd=folder, capture_output=True, text=True, timeout=100, check=True
    )
    imported = json.loads(done.stdout)
    assert "spotintro.host" in imported
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


@pytest.mark.parametrize(
    "line",
    [
        "import spotintro.players.demo",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from spotintro.players import demo",
        "def late():\n    import spotintro.players.demo",
    ],
)
def test_a_circle_is_found(tmp_path: Path, line: str) -> None:
    """In a package of two files, so that it is this circle that is found."""
    for room in ("spotintro", "spotintro/players", "spotintro/host"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
    (tmp_path / "spotintro/players/demo.py").write_text("import spotintro.players.base")
    base = tmp_path / "spotintro/players/base.py"
    base.write_text("")
    assert circle(tmp_path) == []
    base.write_text(line)
    assert set(circle(tmp_path)) == {"spotintro.players.base", "spotintro.players.demo"}


def test_there_is_no_circle(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "spotintro", tmp_path / "spotintro", ignore=shutil.ignore_patterns("__pycache__"))
    assert circle(tmp_path) == []
    with (tmp_path / "spotintro/music.py").open("a") as module:
        module.write("\nimport spotintro.players.base\n")
    assert "spotintro.music" in circle(tmp_path)
