"""A picture in kitty's graphics protocol, by placeholder characters.

They are text like any other, so that the picture is moved and written over as text is.
https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders
"""

from __future__ import annotations

import base64
import zlib
from typing import Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from spotintro.artwork.picture import Picture
from spotintro.tui.pictures.control import NO_CELLS

_PLACEHOLDER: Final = "\U0010eeee"
# The first of the protocol's marks, one for each row: rowcolumn-diacritics.txt.
_ROWS: Final = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352\u0357"
    "\u035b\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f"
)
MAX_ROWS: Final = len(_ROWS)
_CHUNK: Final = 4096
"""The longest payload of one message that the protocol allows."""


def strips(picture: Picture, columns: int, rows: int, *, image_id: int) -> tuple[Strip, ...]:
    """Return `rows` lines of `columns` cells; the terminal fits the picture into them, whole.

    `image_id` is from 1 to 2**24 - 1: the placeholders carry it as their colour. The same one again replaces the
    picture. It is sent with the first line, so that it is there before the placeholders are.
    """
    style = Style(color=Color.from_rgb(image_id >> 16 & 255, image_id >> 8 & 255, image_id & 255))
    lines = []
    for row in range(rows):
        # The cells after a row's first one count on from it.
        cells = Segment(_PLACEHOLDER + _ROWS[row] + _ROWS[0] + _PLACEHOLDER * (columns - 1), style)
        lines.append(Strip([_sending(picture, columns, rows, image_id), cells] if row == 0 else [cells], columns))
    return tuple(lines)


def _sending(picture: Picture, columns: int, rows: int, image_id: int) -> Segment:
    payload = base64.standard_b64encode(zlib.compress(picture.rgb)).decode()
    chunks = [payload[start : start + _CHUNK] for start in range(0, len(payload), _CHUNK)]
    head = f"a=T,U=1,i={image_id},f=24,o=z,s={picture.width},v={picture.height},c={columns},r={rows},q=2,"
    messages = [
        f"\x1b_G{head if number == 0 else 'q=2,'}m={int(number < len(chunks) - 1)};{chunk}\x1b\\"
        for number, chunk in enumerate(chunks)
    ]
    return Segment("".join(messages), None, NO_CELLS)
