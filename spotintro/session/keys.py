"""The keys that a line names: as the first face writes them, and where they stand, for a face that has others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_MARK: Final = "\ue000{command}\ue001{written}\ue002"
"""Of characters that no text from outside has (`plain_text`)."""
_MARKED: Final = re.compile("\ue000([^\ue001]*)\ue001([^\ue002]*)\ue002")


@dataclass(frozen=True, slots=True)
class Key:
    """One key that a text names."""

    command: str
    begin: int
    end: int


def marking(key_of: Callable[[str], str]) -> Callable[[str], str]:
    """Return a `key_of` whose keys `unmarked` finds again in the text that they were written into."""

    def marked(command: str) -> str:
        written = key_of(command)
        return _MARK.format(command=command, written=written) if written else ""

    return marked


def unmarked(text: str) -> tuple[str, tuple[Key, ...]]:
    """Return the text without marks, and the keys that it names, in their order."""
    keys: list[Key] = []
    plain, end = "", 0
    for found in _MARKED.finditer(text):
        plain += text[end : found.start()]
        keys.append(Key(found[1], len(plain), len(plain) + len(found[2])))
        plain, end = plain + found[2], found.end()
    return plain + text[end:], tuple(keys)


def reworded(text: str, keys: tuple[Key, ...], word_of: Callable[[str, str], str]) -> str:
    """Return the text as another face writes it.

    Args:
        text: As the first face has it.
        keys: Those that it names.
        word_of: Called with each key's command and how the first face writes it.
    """
    said, end = "", 0
    for key in keys:
        said += text[end : key.begin] + word_of(key.command, text[key.begin : key.end])
        end = key.end
    return said + text[end:]
