"""Covers for music that has none: drawn from a name, the same each time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

_SIDE: Final = 320
_PALETTES: Final = (
    ((18, 32, 58), (240, 180, 90), (214, 84, 72), (240, 232, 214)),
    ((28, 60, 52), (242, 201, 76), (111, 180, 141), (240, 244, 230)),
    ((52, 24, 66), (236, 110, 140), (116, 140, 232), (250, 226, 210)),
    ((70, 26, 22), (232, 146, 60), (250, 214, 140), (120, 170, 180)),
    ((20, 50, 80), (90, 190, 210), (250, 250, 240), (236, 112, 70)),
)


def draw(name: str) -> Image:
    """Draw a cover of a few plain shapes. Blocks for some milliseconds."""
    from PIL import Image, ImageDraw

    digest = hashlib.sha256(name.encode()).digest()
    ground, first, second, third = _PALETTES[digest[0] % len(_PALETTES)]
    image = Image.new("RGB", (_SIDE, _SIDE), ground)
    pen = ImageDraw.Draw(image)
    horizon = _SIDE * (45 + digest[1] % 30) // 100
    pen.rectangle((0, horizon, _SIDE, _SIDE), fill=second)
    radius = _SIDE * (14 + digest[2] % 16) // 100
    x, y = _SIDE * (25 + digest[3] % 50) // 100, horizon - radius // 2
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=first)
    for number in range(3 + digest[4] % 3):
        at = _SIDE * (digest[5 + number] % 90) // 100
        if digest[10] % 2:
            pen.polygon(((at, _SIDE), (at + 34, horizon - digest[11 + number] // 3), (at + 68, _SIDE)), fill=third)
        else:
            top = horizon + (digest[11 + number] % 60)
            pen.rectangle((at, top, at + 22, _SIDE), fill=third)
    return image
