"""A picture of upper half-blocks: two pixels in each cell, in any terminal with colours."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from spotintro.artwork.picture import Picture


def strips(picture: Picture, columns: int, rows: int) -> tuple[Strip, ...]:
    """Return exactly `rows` lines of `columns` cells, the picture in their middle."""
    left, top = (columns - picture.width) // 2, (2 * rows - picture.height) // 2
    return tuple(
        Strip([_cell(picture, column - left, 2 * row - top) for column in range(columns)], columns)
        for row in range(rows)
    )


def _cell(picture: Picture, x: int, y: int) -> Segment:
    upper, lower = _colour(picture, x, y), _colour(picture, x, y + 1)
    if upper is None and lower is None:
        return Segment(" ")
    if upper is None:
        return Segment("▄", Style(color=lower))
    return Segment("▀", Style(color=upper, bgcolor=lower))


def _colour(picture: Picture, x: int, y: int) -> Color | None:
    if not (0 <= x < picture.width and 0 <= y < picture.height):
        return None
    return _rich_colour(*picture.pixel(x, y))


@lru_cache(4096)
def _rich_colour(red: int, green: int, blue: int) -> Color:
    return Color.from_rgb(red, green, blue)
