"""A release's name: the same in each place, and the changelog's day with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from tests.release.scripts import PROJECT, script

TODAY = date(2027, 3, 4)


@pytest.fixture(scope="module")
def release() -> ModuleType:
    return script("version")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "spotintro").mkdir()
    (tmp_path / "spotintro/__init__.py").write_text('"""It."""\n\n__version__ = "0.1.0"\n')
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "0.1.0"\n\n[tool.x]\npython_version = "3.11"\n')
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## 0.2.0 (unreleased)\n- New.\n\n## 0.1.0 (2026-12-01)\n"
    )
    return tmp_path


def texts(project: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in project.rglob("*") if path.is_file()}


def test_each_place_gets_it_and_nothing_else_changes(release: ModuleType, project: Path) -> None:
    release.name_version(project, "0.2.0", TODAY)
    after = texts(project)
    assert after == {
        "__init__.py": '"""It."""\n\n__version__ = "0.2.0"\n',
        "pyproject.toml": '[project]\nversion = "0.2.0"\n\n[tool.x]\npython_version = "3.11"\n',
        "CHANGELOG.md": "# Changelog\n\n## 0.2.0 (2027-03-04)\n- New.\n\n## 0.1.0 (2026-12-01)\n",
    }
    release.name_version(project, "0.2.0", date(2027, 5, 6))
    assert texts(project) == after


@pytest.mark.parametrize("version", ["", "0.2", "v0.2.0", "0.2.0 now", '0.2.0"'])
def test_what_is_no_version_changes_nothing(release: ModuleType, project: Path, version: str) -> None:
    before = texts(project)
    with pytest.raises(release.NotReleasable):
        release.name_version(project, version, TODAY)
    assert texts(project) == before


def test_a_changelog_that_tells_nothing_new_is_no_release(release: ModuleType, project: Path) -> None:
    (project / "CHANGELOG.md").write_text("# Changelog\n\n## 0.1.0 (2026-12-01)\n")
    before = texts(project)
    with pytest.raises(release.NotReleasable, match="unreleased"):
        release.name_version(project, "0.2.0", TODAY)
    assert texts(project) == before


def test_a_place_without_a_version_changes_nothing(release: ModuleType, project: Path) -> None:
    (project / "pyproject.toml").write_text("[project]\n")
    before = texts(project)
    with pytest.raises(release.NotReleasable, match=r"pyproject\.toml"):
        release.name_version(project, "0.2.0", TODAY)
    assert texts(project) == before


def test_the_project_s_own_files_take_one(release: ModuleType, tmp_path: Path) -> None:
    for name in ("pyproject.toml", "spotintro/__init__.py", "CHANGELOG.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text((PROJECT / name).read_text())
    newest = "CHANGELOG.md"
    text = (tmp_path / newest).read_text()
    if "(unreleased)" not in text.partition("\n## ")[2].partition("\n")[0]:
        (tmp_path / newest).write_text(text.replace("\n## ", "\n## 99.0.0 (unreleased)\n\n## ", 1))
    release.name_version(tmp_path, "99.0.0", TODAY)
    assert all("99.0.0" in text for text in texts(tmp_path).values())
