"""Every command with its keys, and what the signs mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.tui.commands import COMMANDS, Topic
from spotintro.tui.screens.page import Page
from spotintro.tui.widgets.lines import Lines, hanging

if TYPE_CHECKING:
    from spotintro.tui.keymap import Keymap

_SIGNS: Final = (
    ("●", "credits, and what was charged"),
    ("▲", "credits run low, or something needs your eye"),
    ("✖", "something failed; nothing is charged for it"),
    ("▸", "the sentence that is heard"),
)
_KEY_COLUMN: Final = 12


class _Commands(Lines):
    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for topic in Topic:
            lines.append(Content.styled(topic.value, "bold $text-accent"))
            for command in COMMANDS:
                if command.topic is topic and command.listed:
                    keys = self._keymap.all_written(command.id) or "no key"
                    lines.extend(_row(keys, command.help, width))
            lines.append(Content(""))
        lines.append(Content.styled("Signs", "bold $text-accent"))
        for sign, meaning in _SIGNS:
            lines.extend(_row(sign, meaning, width))
        lines.append(Content(""))
        note = "Other keys: screen.keys in the settings, by these names: "
        names = ", ".join(command.id for command in COMMANDS)
        lines.extend(hanging(Content("  "), Content.styled(note + names + ".", "$foreground-muted"), width))
        return lines


def _row(keys: str, meaning: str, width: int) -> list[Content]:
    return hanging(Content.assemble("  ", (keys.ljust(_KEY_COLUMN), "bold"), " "), Content(meaning), width)


class HelpPage(Page):
    def __init__(self, keymap: Keymap) -> None:
        super().__init__("help", "Help", _Commands(keymap), keymap)
