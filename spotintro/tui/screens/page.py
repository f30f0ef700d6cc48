"""The further screens: a title, a body to scroll, the keys. No dialog: the music goes on below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.widgets.key_bar import KeyBar
from spotintro.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from spotintro.tui.app import SpotIntroApp
    from spotintro.tui.keymap import Keymap


class PageBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    pass


class PageTitle(Lines):
    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def lines(self, width: int) -> list[Content]:  # noqa: ARG002 - the title is short
        return [Content.styled(self._title, "bold")]


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


class Page(Screen[None]):
    CSS_PATH = Path(__file__).parents[1] / "styles" / "page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.PAGE)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.PAGE,)

    def __init__(self, name: str, title: str, body: Lines, keymap: Keymap) -> None:
        super().__init__(id=name)
        self._page_title = PageTitle(title)
        self.body = body
        self.status = PageStatus()
        self._scroll = PageBody()
        self.key_bar = KeyBar(keymap, self.SCOPES)

    def compose(self) -> ComposeResult:
        yield self._page_title
        with self._scroll:
            yield self.body
        yield self.status
        yield self.key_bar

    def action_close(self) -> None:
        self.app.pop_screen()

    def scroll_text(self, direction: int) -> None:
        self._scroll.scroll_relative(y=direction, animate=False)

    def scroll_page(self, direction: int) -> None:
        self._scroll.scroll_relative(y=direction * max(1, self._scroll.size.height - 1), animate=False)


def make_page(name: str, app: SpotIntroApp) -> Page:
    """The page of that name; its module is loaded here, not before."""
    if name == "help":
        from spotintro.tui.screens.help import HelpPage

        return HelpPage(app.keys_in_force)
    if name == "history":
        from spotintro.tui.screens.history import HistoryPage

        return HistoryPage(app.session.flow, app.keys_in_force, app.start_work)
    from spotintro.tui.screens.support import SupportPage

    return SupportPage(app.session.flow, app.parts.settings.support, app.keys_in_force, app.start_work)
