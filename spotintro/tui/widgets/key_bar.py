"""The keys of the screen, as many as fit; each is a target for the mouse, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.tui.commands import COMMANDS, Command, Scope
from spotintro.tui.keymap import Keymap
from spotintro.tui.widgets.lines import MENU_SIGN, NARROW_COLUMNS, Lines, target

if TYPE_CHECKING:
    from textual.selection import Selection

_GAP: Final = 2
_ALWAYS: Final = frozenset({"palette", "help", "quit", "close"})
_OF_A_FIELD: Final = frozenset(command.id for command in COMMANDS if command.scope is Scope.FIELD)
_LEAST_COLUMNS: Final = 6
"""Of a target: what a finger can hit on a phone."""
_MAX_ROWS: Final = 2
_MAX_ROWS_ON_A_PHONE: Final = 4
"""Where it is narrow and tall: the rows are there, and a finger needs them."""
_PHONE_ROWS: Final = 30


class KeyBar(Lines):
    """Textual's Footer would need a widget per key; this is one.

    No selection with the mouse takes it along: who copies what the host says doesn't want the keys below it.
    """

    ALLOW_SELECT = False

    def __init__(
        self, keymap: Keymap, scopes: Sequence[Scope] = (Scope.APP,), *, labels: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(id="key-bar")
        self._keymap = keymap
        self._commands = [
            command
            for command in COMMANDS
            if command.in_bar and (command.scope in scopes or command.id == "palette")
        ]
        self._help = () if Scope.APP in scopes else tuple(each for each in COMMANDS if each.id == "help")
        """On a page it is shown where it takes no row of its own."""
        self._only: frozenset[str] | None = None
        self._typing = False
        self._hidden: frozenset[str] = frozenset()
        self._offered: frozenset[str] = frozenset()
        self._labels = dict(labels or {})

    def get_selection(self, selection: Selection) -> None:
        """Give nothing, also where the whole screen is selected, which no `ALLOW_SELECT` is asked about."""

    def offer_only(self, command_ids: Iterable[str] | None) -> None:
        """Show these alone, as long as a question stands; None shows all again."""
        self._only = None if command_ids is None else frozenset(command_ids)
        self.changed()

    def type_in(self, *, typing: bool) -> None:
        """Show the keys of a field alone as long as letters are text there, whatever comes to be offered."""
        if self._typing is not typing:
            self._typing = typing
            self.changed()

    def hide(self, *command_ids: str) -> None:
        """Leave out these commands, whose keys do nothing now; without any, leave out nothing."""
        if self._hidden != frozenset(command_ids):
            self._hidden = frozenset(command_ids)
            self.changed()

    def offers(self, command_id: str) -> bool:
        """Tell whether the command can do something now, shown here or not."""
        return command_id not in self._hidden or (self._only is not None and command_id in self._only)

    def offer(self, *command_ids: str) -> None:
        """Show these as well, before the others, as long as they have something to do; without any, no more."""
        if self._offered != frozenset(command_ids):
            self._offered = frozenset(command_ids)
            self.changed()

    def label(self, command_id: str, label: str) -> None:
        """Give a command a label that tells a state: `voice off`."""
        if self._labels.get(command_id) != label:
            self._labels[command_id] = label
            self.changed()

    def lines(self, width: int) -> list[Content]:
        only = _OF_A_FIELD if self._typing else self._only
        if only is not None:
            commands = [command for command in COMMANDS if command.id in only or command.id == "palette"]
        else:
            offered = [command for command in COMMANDS if command.id in self._offered]
            left_out = self._hidden | self._offered
            commands = [*offered, *(command for command in self._commands if command.id not in left_out)]
        items = [
            (command, self._item(command))
            for command in commands
            if self._keymap.keys[command.id] or command.id == "palette"
        ]
        packed = _pack([item for _, item in items], width)
        is_phone = width < NARROW_COLUMNS and self.app.size.height >= _PHONE_ROWS
        while len(packed) > (_MAX_ROWS_ON_A_PHONE if is_phone else _MAX_ROWS):
            spare = [pair for pair in items if pair[0].id not in _ALWAYS]
            if not spare:
                break
            items.remove(spare[-1])
            packed = _pack([item for _, item in items], width)
        further = [self._item(command) for command in self._help if only is None and self.offers(command.id)]
        longer = _pack([*(item for _, item in items), *further], width)
        return longer if len(longer) == len(packed) else packed

    def _item(self, command: Command) -> Content:
        label = self._labels.get(command.id, command.label)
        key = self._keymap.written(command.id).replace("ctrl+", "^") or MENU_SIGN
        item = Content.assemble((key, "bold $text-accent"), " ", label)
        return target(item.pad_right(max(0, _LEAST_COLUMNS - item.cell_length)), command.id)


def _pack(items: Iterable[Content], width: int) -> list[Content]:
    lines: list[Content] = []
    for item in items:
        if lines and lines[-1].cell_length + _GAP + item.cell_length <= width:
            lines[-1] = lines[-1] + Content(" " * _GAP) + item
        else:
            lines.append(item)
    return lines
