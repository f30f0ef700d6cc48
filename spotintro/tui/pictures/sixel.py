"""A picture in sixels: six rows of pixels at a time, a pass over them for each colour.

https://vt100.net/docs/vt3xx-gp/chapter14.html
"""

from __future__ import annotations

import re
from typing import Final

from spotintro.artwork.picture import PalettePicture

COLOURS: Final = 64
"""Enough for a cover of a few cells, and what every terminal with sixels has registers for."""
_BAND: Final = 6
_EMPTY: Final = 63
"""The character of a column in which nothing is set; the six pixels are the bits above it."""
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)


def encode(picture: PalettePicture) -> str:
    """Encode the picture; to be written with the cursor at its upper left corner. Blocks for some 10 ms."""
    parts = [f'\x1bP0;1;0q"1;1;{picture.width};{picture.height}']
    parts.extend(
        f"#{number};2;{red * 100 // 255};{green * 100 // 255};{blue * 100 // 255}"
        for number, (red, green, blue) in enumerate(picture.palette)
    )
    for top in range(0, picture.height, _BAND):
        passes = [f"#{colour}{_run_lengths(line)}" for colour, line in sorted(_band(picture, top).items())]
        parts.append("$".join(passes) + "-")
    return "".join(parts) + "\x1b\\"


def _band(picture: PalettePicture, top: int) -> dict[int, bytearray]:
    """Return for each colour in the six rows from `top` on a sixel character per column."""
    lines: dict[int, bytearray] = {}
    for offset in range(min(_BAND, picture.height - top)):
        start = (top + offset) * picture.width
        bit = 1 << offset
        for x, colour in enumerate(picture.indices[start : start + picture.width]):
            line = lines.get(colour)
            if line is None:
                line = lines[colour] = bytearray([_EMPTY]) * picture.width
            line[x] += bit
    return lines


def _run_lengths(line: bytearray) -> str:
    said = line.rstrip(bytes([_EMPTY]))
    return _RUN.sub(lambda run: b"!%d%c" % (len(run[0]), run[1][0]), said).decode("ascii")
