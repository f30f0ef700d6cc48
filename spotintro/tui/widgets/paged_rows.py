"""A long list as rows to scroll, of which only those around what is seen are in memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.visual import Visual

from spotintro.errors import SpotIntroError
from spotintro.tui.row_pages import RowPages, top_of
from spotintro.tui.widgets.lines import Targets, fitted

if TYPE_CHECKING:
    from textual.strip import Strip

_T = TypeVar("_T")

WIDE: Final = 76
"""From this many columns on a row is one line; below, two."""

ReadRows = Callable[[int | None], Awaitable[tuple[int, Sequence[_T]]]]
"""Reads a page, newest first, from this number down (None: from the newest); returns the first's number."""


class PagedRows(ScrollView, Targets, Generic[_T], can_focus=False, inherit_bindings=False):
    """Newest first. `read` whenever it scrolled: what came into view is fetched then.

    A subclass draws a row.

    Args:
        rows: Where rows are read.
        scrolled: Called when rows may be wanted that aren't in memory.
        empty: What is said where there is none.
    """

    DEFAULT_CSS = """
    PagedRows { overflow-x: hidden; }
    """

    def __init__(self, rows: ReadRows[_T], scrolled: Callable[[], None], *, empty: str = "Nothing yet.") -> None:
        super().__init__()
        self._read_rows = rows
        self._scrolled = scrolled
        self._empty = empty
        self.pages: RowPages[_T] = RowPages()
        self.lines_each = 1
        self.note = "Reading the account …"
        """The line below the oldest row."""

    def wide(self, row: int, shown: _T) -> Content:
        """Draw a row in one line."""
        # No abstract method: a widget's metaclass is Textual's own.
        raise NotImplementedError

    def narrow(self, row: int, shown: _T) -> tuple[Content, Content]:
        """Draw a row in two lines."""
        # Not abstract either, for the same reason.
        raise NotImplementedError

    async def begin(self) -> None:
        """Read the newest rows.

        Raises:
            CreditError: after telling it in `note`.
        """
        top, newest = await self._ask(None)
        self.pages.begin(top, newest)
        self.note = "That is all." if newest else self._empty
        self._measure()

    async def read(self) -> bool:
        """Read one page that is missing from what is seen now; False where none is.

        Raises:
            CreditError: after telling it in `note`.
        """
        first, last = self.rows_seen()
        missing = self.pages.missing(first, last)
        if not missing:
            return False
        top, found = await self._ask(min(top_of(missing[0]), self.pages.newest))
        # Whoever scrolled on meanwhile sees other rows than those it was read for.
        first, last = self.rows_seen()
        self.pages.put(missing[0], top, found, first_row=first, last_row=last)
        self.refresh()
        return True

    async def _ask(self, number: int | None) -> tuple[int, Sequence[_T]]:
        try:
            return await self._read_rows(number)
        except SpotIntroError as problem:
            self.note = problem.in_full
            self._measure()
            raise

    def on_resize(self) -> None:
        row = self.rows_seen()[0]
        self.lines_each = 1 if self.size.width >= WIDE else 2
        self._measure()
        self.scroll_to(y=row * self.lines_each, animate=False)
        self._scrolled()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._scrolled()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        content = self._line(self.scroll_offset.y + y, width)
        return Visual.to_strips(self, content, width, 1, self.visual_style, pad=True)[0]

    def _line(self, line: int, width: int) -> Content:
        row, part = divmod(line, self.lines_each)
        if row >= self.pages.newest:
            note = Content.styled(self.note, "$foreground-muted").wrap(max(1, width))
            index = line - self.pages.newest * self.lines_each
            return note[index] if index < len(note) else Content("")
        shown = self.pages.at(row)
        if shown is None:
            return Content.styled("…" if part == 0 else "", "$foreground-muted")
        return fitted(self.wide(row, shown) if self.lines_each == 1 else self.narrow(row, shown)[part], width)

    def rows_seen(self) -> tuple[int, int]:
        """Return the first and the last row that are seen."""
        first = int(self.scroll_y) // self.lines_each
        return first, first + max(1, self.size.height) // self.lines_each

    def _measure(self) -> None:
        width = self.size.width
        note = len(Content(self.note).wrap(max(1, width)))
        self.virtual_size = Size(width, self.pages.newest * self.lines_each + note)
        self.refresh()
