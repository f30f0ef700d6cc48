"""The part of a long list that is in memory: a few pages around what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Generic, TypeVar

PAGE_ROWS: Final = 100
MOST_PAGES: Final = 8
"""Two screens of 200 rows with their neighbours; what is farther from what is seen is dropped."""

_T = TypeVar("_T")


class RowPages(Generic[_T]):
    """Rows by number, the oldest 1 and the newest the highest, so that any of them is one look-up away.

    Page 0 holds the numbers from 1 to `PAGE_ROWS`.
    """

    def __init__(self) -> None:
        self.newest = 0
        """The number of the newest row, and so how many there are."""
        self._pages: dict[int, dict[int, _T]] = {}

    @property
    def kept(self) -> int:
        """The number of rows in memory."""
        return sum(len(page) for page in self._pages.values())

    def at(self, row: int) -> _T | None:
        """Return what is in a row, counted from the newest; None where it isn't in memory."""
        number = self.newest - row
        return self._pages.get(_page_of(number), {}).get(number)

    def change(self, row: int, changed: _T) -> None:
        """Put this into a row that is in memory."""
        number = self.newest - row
        self._pages[_page_of(number)][number] = changed

    def missing(self, first_row: int, last_row: int) -> list[int]:
        """Return the pages that are still to be read for these rows: those seen first, then their neighbours."""
        if not self.newest:
            return []
        low, high = self._seen(first_row, last_row)
        wanted = [*range(high, low - 1, -1), low - 1, high + 1]
        return [page for page in wanted if 0 <= page <= _page_of(self.newest) and page not in self._pages]

    def put(self, page: int, top: int, rows: Sequence[_T], *, first_row: int, last_row: int) -> None:
        """Keep a page that was read, newest first from the number `top`, and drop what is far from view."""
        numbered = ((top - index, each) for index, each in enumerate(rows))
        self._pages[page] = {number: each for number, each in numbered if _page_of(number) == page}
        low, high = self._seen(first_row, last_row)
        nearest = sorted(self._pages, key=lambda each: max(low - each, each - high, 0))
        # However tall the screen: what `missing` asks for must not be what is dropped.
        for far in nearest[max(MOST_PAGES, high - low + 3) :]:
            del self._pages[far]

    def _seen(self, first_row: int, last_row: int) -> tuple[int, int]:
        """Return the lowest and the highest page of these rows."""
        return _page_of(max(1, self.newest - last_row)), _page_of(max(1, self.newest - first_row))

    def begin(self, top: int, newest: Sequence[_T]) -> None:
        """Start from the newest `PAGE_ROWS`, newest first; what came since are new rows above the others."""
        if newest:
            self._pages.pop(_page_of(max(self.newest, 1)), None)  # it may have grown
            self.newest = top
            self.put(_page_of(top), top, newest, first_row=0, last_row=0)


def top_of(page: int) -> int:
    """Return the highest number that a page may hold."""
    return (page + 1) * PAGE_ROWS


def _page_of(number: int) -> int:
    return (number - 1) // PAGE_ROWS
