"""The pages as a reader has them: their files, headings, links and blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
DOCS = PROJECT / "docs"
PAGES = (
    PROJECT / "README.md",
    PROJECT / "CONTRIBUTING.md",
    PROJECT / "CHANGELOG.md",
    *sorted(page for page in DOCS.glob("*.md") if not page.is_symlink()),
)
_FENCED = re.compile(
    r"^(?:(?P<mark>[ ]*<!--.*?-->)\n)?(?P<indent>[ ]*)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code in a page."""

    page: str
    line: int
    language: str
    text: str
    needs: str
    """What the comment above it says that it needs; "" where there is none."""

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _FENCED.finditer(text):
        indent = match["indent"]
        inner = "".join(line.removeprefix(indent) for line in match["text"].splitlines(keepends=True))
        needs = re.fullmatch(r"<!-- needs: (.+) -->", (match["mark"] or "").strip())
        line = text.count("\n", 0, match.start("language")) + 1
        found.append(Block(page.name, line, match["language"], inner, needs[1] if needs else ""))
    return found


def prose_of(page: Path) -> str:
    """Return the text of a page without its blocks and the code in its lines."""
    return re.sub(r"`[^`\n]*`", "``", _FENCED.sub("", page.read_text(encoding="utf-8")))


def links_of(page: Path) -> list[str]:
    return [one or other for one, other in _LINK.findall(prose_of(page))]


def anchors_of(page: Path) -> set[str]:
    """Return the names of a page's headings, as GitHub and the site's builder make them."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings}
