"""The further screens: a title, a body to scroll, the keys. No dialog: the music goes on below."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import ScrollableContainer, VerticalScroll
from textual.content import Content

from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.screens.latest_size import LatestSizeScreen
from spotintro.tui.widgets.key_bar import KeyBar
from spotintro.tui.widgets.lines import TINY_ROWS, Lines, fitted, menu_target, spread, target

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from spotintro.tui.keymap import Keymap
    from spotintro.tui.widgets.code_field import CodeField


_GAP: Final = 2
UNAVAILABLE: Final = "The account is unavailable; the messages say why."

StartWorker = Callable[[Coroutine[Any, Any, None], str, str], object]
"""Starts the work of a page: the work, its group, and what it is doing, to be said if it fails."""


def failed(said: str) -> str:
    """Mark what failed and is not charged; the sign means nothing else."""
    return f"✖ {said}"


class PageBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    pass


class PageTitle(Lines):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.text = title

    def tell(self, title: str) -> None:
        self.text = title
        self.changed()

    def lines(self, width: int) -> list[Content]:
        back = target(Content.styled("‹ back", "$text-accent"), "close")
        line = Content.assemble(back, "  ", (self.text, "bold"))
        if self.app.size.height >= TINY_ROWS:
            return [fitted(line, width)]
        # There the bar of keys, which has the menu, is not shown.
        menu = menu_target()
        room = max(back.cell_length, width - menu.cell_length - _GAP)
        return [spread(fitted(line, room), menu, width) or fitted(back, width)]


class PageStatus(Lines):
    """The line below the body: what the last key did."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def tell(self, text: str) -> None:
        self.text = text
        self.changed()

    def lines(self, width: int) -> list[Content]:
        return Content(self.text).wrap(width) if self.text else []


class Page(LatestSizeScreen[None]):
    CSS_PATH = Path(__file__).parents[1] / "styles" / "page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.PAGE)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.PAGE,)

    def __init__(
        self,
        name: str,
        title: str,
        keymap: Keymap,
        body: ScrollableContainer,
    ) -> None:
        super().__init__(id=name)
        self.page_title = PageTitle(title)
        self.body_scroll = body
        self.status = PageStatus()
        self.key_bar = KeyBar(keymap, self.SCOPES)

    def compose(self) -> ComposeResult:
        yield self.page_title
        yield from self.compose_body()
        yield from self.below_body()
        yield self.status
        yield self.key_bar

    def compose_body(self) -> ComposeResult:
        yield self.body_scroll

    def below_body(self) -> ComposeResult:
        """Yield the widgets between the page's body and the line of status."""
        yield from ()

    def on_code_field_focused(self, message: CodeField.Focused) -> None:
        """Offer what can be done with the field while it has the focus: letters are text then."""
        self.key_bar.type_in(typing=message.focused)

    def action_close(self) -> None:
        self.app.pop_screen()

    def scroll_text(self, direction: int) -> None:
        self.body_scroll.scroll_relative(y=direction, animate=False)

    def scroll_page(self, direction: int) -> None:
        self.body_scroll.scroll_relative(y=direction * max(1, self.body_scroll.size.height - 1), animate=False)

    def scroll_to_end(self, direction: int) -> None:
        if direction < 0:
            self.body_scroll.scroll_home(animate=False)
        else:
            self.body_scroll.scroll_end(animate=False)
