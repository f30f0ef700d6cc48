"""The pages hang together: every link leads somewhere, and the README is short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spotintro.config import paths
from spotintro.state import answers, auto_use, told, web_access
from tests.docs.pages import DOCS, PAGES, PROJECT, anchors_of, blocks_of, links_of

README = PROJECT / "README.md"


def dead(page: Path) -> list[str]:
    """Return the links inside the project that lead nowhere."""
    found = []
    for link in links_of(page):
        if re.match(r"(https?|mailto):", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.is_file() or (anchor and anchor not in anchors_of(target)):
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_and_a_heading_that_is_there(page: Path) -> None:
    assert dead(page) == []


def test_a_link_that_leads_nowhere_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Here\n\n[a](#here) [b](#there) [c](page.md#here) [d](gone.md) ![e](gone.png) `[f](code.md)`\n"
    )
    assert dead(page) == ["#there", "gone.md", "gone.png"]


def test_the_readme_is_read_in_four_minutes() -> None:
    assert len(README.read_text(encoding="utf-8").split()) <= 900


def test_a_newcomer_needs_two_commands() -> None:
    first = blocks_of(README)[0]
    assert [line.split("#")[0].strip() for line in first.text.splitlines()] == ["make demo", "make test"]


def test_the_readme_and_the_first_page_lead_to_every_page() -> None:
    there = {page.name for page in DOCS.glob("*.md")}
    from_readme = {Path(link.partition("#")[0]).name for link in links_of(README)} | {"changes.md", "index.md"}
    assert there - from_readme == set()
    assert there - {link.partition("#")[0] for link in links_of(DOCS / "index.md")} == {"index.md"}


def test_the_changes_are_the_changelog() -> None:
    assert (DOCS / "changes.md").read_text(encoding="utf-8") == (PROJECT / "CHANGELOG.md").read_text(
        encoding="utf-8"
    )


def test_the_page_on_privacy_names_every_folder_of_ours() -> None:
    page = (DOCS / "privacy.md").read_text(encoding="utf-8")
    folders = {name.partition("/")[0] for name in paths._FOLDERS}
    assert {name for name in folders if f"`{name}/`" not in page} == set()


def test_the_page_on_privacy_names_the_small_files_of_ours() -> None:
    page = (DOCS / "privacy.md").read_text(encoding="utf-8")
    here = Path()
    files = {
        *(file_in(here).name for file_in in (answers.file_in, auto_use.file_in, web_access.file_in)),
        *(told.LOCAL_SERVER, told.SUPPORT_ASKED, "served-at", "served.lock", "servers.json"),
        *(paths.Paths(here, here).store_file.name, paths.Paths(here, here).log_file.name),
    }
    assert {name for name in files if f"`{name}`" not in page} == set()
