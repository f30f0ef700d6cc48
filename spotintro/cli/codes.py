"""A voucher or a request on the command line: the text itself, a file with it, or `-` for what is piped in."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_MOST_BYTES = 256_000
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16's, which it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_code(words: Sequence[str]) -> str:
    """Return the code that the words say, or the content of the file or pipe that a single word names.

    Raises:
        OSError: the file can't be read.
    """
    if list(words) == ["-"]:
        binary = getattr(sys.stdin, "buffer", None)
        return sys.stdin.read(_MOST_BYTES) if binary is None else _text_of(binary.read(_MOST_BYTES))
    # Of os.path, since Path's raises for a voucher longer than a file's name can be.
    if len(words) == 1 and (os.path.exists(words[0]) or words[0].endswith(".voucher")):  # noqa: PTH110 - see above
        with Path(words[0]).open("rb") as stream:
            return _text_of(stream.read(_MOST_BYTES))
    return " ".join(words)


def _text_of(content: bytes) -> str:
    """Decode a text as its mark says; without one, as UTF-16 where a byte is 0, else as UTF-8."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if 0 in content:
        big = content[::2].count(0) > content[1::2].count(0)
        return content.decode("utf-16-be" if big else "utf-16-le", errors="replace")
    return content.decode(errors="replace")
