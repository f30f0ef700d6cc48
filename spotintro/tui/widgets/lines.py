"""A widget that lays out its own lines for the width it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.app import RenderResult
    from textual.geometry import Size


_MIN_GAP: Final = 2
TINY_ROWS: Final = 12
"""Below this many rows a screen shows the essential alone; the app's `-tiny`."""
NARROW_COLUMNS: Final = 60
"""Below this many columns words are shortened; the app's `-narrow`."""


class RowsWanted(Message):
    """A widget has more lines to show than before, or fewer."""


class Lines(Widget):
    """Literal text: nothing in it is read as markup.

    A subclass gives `lines`, and calls `changed` when they are others. A new layout is asked for only where the
    number of lines changes: a progress bar that moves costs its own line and nothing else.
    """

    DEFAULT_CSS = """
    Lines { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes, markup=False)
        self._laid_out: tuple[int, list[Content]] | None = None

    def lines(self, width: int) -> list[Content]:
        # No abstract method: a widget's metaclass is Textual's own.
        raise NotImplementedError

    def changed(self) -> None:
        before, self._laid_out = self._laid_out, None
        if before is None or not self.is_mounted:
            self.refresh(layout=True)
            return
        width, lines = before
        self.refresh(layout=len(self._lines_for(width)) != len(lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        return len(self._lines_for(width)) if width else 0

    def render(self) -> RenderResult:
        return Content("\n").join(self._lines_for(self.content_size.width))

    def _lines_for(self, width: int) -> list[Content]:
        if self._laid_out is None or self._laid_out[0] != width:
            self._laid_out = (width, self.lines(width) if width > 0 else [])
        return self._laid_out[1]


def hanging(prefix: Content, text: Content, width: int) -> list[Content]:
    """Wrap the text beside its prefix, every further line indented below the first."""
    indent = prefix.cell_length
    wrapped = text.wrap(max(4, width - indent)) or [Content("")]
    blank = Content(" " * indent)
    return [(prefix if number == 0 else blank) + line for number, line in enumerate(wrapped)]


def fitted(content: Content, width: int) -> Content:
    """Cut to the width, with an ellipsis where something is cut."""
    return content if content.cell_length <= width else content.truncate(width, ellipsis=True)


def spread(left: Content, right: Content, width: int) -> Content | None:
    """Put both on one line, at its two ends; None where they don't fit."""
    gap = width - left.cell_length - right.cell_length
    return None if gap < _MIN_GAP else left + Content(" " * gap) + right
