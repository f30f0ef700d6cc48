"""Every command with its keys, and what the signs mean."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.tui.commands import COMMANDS, Command, Topic
from spotintro.tui.screens.page import Page, PageBody
from spotintro.tui.widgets.lines import Lines, hanging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spotintro.tui.keymap import Keymap

_SIGNS: Final = (
    ("●", "credits, and what was charged"),
    ("▲", "credits run low, or look here"),
    ("✖", "it failed, and is not charged"),
    ("▸", "the sentence that is heard"),
)
PAIRS: Final = {
    "introduce_next": ("auto", "Introduce the next; auto on or off"),
    "replay": ("retry", "Say it again; do what was refused"),
    "agree": ("decline", "When asked: agree, or not"),
    "next": ("previous", "Next or previous track"),
    "back": ("forward", "10 seconds back or forward"),
    "shuffle": ("repeat", "Shuffle; repeat off, all or one"),
    "louder": ("quieter", "Volume up or down by 5 %"),
}
"""Commands with their opposites or their like, which share a line."""
_OPPOSITES: Final = frozenset(opposite for opposite, _ in PAIRS.values())
_MAX_KEY_COLUMN: Final = 12
_TWO_COLUMNS: Final = 90
"""From this many columns on, the topics stand side by side: all keys and signs are seen at once at 100x32."""
_GUTTER: Final = 4


class _Commands(Lines):
    def __init__(self, keymap: Keymap, page: str, offered: Sequence[Command]) -> None:
        super().__init__()
        self._keymap = keymap
        self._page = page
        self._page_commands = [command for command in offered if command.in_bar or command.listed]
        self._keys = {command.id: self._keys_of(command.id) for command in COMMANDS}
        self._key_column = min(_MAX_KEY_COLUMN, max(len(keys) for keys in self._keys.values()))

    def _keys_of(self, command_id: str) -> str:
        both = (command_id, PAIRS[command_id][0]) if command_id in PAIRS else (command_id,)
        return " ".join(keys for each in both if (keys := self._keymap.all_written(each))) or "no key"

    def lines(self, width: int) -> list[Content]:
        return [*self._of_page(width), *self._of_all(width)]

    def _of_page(self, width: int) -> list[Content]:
        """Return the keys of the page on which help was asked for; nothing where it was the main screen."""
        if not self._page_commands:
            return []
        rows = [
            (self._keymap.all_written(command.id), command.help.partition(" (on ")[0])
            for command in self._page_commands
        ]
        lines = [line for keys, does in rows if keys for line in self._row(keys, does, width)]
        return [*_heading(f"On the page you came from: {self._page}").wrap(width), *lines, Content("")]

    def _of_all(self, width: int) -> list[Content]:
        if width < _TWO_COLUMNS:
            return [*self._topics(width, *Topic), *self._signs(width), *self._names(width)]
        half = (width - _GUTTER) // 2
        left = [*self._topics(half, Topic.HOST, Topic.MUSIC), *self._signs(half)]
        right = self._topics(half, Topic.ACCOUNT, Topic.SCREEN)
        beside = [
            line + Content(" " * (half + _GUTTER - line.cell_length)) + other
            for line, other in zip_longest(left, right, fillvalue=Content(""))
        ]
        return [*beside, *self._names(width)]

    def _topics(self, width: int, *topics: Topic) -> list[Content]:
        lines: list[Content] = []
        for topic in topics:
            lines.append(_heading(topic.value))
            for command in COMMANDS:
                if command.topic is topic and command.listed and command.id not in _OPPOSITES:
                    help_line = PAIRS[command.id][1] if command.id in PAIRS else command.help
                    lines.extend(self._row(self._keys[command.id], help_line, width))
            lines.append(Content(""))
        return lines

    def _signs(self, width: int) -> list[Content]:
        rows = [line for sign, meaning in _SIGNS for line in self._row(sign, meaning, width)]
        return [_heading("Signs"), *rows, Content("")]

    def _names(self, width: int) -> list[Content]:
        """Return the lines with the names that the settings have for the commands."""
        # Pages' own keys as well, which have no line above; of the packages the first stands for all.
        named = (each.id for each in COMMANDS if each.listed or not each.id.startswith("package_"))
        names = ", ".join(named)
        text = f"Set under [screen.keys] in the settings, by these names: {names}."
        return [_heading("Other keys"), *hanging(Content("  "), Content.styled(text, "$foreground-muted"), width)]

    def _row(self, keys: str, meaning: str, width: int) -> list[Content]:
        prefix = Content.assemble("  ", (keys.ljust(self._key_column), "bold"), "  ")
        return hanging(prefix, Content(meaning), width)


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $text-accent")


class HelpPage(Page):
    def __init__(self, keymap: Keymap, page: str = "", offered: Sequence[Command] = ()) -> None:
        """Make the page of help.

        Args:
            keymap: The keys in force.
            page: The title of the page on which help was asked for, whose own keys come first; "" for none.
            offered: That page's commands, as far as they do something there now.
        """
        super().__init__("help", "Help", keymap, PageBody(_Commands(keymap, page, offered)))
        self.key_bar.hide("help")
