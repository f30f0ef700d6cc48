"""The part of a long history that is in memory: a few pages around what is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spotintro.credits.base import Entry

PAGE_ENTRIES: Final = 100
MOST_PAGES: Final = 8
"""Two screens of 200 rows with their neighbours; what is farther from what is seen is dropped."""


class EntryPages:
    """Entries by number: an account's have no gaps, so that any of them is one look-up away.

    Page 0 holds the numbers from 1 to `PAGE_ENTRIES`.
    """

    def __init__(self) -> None:
        self.newest = 0
        """The number of the newest entry, and so how many there are."""
        self._pages: dict[int, dict[int, Entry]] = {}

    @property
    def kept(self) -> int:
        """The number of entries in memory."""
        return sum(len(page) for page in self._pages.values())

    def at(self, row: int) -> Entry | None:
        """Return the entry of a row, counted from the newest; None where it isn't in memory."""
        number = self.newest - row
        return self._pages.get(_page_of(number), {}).get(number)

    def missing(self, first_row: int, last_row: int) -> list[int]:
        """Return the pages that are still to be read for these rows: those seen first, then their neighbours."""
        if not self.newest:
            return []
        low, high = self._seen(first_row, last_row)
        wanted = [*range(high, low - 1, -1), low - 1, high + 1]
        return [page for page in wanted if 0 <= page <= _page_of(self.newest) and page not in self._pages]

    def put(self, page: int, entries: Iterable[Entry], *, first_row: int, last_row: int) -> None:
        """Keep a page that was read, and drop what is far from the rows that are seen."""
        self._pages[page] = {entry.sequence: entry for entry in entries if _page_of(entry.sequence) == page}
        low, high = self._seen(first_row, last_row)
        nearest = sorted(self._pages, key=lambda each: max(low - each, each - high, 0))
        # However tall the screen: what `missing` asks for must not be what is dropped.
        for far in nearest[max(MOST_PAGES, high - low + 3) :]:
            del self._pages[far]

    def _seen(self, first_row: int, last_row: int) -> tuple[int, int]:
        """Return the lowest and the highest page of these rows."""
        return _page_of(max(1, self.newest - last_row)), _page_of(max(1, self.newest - first_row))

    def begin(self, newest: Sequence[Entry]) -> None:
        """Start from the newest `PAGE_ENTRIES`, newest first; what came since are new rows above the others."""
        if newest:
            self._pages.pop(_page_of(max(self.newest, 1)), None)  # it may have grown
            self.newest = newest[0].sequence
            self.put(_page_of(self.newest), newest, first_row=0, last_row=0)


def before(page: int) -> int:
    """Return the number that `history(before=…)` takes to begin with the page's newest entry."""
    return (page + 1) * PAGE_ENTRIES + 1


def _page_of(number: int) -> int:
    return (number - 1) // PAGE_ENTRIES
