"""The cover of what plays: whole, beside the text, and only where there is room for it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from spotintro.tui.pictures.control import NO_CELLS
from spotintro.tui.pictures.drawing import Drawing, Place, place_on

if TYPE_CHECKING:
    from textual.geometry import Region

    from spotintro.config.settings import AlbumArt as Way
    from spotintro.music import Track
    from spotintro.tui.messages import CoverDrawn
    from spotintro.tui.pictures.terminal import CellSize

GAP: Final = 3
"""Columns between the picture and the text."""


class AlbumArt(Widget, can_focus=False):
    """Shows the track it was last told of, once its cover is drawn; until then its place is empty.

    Args:
        way: How the terminal shows pictures.
        cell_size: Measures the terminal's cells, given its columns and rows.
        want: Asks for a cover, which comes as `CoverDrawn`.
        stands_beside: Told the rows that it takes beside the text; 0 where it takes none.
    """

    def __init__(
        self,
        way: Way,
        cell_size: Callable[[int, int], CellSize | None],
        want: Callable[[str, Place], None],
        stands_beside: Callable[[int], None],
    ) -> None:
        super().__init__(id="album-art")
        self._way = way
        self._cell_size = cell_size
        self._want = want
        self._stands_beside = stands_beside
        self._image_id = random.randint(1, 2**24 - 1)  # noqa: S311 - other programs' pictures have theirs
        self._url: str | None = None
        self._place: Place | None = None
        self._drawing: Drawing | None = None
        self.display = False

    @property
    def drawing(self) -> Drawing | None:
        """The drawing that is shown."""
        return self._drawing

    def follow(self, track: Track | None) -> None:
        url = None if track is None else track.art_url
        if url != self._url:
            self._url, self._drawing = url, None
            self.lay_out()

    def lay_out(self) -> None:
        """Find the cover's place for a track or a screen of another size, and ask for the drawing."""
        width, height = self.app.size
        place = None
        if self._url is not None:
            place = place_on(width, height, self._way, self._cell_size(width, height), self._image_id)
        if place != self._place:
            self._place, self._drawing = place, None
        if place is None or self._url is None:
            self._hide()
        elif self._drawing is None:
            self.refresh()
            self._want(self._url, place)

    def on_cover_drawn(self, message: CoverDrawn) -> None:
        message.stop()
        if (message.url, message.place) != (self._url, self._place):
            return
        self._drawing = message.drawing
        if message.drawing is None:
            self._hide()
            return
        place = message.place
        # Not as DEFAULT_CSS: a widget that comes late with rules of its own has every rule of the app read again.
        self.styles.width, self.styles.height = place.columns, place.rows
        self.styles.dock = "none" if place.is_above else "left"
        self.styles.margin = (0, 0, 0, 0) if place.is_above else (0, GAP, 0, 0)
        self.display = True
        self._stands_beside(0 if place.is_above else place.rows)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Render the whole picture, or blanks where it is cut or below another screen, which it would cover."""
        drawing = self._drawing
        place = None if drawing is None else drawing.place
        whole = place is not None and (0, 0, place.columns, place.rows) == (
            crop.x,
            crop.y,
            crop.width,
            crop.height,
        )
        if drawing is None or not whole or not self.screen.is_active:
            return [Strip.blank(crop.width, self.rich_style)] * crop.height
        lines = [strip.apply_style(self.rich_style) for strip in drawing.strips]
        if drawing.overlay:
            x, y = self.region.offset
            # Its text comes first: what is written into a cell erases the picture there.
            over = Segment(f"\x1b7\x1b[{y + 1};{x + 1}H{drawing.overlay}\x1b8", None, NO_CELLS)
            lines[-1] = Strip([*lines[-1], over], lines[-1].cell_length)
        return lines

    def _hide(self) -> None:
        self.display = False
        self._stands_beside(0)
