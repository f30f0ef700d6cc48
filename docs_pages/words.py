"""Text of the program as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CODE = re.compile(r"(`[^`]*`)")
_MARKUP = re.compile(r"[<>*\[\]|]|(?<!\w)_|_(?!\w)")


def as_text(text: str) -> str:
    """Write a sentence so that nothing in it is taken for markup, but for code between backticks."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(part if part.startswith("`") else _MARKUP.sub(r"\\\g<0>", part) for part in parts)


def row(cells: Iterable[str]) -> str:
    """Write a row of a table."""
    return f"| {' | '.join(cells)} |"


def code(text: str) -> str:
    """Write text as code."""
    fence = "``" if "`" in text else "`"
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"
