"""What happened, each with its time; bounded."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING, Final

from textual.containers import VerticalScroll
from textual.content import Content

from spotintro.clock import Clock
from spotintro.plain_text import single_line
from spotintro.tui.messages import Said, Weight
from spotintro.tui.widgets.lines import Lines, hanging

if TYPE_CHECKING:
    from textual.app import ComposeResult

KEPT_LINES: Final = 200
_STYLES: Final = {
    Weight.INFO: "$foreground-muted",
    Weight.CHARGE: "$text-success",
    Weight.WARNING: "$text-warning",
    Weight.FAILURE: "$text-error",
}
_NARROW: Final = 60


class _Entries(Lines):
    def __init__(self) -> None:
        super().__init__()
        self.entries: deque[tuple[datetime, Said]] = deque(maxlen=KEPT_LINES)

    def lines(self, width: int) -> list[Content]:
        time_format = "%H:%M" if width < _NARROW else "%H:%M:%S"
        lines: list[Content] = []
        for at, said in self.entries:
            prefix = Content.assemble(
                (f"{at:{time_format}} ", "$foreground-muted"), (f"{said.weight.value} ", _STYLES[said.weight])
            )
            lines.extend(hanging(prefix, Content(said.text), width))
        return lines


class MessageLog(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Every notice and failure is one line here; nothing pops up."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(id="message-log")
        self.border_title = "Messages"
        self._clock = clock
        self._entries = _Entries()

    def compose(self) -> ComposeResult:
        yield self._entries

    @property
    def texts(self) -> list[str]:
        return [said.text for _, said in self._entries.entries]

    def add(self, said: Said) -> None:
        at_end = self.scroll_y >= self.max_scroll_y - 1
        clean = Said(single_line(said.text, limit=500), said.weight)
        self._entries.entries.append((self._clock.now().astimezone(), clean))
        self._entries.changed()
        if at_end:
            self.scroll_end(animate=False)
