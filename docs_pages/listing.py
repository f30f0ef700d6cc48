"""Puts each list between the marks of its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from docs_pages.commands import command_lines
from docs_pages.errors import error_lines
from docs_pages.keys import key_lines
from docs_pages.settings import setting_lines

BEGIN = "<!-- From here on the program lists it: `make docs` writes this anew. -->"
END = "<!-- The end of the list. -->"

_DOCS = Path(__file__).parent.parent / "docs"

LISTS: dict[Path, Callable[[], Iterator[str]]] = {
    _DOCS / "commands.md": command_lines,
    _DOCS / "errors.md": error_lines,
    _DOCS / "keys.md": key_lines,
    _DOCS / "settings.md": setting_lines,
}


def with_lists(page: Path) -> str:
    """Return the text of the page with its list as the program has it now.

    Raises:
        ValueError: the page doesn't have the two marks, each on a line of its own.
    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(f"{BEGIN}\n")
    _, end, after = rest.partition(f"{END}\n")
    if not begin or not end:
        raise ValueError(f"{page.name} has no place for its list.")
    lines = "\n".join(LISTS[page]())
    return f"{before}{begin}\n{lines}\n\n{end}{after}"
