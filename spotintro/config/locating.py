"""In which line of a TOML text a key stands.

tomllib keeps no places, so it is asked about beginnings of the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

_MAX_PROBES = 200  # a text made of nothing but candidates gets the line of the first


def line_of(path: Sequence[str], text: str) -> int:
    """Find the line, from 1, where a key or table begins; else that of its nearest parent, else 1.

    A beginning of a TOML text that ends before a statement is TOML itself. So the line of a key is the first one
    before which the text parses, and after which it has the key or is in the middle of its value.
    """
    lines = text.split("\n")
    for length in range(len(path), 0, -1):
        found = _first_line_with(path[:length], lines)
        if found is not None:
            return found
    return 1


def _first_line_with(path: Sequence[str], lines: list[str]) -> int | None:
    name = re.compile(rf"(?<![A-Za-z0-9_-]){re.escape(path[-1])}(?![A-Za-z0-9_-])")
    candidates = [index for index, line in enumerate(lines) if name.search(line)]
    for index in candidates[:_MAX_PROBES]:
        before = _parse(lines[:index])
        if before is None:  # inside a value of several lines
            continue
        after = _parse(lines[: index + 1])
        key_part = lines[index].partition("=")[0]
        if (after is not None and _has(after, path)) or (after is None and name.search(key_part)):
            return index + 1
    return candidates[0] + 1 if candidates else None


def _parse(lines: list[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return None


def _has(document: dict[str, Any], path: Sequence[str]) -> bool:
    value: Any = document
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True
