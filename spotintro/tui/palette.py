"""The palette: a box of all commands, each with its price and its key, what was used last first."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from textual.command import CommandInput, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from spotintro.tui import themes
from spotintro.tui.commands import COMMANDS
from spotintro.tui.screens.latest_size import LatestSizeScreen
from spotintro.tui.widgets.lines import Lines, acting, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import SystemCommand

    from spotintro.credits.features import UserTransaction
    from spotintro.host.events import Quote
    from spotintro.tui.keymap import Keymap

MAX_WIDTH: Final = 80
_BESIDE_ROW: Final = 5
"""The columns of the box that a row can't have: the frame, its own padding and the scrollbar."""
_GAP: Final = 2
_PRICED_AS: Final = {"introduce_next": "introduce"}
_COMMANDS: Final = {command.does: command for command in COMMANDS if command.in_palette}


@dataclass
class Offer:
    """What the palette has to know beside the commands themselves.

    Attributes:
        speak: Whether the voice is on.
        available: The credits there are; None while they aren't known.
    """

    quotes: tuple[tuple[UserTransaction, Quote], ...] = ()
    replay: Quote | None = None
    speak: bool = False
    available: int | None = None

    def price_of(self, command_id: str) -> str:
        """Say what a command costs, as the credit bar does: `2: text 1 + voice 1`; "" where it is no matter."""
        from spotintro.session.wording import price

        if command_id == "replay":
            is_paid = self.replay is not None and self.replay.charges
            return (
                price(None, self.replay, speak=True, available=self.available) if self.replay and is_paid else ""
            )
        wanted = _PRICED_AS.get(command_id, command_id)
        for step, quote in self.quotes:
            if step.terms.key_name == wanted:
                return price(step, quote, speak=self.speak, available=self.available)
        return ""


class _App(Protocol):
    """The part of the app that the palette asks."""

    keys_in_force: Keymap
    offer: Offer
    used_commands: list[str]
    theme: str

    def get_system_commands(self, screen: Any) -> Iterable[SystemCommand]: ...

    def choose_theme(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    price: str
    key: str
    run: Callable[[], Any]

    def drawn(self, title: Content, width: int) -> Content:
        """Draw the row in one line where it fits; else the price below it, and the key beside the first line."""
        key = Content.styled(self.key, "bold")
        price = Content.styled(self.price, "not bold")
        told = Content("  ").join([part for part in (price, key) if part.plain])
        line = spread(title, told, width)
        if line is not None:
            return line
        first, *further = title.wrap(max(1, width - key.cell_length - _GAP))
        lines = [spread(first, key, width) or first, *further]
        if price.plain:
            lines.append(Content(" " * max(0, width - price.cell_length)) + price)
        return Content("\n").join(lines)


class _Rows(Provider):
    """Commands in the order they are given in, drawn to the box's width."""

    @abstractmethod
    def rows(self) -> list[_Row]:
        """Return every command it has, in the order in which they are shown."""

    @property
    def asked(self) -> _App:
        app: Any = self.app  # an app's base class would make a circle with the app's module
        return app  # type: ignore[no-any-return]

    def _width(self) -> int:
        return min(MAX_WIDTH, self.app.size.width) - _BESIDE_ROW

    async def discover(self) -> Hits:
        for row in self.rows():
            yield DiscoveryHit(row.drawn(Content(row.title), self._width()), row.run, row.title)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for row in self.rows():
            score = matcher.match(row.title)
            if score > 0:
                yield Hit(score, row.drawn(matcher.highlight(row.title), self._width()), row.run, row.title)


class Commands(_Rows):
    """The app's commands, what was used last in this session first."""

    def rows(self) -> list[_Row]:
        rows = [self._row(command) for command in self.asked.get_system_commands(self.screen)]
        used = self.asked.used_commands
        return sorted(rows, key=lambda row: used.index(row.title) if row.title in used else len(used))

    def _row(self, command: SystemCommand) -> _Row:
        known = _COMMANDS.get(command.title)
        price = self.asked.offer.price_of(known.id) if known is not None else ""
        key = self.asked.keys_in_force.written(known.id) if known is not None else ""
        return _Row(command.title, price, key, partial(self._use, command))

    def _use(self, command: SystemCommand) -> object:
        used = self.asked.used_commands
        used[:] = [command.title, *(title for title in used if title != command.title)]
        return command.callback()


class Themes(_Rows):
    def rows(self) -> list[_Row]:
        current = self.asked.theme
        return [
            _Row(name, "", "now" if name == current else "", partial(self.asked.choose_theme, name))
            for name in themes.names()
        ]


class _Back(Lines):
    """Closes the palette by a click: on a phone there is nothing beside the box to click on."""

    def lines(self, width: int) -> list[Content]:  # noqa: ARG002 - the base's signature
        return [acting(Content.styled("‹ back", "$text-accent"), "screen.escape")]


class Palette(CommandPalette, LatestSizeScreen[None]):
    """The box itself: centred, as wide as a narrow screen."""

    CSS = f"""
    Palette {{ align: center top; background: $background 60%; }}
    Palette:ansi {{ background: transparent; }}
    Palette > Vertical {{
        width: 100%;
        max-width: {MAX_WIDTH};
        height: auto;
        max-height: 100%;
        margin: 2 0 1 0;
        visibility: visible;
        background: $surface;
        border: round $rule;
    }}
    Palette.-short > Vertical, Palette.-tiny > Vertical {{ margin: 0; }}
    Palette.-tiny > Vertical {{ border: none; }}
    Palette #--input, Palette #--input.--list-visible {{ border: none; height: auto; }}
    Palette SearchIcon {{ display: none; }}
    Palette _Back {{ width: 9; padding: 0 1 0 2; }}
    Palette CommandInput, Palette CommandInput:focus {{ border: none; height: 1; padding: 0 1; }}
    Palette #--results {{ overlay: none; height: auto; }}
    Palette CommandList {{
        border: none;
        border-top: solid $rule;
        max-height: 70vh;
        scrollbar-size-vertical: 1;
        scrollbar-color: $scrollbar;
        scrollbar-background: $surface;
    }}
    Palette.-tiny CommandList {{ border-top: none; }}
    Palette CommandList > .option-list--option {{ padding: 0 1; text-style: none; }}
    Palette CommandList > .option-list--option-highlighted {{
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: bold;
    }}
    /* Not in reverse, which Textual (8.2.8) takes from no rule of an option list. */
    Palette CommandList:ansi:nocolor > .option-list--option-highlighted {{ text-style: bold underline; }}
    Palette LoadingIndicator {{ display: none; }}
    """

    def on_mount(self) -> None:
        self.query_one("#--input").mount(_Back(), before=0)
        self.query_one(CommandInput).cursor_blink = self.app.animation_level != "none"
