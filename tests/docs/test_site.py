"""The site that `make docs` builds: without a warning, whole in itself, and with nothing of another host."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Error, Request, sync_playwright

from tests.conftest import require_program
from tests.docs.pages import DOCS, PROJECT

pytestmark = pytest.mark.slow

ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
WORD_OF_A_STYLE = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)|@import\s+['\"]([^'\"]+)", re.IGNORECASE)


class Built(HTMLParser):
    """Reads a built page: where it leads, what it loads, and what can be led to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self._in_style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value is not None}
        if "id" in given:
            self.anchors.add(given["id"])
        self._in_style = tag == "style"
        self.loads += [address for word in WORD_OF_A_STYLE.findall(given.get("style", "")) for address in word]
        if tag == "a":
            self.leads.append(given.get("href", "#"))
        elif "href" in given and not (tag == "link" and given.get("rel") in {"prev", "next", "canonical"}):
            self.loads.append(given["href"])
        self.loads += [given[name] for name in ("src", "data", "poster", "action") if name in given]
        self.loads += [each.split()[0] for each in given.get("srcset", "").split(",") if each.strip()]

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.loads += [address for word in WORD_OF_A_STYLE.findall(data) for address in word if address]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built in a copy as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(DOCS, folder / "docs", symlinks=False)
    shutil.copy(PROJECT / "zensical.toml", folder)
    program = Path(sys.executable).with_name("zensical")
    built = subprocess.run(
        [program, "build", "--strict", "--clean"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert "No issues found" in built.stderr
    return folder / "site"


def pages(site: Path) -> dict[Path, Built]:
    return {path: Built(path.read_text(encoding="utf-8")) for path in sorted(site.glob("*.html"))}


def dead(found: dict[Path, Built]) -> list[str]:
    """Return what leads or loads from a page to a file or heading that isn't there."""
    missing = []
    for path, built in found.items():
        for address in (*built.leads, *built.loads):
            if re.match(r"[a-z]+:|//", address):
                continue
            name, _, anchor = address.partition("#")
            # The page for what isn't there is shown at any address, so its own start at the site's root.
            target = path if not name else (path.parent / name.lstrip("/").partition("?")[0]).resolve()
            target = target / "index.html" if target.is_dir() else target
            anchors = found[target].anchors if target in found else set()
            if not target.is_file() or (anchor not in {"", "__skip"} and anchor not in anchors):
                missing.append(f"{path.name}: {address}")
    return missing


def test_there_is_a_page_of_each_and_the_list_at_the_side_has_it(site: Path) -> None:
    named = {page.with_suffix("").name for page in DOCS.glob("*.md")}
    assert {page.with_suffix("").name for page in site.glob("*.html")} == named | {"404"}
    listed = str(tomllib.loads((PROJECT / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"])
    assert set(re.findall(r"'([a-z-]+)\.md'", listed)) == named


def test_every_link_of_the_built_pages_leads_somewhere(site: Path) -> None:
    assert dead(pages(site)) == []


def test_a_dead_link_of_a_built_page_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="gone.html">a</a><a href="#gone">b</a><img src="gone.png">')
    assert len(dead(pages(tmp_path))) == 3


def test_no_built_page_or_style_names_another_host_but_in_a_link(site: Path) -> None:
    for path, built in pages(site).items():
        assert [address for address in built.loads if ELSEWHERE.match(address)] == [], path.name
    for style in site.rglob("*.css"):
        assert WORD_OF_A_STYLE.findall(style.read_text(encoding="utf-8")) == [], style.name
    for picture in site.rglob("*.svg"):
        assert WORD_OF_A_STYLE.findall(picture.read_text(encoding="utf-8")) == [], picture.name


@pytest.mark.parametrize(
    "text",
    [
        '<link rel="stylesheet" href="https://fonts.example/a.css">',
        '<script src="//example.org/a.js"></script>',
        '<img srcset="a.png 1x, https://example.org/b.png 2x">',
        "<style>@font-face { src: url(https://example.org/a.woff2) }</style>",
        '<p style="background: url(http://example.org/a.png)">',
    ],
)
def test_what_a_page_loads_from_elsewhere_would_be_seen(text: str) -> None:
    assert any(ELSEWHERE.search(address) for address in Built(text).loads)


def test_a_browser_asks_no_other_host_for_any_page(site: Path) -> None:
    program = require_program("chromium")["chromium"]
    asked: list[str] = []
    told: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    def fault(error: Error) -> None:
        told.append(str(error))

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(color_scheme="dark")
        page.on("request", note)
        page.on("pageerror", fault)
        for path in sorted(site.glob("*.html")):
            page.goto(path.as_uri())
        browser.close()
    assert len(asked) > len(list(site.glob("*.html")))
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert told == []
