"""Pictures to be fetched and decoded."""

from __future__ import annotations

import io

from PIL import Image


def encoded(kind: str = "PNG", size: tuple[int, int] = (64, 64), colour: str = "#cc3311") -> bytes:
    """Make a picture whose left half is of that colour, and its right half black."""
    image = Image.new("RGB", size, colour)
    image.paste("#000000", (size[0] // 2, 0, size[0], size[1]))
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()
