"""The package as it is published: what it holds, and what it tells of itself."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path, PurePosixPath

import pytest
from trove_classifiers import classifiers

from spotintro import __version__

PROJECT = Path(__file__).parent.parent.parent
MOST_BYTES = 1_500_000
"""Of the wheel: today's 1.1 MB, with room for what comes."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture
def metadata(wheel: Path) -> Message:
    return message_from_bytes(zipfile.ZipFile(wheel).read(f"spotintro-{__version__}.dist-info/METADATA"))


def test_it_holds_the_program_and_nothing_else(wheel: Path, names: set[str]) -> None:
    tops = {PurePosixPath(name).parts[0] for name in names}
    assert tops == {"spotintro", f"spotintro-{__version__}.dist-info", f"spotintro-{__version__}.data"}
    sources = {
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "spotintro").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if name.startswith("spotintro/")} == sources
    assert wheel.stat().st_size < MOST_BYTES


def test_the_licences_go_along(names: set[str], metadata: Message) -> None:
    folder = f"spotintro-{__version__}.dist-info/licenses"
    assert {f"{folder}/LICENSE", f"{folder}/THIRD_PARTY.md"} <= names
    assert metadata["License-Expression"] == "MIT"


def test_the_manual_and_completion_go_where_systems_look_for_them(names: set[str]) -> None:
    share = f"spotintro-{__version__}.data/data/share"
    assert {name.removeprefix(share) for name in names if name.startswith(share)} == {
        "/man/man1/spotintro.1",
        "/bash-completion/completions/spotintro",
        "/zsh/site-functions/_spotintro",
        "/fish/vendor_completions.d/spotintro.fish",
    }


def test_an_index_takes_its_classifiers(metadata: Message) -> None:
    assert set(metadata.get_all("Classifier", [])) <= set(classifiers)


def test_the_long_description_is_the_readme_with_no_link_into_nowhere(metadata: Message) -> None:
    text = str(metadata.get_payload())
    first = (PROJECT / "README.md").read_text().splitlines()[0]
    assert text.startswith(first)
    targets = [
        target for pair in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text) for target in pair if target
    ]
    assert all(target.startswith(("https://", "http://")) for target in targets), targets


def test_each_place_names_the_same_version() -> None:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"^## (\S+)", (PROJECT / "CHANGELOG.md").read_text(), re.MULTILINE)
    locked = tomllib.loads((PROJECT / "uv.lock").read_text())["package"]
    assert newest is not None
    assert {__version__, declared, newest[1]} == {__version__}
    assert [package["version"] for package in locked if package["name"] == "spotintro"] == [__version__]


def test_the_licence_file_names_only_what_is_installed_and_says_so_of_espeak() -> None:
    told = (PROJECT / "THIRD_PARTY.md").read_text()
    locked = {package["name"] for package in tomllib.loads((PROJECT / "uv.lock").read_text())["package"]}
    rows = [line for line in told.splitlines() if line.startswith("| `")]
    named = {
        name.lower() for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1]) if "[" not in name
    }
    assert named <= locked
    assert "espeakng-loader" in named
    assert "GPL-3.0-or-later" in told
