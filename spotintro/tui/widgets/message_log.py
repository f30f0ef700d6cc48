"""What happened, each with its time; bounded."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.containers import VerticalScroll
from textual.content import Content

from spotintro.tui.widgets.lines import NARROW_COLUMNS, Counted, RowsWanted, hanging

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from spotintro.clock import Clock
    from spotintro.session.events import Said, Weight

KEPT_LINES: Final = 200
_FOLDS_WITHIN_S: Final = 60
_AFTER_CHARGE: Final = 3
"""A charge stays in view with the lines that come of it: that credits run low, and what can be done now."""
_TIMELESS_COLUMNS: Final = 30
"""Below this many columns a time would leave no room for the words."""
_STYLES: Final = {
    "INFO": "$foreground-muted",
    "CHARGE": "$text-success",
    "WARNING": "$text-warning",
    "FAILURE": "$text-error",
}


class _Entry(NamedTuple):
    at: datetime
    text: str
    weight: Weight
    times: int


class _Entries(Counted):
    def __init__(self) -> None:
        super().__init__()
        self.entries: deque[_Entry] = deque(maxlen=KEPT_LINES)

    def lines(self, width: int) -> list[Content]:
        return self.lines_of(self.entries, width)

    def lines_of(self, entries: Iterable[_Entry], width: int) -> list[Content]:
        """Lay out these of the entries."""
        time_format = "" if width < _TIMELESS_COLUMNS else "%H:%M " if width < NARROW_COLUMNS else "%H:%M:%S "
        lines: list[Content] = []
        for entry in entries:
            prefix = Content.assemble(
                (entry.at.strftime(time_format), "$foreground-muted"),
                (f"{entry.weight.value} ", _STYLES[entry.weight.name]),
            )
            repeated = f" (×{entry.times})" if entry.times > 1 else ""
            lines.extend(_wrapped(prefix, entry.text + repeated, width))
        return lines


def _wrapped(prefix: Content, text: str, width: int) -> list[Content]:
    """Wrap at words; but what came of a track stays on one line below the track, where that is enough."""
    track, _, told = text.partition(" · ")
    lines = hanging(prefix, Content(text), width)
    apart = [
        *hanging(prefix, Content(track), width),
        *hanging(Content(" " * prefix.cell_length), Content(told), width),
    ]
    return apart if told and 1 < len(lines) == len(apart) else lines


class MessageLog(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Every notice and failure is one line here; nothing pops up. What is said again soon is counted."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(id="message-log")
        self.border_title = "Messages"
        self._clock = clock
        self._entries = _Entries()
        self._follows = True
        """Whether the newest line is in view, and is to stay there."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._follows = new_value >= self.max_scroll_y - 1

    def watch_virtual_size(self) -> None:
        # A scroll bar that appears takes a column, and so may make one line more.
        self._keep_end()

    def on_resize(self) -> None:
        # The credits below take more lines or fewer as they change.
        self._keep_end()

    def _keep_end(self) -> None:
        if self._follows:
            self.scroll_end(animate=False)

    def fill(self) -> None:
        """Put in what the first frame can do without."""
        self.mount(self._entries)

    @property
    def rows_wanted(self) -> int:
        """The number of rows that all its lines take."""
        return self._entries.rows(self._width)

    @property
    def rows_of_the_last(self) -> int:
        """The number of rows that what came last takes: one line, and the charge that it came of."""
        last = list(self._entries.entries)[-_AFTER_CHARGE:]
        charges = [number for number, entry in enumerate(last) if entry.weight.name == "CHARGE"]
        return len(self._entries.lines_of(last[charges[-1] if charges else -1 :], self._width))

    @property
    def _width(self) -> int:
        return self._entries.content_size.width or self.content_size.width or 80

    @property
    def texts(self) -> list[str]:
        return [entry.text for entry in self._entries.entries]

    def _repeated(self, text: str, weight: Weight, at: datetime) -> _Entry | None:
        """Return the line that is said again: the last one, or a notice among others of the last minute."""
        entries = self._entries.entries
        for entry in reversed(entries):
            is_near = entry is entries[-1] or (
                weight.name != "CHARGE" and (at - entry.at).total_seconds() <= _FOLDS_WITHIN_S
            )
            if not is_near:
                return None
            if (entry.text, entry.weight) == (text, weight):
                return entry
        return None

    def add(self, said: Said) -> None:
        from spotintro.plain_text import single_line

        at = self._clock.now().astimezone()
        entries = self._entries.entries
        text, times = single_line(said.text, limit=500), 1
        repeated = self._repeated(text, said.weight, at)
        if repeated is not None:
            entries.remove(repeated)
            times += repeated.times
        entries.append(_Entry(at, text, said.weight, times))
        self._entries.changed()
        self.post_message(RowsWanted())
        self._keep_end()
