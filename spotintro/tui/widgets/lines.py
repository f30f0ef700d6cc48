"""A widget that lays out its own lines for the width it has, with targets for the mouse in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.message import Message
from textual.reactive import Reactive
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events
    from textual.app import RenderResult
    from textual.geometry import Offset, Size


_MIN_GAP: Final = 2
TINY_ROWS: Final = 12
"""Below this many rows a screen shows the essential alone; the app's `-tiny`."""
NARROW_COLUMNS: Final = 60
"""Below this many columns words are shortened; the app's `-narrow`."""


class RowsWanted(Message):
    """A widget has more lines to show than before, or fewer."""


MENU_SIGN: Final = "≡"
"""Stands for the key of the palette where it has none, or where there is no room for a bar of keys."""


class Targets(Widget):
    """A widget with targets in its text: a click on one acts; a drag over it selects, and does nothing else.

    Textual (8.2.8) makes a click of a drag, too, if it ends on the widget that it began on; and it selects the
    whole text by the second of two quick clicks, which are here just two.
    """

    auto_links: Reactive[bool] = Reactive(False)
    """Textual would draw each target as a link, underlined and in a colour of its own."""
    _pressed_at: Offset | None = None
    clicked_column = 0
    """The column of this widget where the last click was."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._pressed_at = event.screen_offset

    async def on_click(self, event: events.Click) -> None:
        if event.button != 1 or event.screen_offset != self._pressed_at:
            event.prevent_default().stop()
        elif "@click" in event.style.meta:
            event.prevent_default()
            self.clicked_column = event.x - self.content_region.x + self.region.x
            await self.broker_event("click", event)


class Lines(Targets):
    """Literal text: nothing in it is read as markup.

    A subclass gives `lines`, and calls `changed` when they are others. A new layout is asked for only where the
    number of lines changes: a progress bar that moves costs its own line and nothing else.
    """

    DEFAULT_CSS = """
    Lines { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes, markup=False)
        self._laid_out: tuple[int, int, list[Content]] | None = None

    def lines(self, width: int) -> list[Content]:
        # No abstract method: a widget's metaclass is Textual's own.
        raise NotImplementedError

    def changed(self) -> None:
        before, self._laid_out = self._laid_out, None
        if before is None or not self.is_mounted:
            self.refresh(layout=True)
            return
        width, _, lines = before
        self.refresh(layout=len(self._lines_for(width)) != len(lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        return len(self._lines_for(width)) if width else 0

    def render(self) -> RenderResult:
        return Content("\n").join(self._lines_for(self.content_size.width))

    def _lines_for(self, width: int) -> list[Content]:
        # What is shown may depend on the height of the whole, of which a widget of the same size isn't told.
        for_size = (width, self.app.size.height)
        if self._laid_out is None or self._laid_out[:2] != for_size:
            self._laid_out = (*for_size, self.lines(width) if width > 0 else [])
        return self._laid_out[2]


class Counted(Lines):
    """Lines by whose number a container shares its rows: another width makes it another number."""

    def rows(self, width: int) -> int:
        """Return the number of rows that all its lines take."""
        return len(self._lines_for(width))

    def on_resize(self) -> None:
        self.post_message(RowsWanted())


def target(content: Content, command_id: str) -> Content:
    """Have a click on this text do what the command's key does."""
    return acting(content, f"app.do('{command_id}')")


def with_targets(content: Content, *words: tuple[str, str]) -> Content:
    """Make targets of these words of a text, each given with the command that a click on it does."""
    for said, command_id in words:
        at = content.plain.find(said)
        if said and at >= 0:
            style = Style.from_meta({"@click": f"app.do('{command_id}')"})
            content = content.stylize(style, at, at + len(said))
    return content


def menu_target() -> Content:
    """Return what opens the palette where there is no room for a bar of keys."""
    return target(Content.styled(f"{MENU_SIGN} menu", "$text-accent"), "palette")


def acting(content: Content, action: str) -> Content:
    """Have a click on this text run an action, which without a prefix is one of the widget that shows it."""
    return content.stylize(Style.from_meta({"@click": action}))


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
