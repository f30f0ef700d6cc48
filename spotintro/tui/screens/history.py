"""Every entry of the account, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from spotintro.session.events import BalanceRead
from spotintro.tui.row_pages import PAGE_ROWS
from spotintro.tui.screens.page import UNAVAILABLE, Page
from spotintro.tui.widgets.entry_list import EntryList, heading
from spotintro.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from spotintro.credits.base import Entry
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.messages import Happened
    from spotintro.tui.screens.page import StartWorker

_TITLE = "History of the account"
_SHORT_TITLE = "History"
_NARROW: Final = 56


class _Columns(Lines):
    def lines(self, width: int) -> list[Content]:
        columns = heading(width)
        return [] if columns is None else [columns]


class HistoryPage(Page):
    DEFAULT_CSS: ClassVar[str] = """
    HistoryPage _Columns { margin-top: 1; max-width: 110; }
    HistoryPage EntryList {
        height: 1fr;
        max-width: 111;
        margin-bottom: 1;
        scrollbar-size-vertical: 1;
        scrollbar-color: $rule;
        scrollbar-background: $background;
    }
    HistoryPage.-short EntryList, HistoryPage.-tiny EntryList { margin-bottom: 0; }
    HistoryPage.-short _Columns, HistoryPage.-tiny _Columns { margin-top: 0; }
    """

    def __init__(self, session: Session, keymap: Keymap, start: StartWorker) -> None:
        self._session = session
        self._start = start
        self._reading = False
        self._begun = False
        self.entries = EntryList(self._rows, self._read_on)
        super().__init__("history", _TITLE, keymap, self.entries)

    def compose_body(self) -> ComposeResult:
        yield _Columns()
        yield self.entries

    def on_mount(self) -> None:
        self._start(self._begin(), "history", "reading the history")

    def on_happened(self, message: Happened) -> None:
        """Begin once the account is there, or is known not to be: the page may have come first."""
        if isinstance(message.event, BalanceRead) and not self._begun:
            self._start(self._begin(), "history", "reading the history")

    def scroll_to_end(self, direction: int) -> None:
        super().scroll_to_end(direction)
        if direction < 0:
            self._start(self._begin(), "history", "reading the history")

    async def _rows(self, number: int | None) -> tuple[int, Sequence[Entry]]:
        account = self._session.account
        assert account is not None, "what asks has made sure that there is one"
        found = await account.history(before=None if number is None else number + 1, limit=PAGE_ROWS)
        return found[0].sequence if found else 0, found

    async def _begin(self) -> None:
        if self._session.account is None:
            if self._session.standing.account_fails:
                self.entries.note = UNAVAILABLE
                self.entries.refresh()
            return
        self._begun = True
        await self.entries.begin()
        count = self.entries.pages.newest
        # Whole also at 30 columns, beside the way back.
        title = _TITLE if self.app.size.width > _NARROW else _SHORT_TITLE
        self.page_title.tell(f"{title} · {count:,} entries" if count > 1 else title)
        self._read_on()

    def _read_on(self) -> None:
        """Read what is missing from view, one reader at a time: of a long scroll only its end is read."""
        if not self._reading and self._session.account is not None and self.entries.pages.newest:
            self._reading = True
            self._start(self._read(), "history pages", "reading the history")

    async def _read(self) -> None:
        try:
            while await self.entries.read():
                pass
        finally:
            self._reading = False
