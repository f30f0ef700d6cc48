"""The middle of the screen: the host's words, and the log with what they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Container

from spotintro.tui.widgets.lines import TINY_ROWS, RowsWanted

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from spotintro.tui.widgets.host_text import HostText
    from spotintro.tui.widgets.message_log import MessageLog
    from spotintro.tui.widgets.now_playing import Header

_HOST_ROWS: Final = 2
"""The host keeps so many rows, however much there is to log."""
_LOG_PART: Final = 3
"""The log takes at most this part of the screen: a third."""


class Stage(Container):
    """Shares its rows: the host has what it needs first, the log at least one line and at most a third.

    Where the host needs more than there is, the header gives up its blank rows.
    """

    def __init__(self, header: Header, host_text: HostText, message_log: MessageLog) -> None:
        super().__init__(id="stage")
        self._header = header
        self._host = host_text
        self._log = message_log

    def compose(self) -> ComposeResult:
        yield self._host
        yield self._log

    def put_on_air(self, *, host: bool) -> None:
        """Show the host's words, or else the messages, where there is room for one of them alone.

        The class stands on each of the two: on the screen it would have every widget styled anew.
        """
        self._host.set_class(host, "-on-air")
        self._log.set_class(host, "-off-air")

    def on_resize(self) -> None:
        self.share()

    def on_rows_wanted(self, message: RowsWanted) -> None:
        message.stop()
        self.share()

    def share(self) -> None:
        """Give each of the two its rows, by what it has to show."""
        wanted = self._log.rows_wanted
        self._log.set_class(wanted == 0, "-empty")
        if self.app.size.height < TINY_ROWS or not self.size.height:
            self._log.styles.height = "1fr"  # there is room for one of them alone
            self._host.spread_out(self.size.height)
            return
        # The log's rule is worth less than its line.
        is_bare = self.size.height < _HOST_ROWS + 3
        self._log.set_class(is_bare, "-bare")
        rules = 1 if wanted == 0 or is_bare else 2
        # As if the blank rows were there, whether they are or not: else the two would take turns.
        blank = self._header.blank_rows
        rows = self.size.height - rules - (0 if self._header.is_spread_out else blank)
        most = min(wanted, self.app.size.height // _LOG_PART, rows - _HOST_ROWS)
        # What came last is read whole, once the host has said what it had to say.
        least = min(wanted, 1) if self._host.is_at_work else min(most, self._log.rows_of_the_last)
        given = max(least, min(most, rows - self._host.rows_wanted))
        is_full = self._host.rows_wanted > rows - given
        self._header.spread_out(not is_full)
        self._host.spread_out(rows - given + (blank if is_full else 0))
        self._log.styles.height = given + (not is_bare)
