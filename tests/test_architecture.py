"""What `docs/architecture.md` says of the program is so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "architecture.md"

WRITER = '''
from __future__ import annotations

from collections.abc import AsyncGenerator

from spotintro.writers.base import IntroRequest, Line


class Herald:
    name = "herald"
    is_ai = False
    destination = None

    async def warm_up(self) -> None:
        """Nothing has to be loaded."""

    async def write(self, request: IntroRequest) -> AsyncGenerator[Line, None]:
        yield Line(f"Hear ye: {request.track.title}.")

    async def close(self) -> None:
        """Nothing is open."""
'''


def folders(package: Path) -> set[str]:
    """Return the folders that hold something of the program, below the package."""
    kept = (
        path for path in package.rglob("*") if path.suffix in {".py", ".tcss"} and "__pycache__" not in path.parts
    )
    return {f"{path.parent.relative_to(package).as_posix()}/" for path in kept} - {"./"}


def named(page: str) -> set[str]:
    """Return the folders that a page names as such."""
    return set(re.findall(r"`([a-z0-9_]+(?:/[a-z0-9_]+)*/)`", page))


def test_it_names_every_folder_and_none_that_is_not_there() -> None:
    assert named(PAGE.read_text()) == folders(PROJECT / "spotintro")


def test_a_folder_that_is_missing_or_new_would_be_seen() -> None:
    page = PAGE.read_text()
    assert "voices/" not in named(page.replace("`voices/`", "the voices"))
    assert "faxes/" in named(f"{page} `faxes/`")


def test_every_file_it_names_is_there() -> None:
    files = re.findall(r"`((?:[a-z0-9_]+/)*[a-z0-9_]+\.(?:py|toml|md))`", PAGE.read_text())
    assert len(files) > 40
    missing = [
        name for name in files if not any((root / name).exists() for root in (PROJECT, PROJECT / "spotintro"))
    ]
    assert missing == []


def test_what_it_says_to_be_in_a_file_is_there() -> None:
    said = re.findall(r"`((?:[a-z0-9_]+/)+[a-z0-9_]+\.py)`(?:: | \()`([A-Za-z_]+)`", PAGE.read_text())
    assert len(said) > 4
    package = PROJECT / "spotintro"
    assert [
        each for each in said if not re.search(rf"(def|class) {each[1]}\b", (package / each[0]).read_text())
    ] == []


def test_it_has_as_many_journeys_as_it_says() -> None:
    page = PAGE.read_text()
    journeys = page.partition("## Seven journeys")[2].partition("\n## ")[0]
    # Each with a line of its own, and a blank one above; "the same" goes on with the one before.
    assert len(re.findall(r"\n\n\*\*(One|Something) ", journeys)) == 7
    assert "seven journeys" in page


def row(what: str) -> tuple[list[str], list[str]]:
    """Return the files that the table says to make, and those it says to touch."""
    cells = next(line for line in PAGE.read_text().splitlines() if line.startswith(f"| {what} |")).split("|")
    make, touch = (re.findall(r"`([a-zA-Z_/]+\.py)`", cell) for cell in cells[2:4])
    return make[:1], touch


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "spotintro", tmp_path / "spotintro", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def changed(copy: Path) -> set[str]:
    """Return the files of the copy that the program has not, or has otherwise."""
    ours, theirs = PROJECT / "spotintro", copy / "spotintro"
    files = {path.relative_to(theirs) for path in theirs.rglob("*.py")}
    return {
        name.as_posix()
        for name in files
        if not (ours / name).exists() or (ours / name).read_bytes() != (theirs / name).read_bytes()
    }


def replace_in(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


@pytest.mark.slow
def test_a_writer_needs_the_files_that_the_table_names_and_it_speaks(copy: Path) -> None:
    (new,), (settings, wiring) = row("writer")
    new = new.replace("NAME", "herald")
    package = copy / "spotintro"
    (package / new).write_text(WRITER)
    replace_in(
        package / settings, '    ANNOUNCER = "announcer"\n', '    ANNOUNCER = "announcer"\n    HERALD = "herald"\n'
    )
    replace_in(
        package / wiring,
        "    if choice is WriterProvider.ANNOUNCER:\n",
        "    if choice is WriterProvider.HERALD:\n"
        "        from spotintro.writers.herald import Herald\n\n"
        "        return Herald()\n"
        "    if choice is WriterProvider.ANNOUNCER:\n",
    )
    assert changed(copy) == {new, settings, wiring}
    (copy / "config.toml").touch()
    speech = copy / "speech.wav"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "spotintro",
            "intro",
            "--player",
            "demo",
            "--writer",
            "herald",
            "--out",
            str(speech),
        ],
        cwd=copy,
        env={
            **os.environ,
            "PYTHONPATH": str(copy),
            "SPOTINTRO_DATA_DIR": str(copy / "data"),
            "SPOTINTRO_CONFIG": str(copy / "config.toml"),
        },
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("Hear ye: ")
    assert speech.stat().st_size > 1_000
