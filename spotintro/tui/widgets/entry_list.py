"""Every entry of the account as rows to scroll, of which only those around what is seen are in memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.visual import Visual

from spotintro.errors import SpotIntroError
from spotintro.plain_text import single_line
from spotintro.tui.entry_pages import PAGE_ENTRIES, EntryPages, before
from spotintro.tui.widgets.lines import fitted

if TYPE_CHECKING:
    from textual.strip import Strip

    from spotintro.credits.base import Entry

WIDE: Final = 80
"""From this many columns on an entry is one line; below, two."""
_FEATURE_COLUMN: Final = 16

ReadHistory = Callable[[int | None, int], Awaitable[Sequence["Entry"]]]
"""Newest first, from below a number (None: from the newest on), so many."""


class EntryList(ScrollView, can_focus=False, inherit_bindings=False):
    """Newest first. `read` whenever it scrolled: what came into view is fetched then.

    Args:
        history: Where entries are read.
        scrolled: Called when rows may be wanted that aren't in memory.
    """

    def __init__(self, history: ReadHistory, scrolled: Callable[[], None]) -> None:
        super().__init__()
        self._history = history
        self._scrolled = scrolled
        self.pages = EntryPages()
        self._lines_each = 1
        self.note = "Reading the account …"
        """The line below the oldest entry."""

    async def begin(self) -> None:
        """Read the newest entries.

        Raises:
            CreditError: after telling it in `note`.
        """
        newest = await self._ask(None)
        self.pages.begin(newest)
        self.note = "That is all." if newest else "Nothing yet."
        self._measure()

    async def read(self) -> bool:
        """Read one page that is missing from what is seen now; False where none is.

        Raises:
            CreditError: after telling it in `note`.
        """
        first, last = self._rows_seen()
        missing = self.pages.missing(first, last)
        if not missing:
            return False
        found = await self._ask(before(missing[0]))
        # Whoever scrolled on meanwhile sees other rows than those it was read for.
        first, last = self._rows_seen()
        self.pages.put(missing[0], found, first_row=first, last_row=last)
        self.refresh()
        return True

    async def _ask(self, number: int | None) -> Sequence[Entry]:
        try:
            return await self._history(number, PAGE_ENTRIES)
        except SpotIntroError as problem:
            self.note = problem.in_full
            self._measure()
            raise

    def on_resize(self) -> None:
        row = self._rows_seen()[0]
        self._lines_each = 1 if self.size.width >= WIDE else 2
        self._measure()
        self.scroll_to(y=row * self._lines_each, animate=False)
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
        row, part = divmod(line, self._lines_each)
        if row >= self.pages.newest:
            note = Content.styled(self.note, "$foreground-muted").wrap(max(1, width))
            index = line - self.pages.newest * self._lines_each
            return note[index] if index < len(note) else Content("")
        entry = self.pages.at(row)
        if entry is None:
            return Content.styled("…" if part == 0 else "", "$foreground-muted")
        if self._lines_each == 1:
            return fitted(_wide(entry), width)
        return fitted(_narrow(entry) if part == 0 else Content(f"  {single_line(entry.description)}"), width)

    def _rows_seen(self) -> tuple[int, int]:
        first = int(self.scroll_y) // self._lines_each
        return first, first + max(1, self.size.height) // self._lines_each

    def _measure(self) -> None:
        width = self.size.width
        note = len(Content(self.note).wrap(max(1, width)))
        self.virtual_size = Size(width, self.pages.newest * self._lines_each + note)
        self.refresh()


def heading(width: int) -> Content | None:
    """Return the heading of the columns; None where it is too narrow for columns."""
    if width < WIDE:
        return None
    said = f"{'time':<16}  {'what':<{_FEATURE_COLUMN}}  {'credits':>7}  {'left':>7}  for"
    return Content.styled(said, "$foreground-muted")


def _wide(entry: Entry) -> Content:
    at = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    what = fitted(Content(_what(entry)), _FEATURE_COLUMN).plain
    figures = f"{at:<16}  {what:<{_FEATURE_COLUMN}}  {entry.amount:>+7}  {entry.balance_after:>7}  "
    return Content(figures + single_line(entry.description))


def _narrow(entry: Entry) -> Content:
    at = f"{entry.at.astimezone():%m-%d %H:%M}"
    said = f"  {_what(entry)} {entry.amount:+} · {entry.balance_after} left"
    return Content.assemble((at, "$foreground-muted"), said)


def _what(entry: Entry) -> str:
    return entry.step.label if entry.step is not None else entry.kind.label
