"""A cover, drawn for a place of so many cells in the way the terminal can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from spotintro.config.settings import AlbumArt
from spotintro.tui.pictures.terminal import CellSize
from spotintro.tui.widgets.lines import NARROW_COLUMNS

if TYPE_CHECKING:
    from textual.strip import Strip

    from spotintro.artwork.picture import Picture

_USUAL_CELL: Final = CellSize(10, 20)
_FEWEST_COLUMNS: Final = 80
_FEWEST_ROWS: Final = 24
"""Of a screen with a picture beside the text."""
_PORTRAIT_ROWS: Final = 44
"""From this many rows on, a narrow screen has room for a picture above the text."""
_LARGE_ROWS: Final = 50
_MOST_ROWS: Final = 20
_MOST_OF_THE_WIDTH: Final = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture goes, and how."""

    way: AlbumArt
    """Neither `AUTO` nor `OFF`."""
    columns: int
    rows: int
    cell: CellSize | None
    image_id: int = 1
    """Kitty's."""
    is_above: bool = False
    """Whether it stands above the text, not beside it."""


def place_on(width: int, height: int, way: AlbumArt, cell: CellSize | None, image_id: int) -> Place | None:
    """Find the place of a picture on a screen of that many columns and rows; None where there is no room."""
    shape = _USUAL_CELL if cell is None or way is AlbumArt.BLOCKS else cell
    if width < NARROW_COLUMNS and height >= _PORTRAIT_ROWS:
        rows = min(round(width * shape.width / shape.height), height // 4 + 1, _MOST_ROWS)
        columns = min(round(rows * shape.height / shape.width), width)
        return Place(way, columns, rows, cell, image_id, is_above=True) if columns and rows else None
    if width < _FEWEST_COLUMNS or height < _FEWEST_ROWS:
        return None
    rows = min(height // 3 if height >= _LARGE_ROWS else height // 4, _MOST_ROWS)
    columns = min(round(rows * shape.height / shape.width), width // _MOST_OF_THE_WIDTH)
    rows = min(rows, round(columns * shape.width / shape.height))
    return Place(way, columns, rows, cell, image_id) if columns and rows else None


@dataclass(frozen=True, slots=True)
class Drawing:
    place: Place
    strips: tuple[Strip, ...]
    """The rows."""
    overlay: str = ""
    """Codes to be written with the cursor on the upper left cell, after the rows: they draw over them."""


def draw(place: Place, picture: Callable[[int, int], Picture]) -> Drawing:
    """Draw the cover for its place. Blocks. `picture` gives the whole cover within a width and height in pixels.

    Raises:
        ArtworkError: `picture` has none.
    """
    from textual.strip import Strip

    columns, rows, cell = place.columns, place.rows, place.cell or _USUAL_CELL
    if place.way is AlbumArt.BLOCKS:
        from spotintro.tui.pictures import half_blocks

        return Drawing(place, half_blocks.strips(picture(columns, 2 * rows), columns, rows))
    found = picture(columns * cell.width, rows * cell.height)
    if place.way is AlbumArt.KITTY:
        from spotintro.tui.pictures import kitty

        return Drawing(place, kitty.strips(found, columns, rows, image_id=place.image_id))
    from spotintro.artwork.picture import with_palette
    from spotintro.tui.pictures import sixel

    blank = tuple(Strip.blank(columns) for _ in range(rows))
    return Drawing(place, blank, sixel.encode(with_palette(found, sixel.COLOURS)))
