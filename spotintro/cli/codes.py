"""A voucher or a request on the command line: the text itself, a file with it, or `-` for what is piped in."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_MOST_CHARACTERS = 64_000


def read_code(words: Sequence[str]) -> str:
    """Return the code that the words say, or the content of the file that a single word names.

    Raises:
        OSError: the file can't be read.
    """
    if list(words) == ["-"]:
        return sys.stdin.read(_MOST_CHARACTERS)
    # Of os.path, since Path's raises for a voucher longer than a file's name can be.
    if len(words) == 1 and (os.path.isfile(words[0]) or words[0].endswith(".voucher")):  # noqa: PTH113 - see above
        with Path(words[0]).open(encoding="utf-8", errors="replace") as stream:
            return stream.read(_MOST_CHARACTERS)
    return " ".join(words)
