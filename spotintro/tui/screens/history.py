"""Every entry of the account, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content

from spotintro.credits.base import Entry
from spotintro.credits.errors import CreditError
from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.screens.page import Page
from spotintro.tui.widgets.lines import Lines, fitted, hanging

if TYPE_CHECKING:
    from textual.binding import BindingType

    from spotintro.tui.intro_flow import IntroFlow
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.session import StartWorker

PAGE_ENTRIES: Final = 50
_WIDE: Final = 80


class Entries(Lines):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.note = "Reading the account …"

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        if self.entries and width >= _WIDE:
            heading = f"{'time':<16}  {'what':<14}  {'credits':>7}  {'left':>6}  for"
            lines.append(Content.styled(heading, "$foreground-muted"))
        for entry in self.entries:
            lines.extend(_wide(entry, width) if width >= _WIDE else _narrow(entry, width))
        lines.extend(Content.styled(self.note, "$foreground-muted").wrap(width))
        return lines


def _wide(entry: Entry, width: int) -> list[Content]:
    at = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    prefix = Content(f"{at:<16}  {_what(entry):<14}  {entry.amount:>+7}  {entry.balance_after:>6}  ")
    return hanging(prefix, Content(entry.description), width)


def _narrow(entry: Entry, width: int) -> list[Content]:
    at = f"{entry.at.astimezone():%m-%d %H:%M}"
    first = Content.assemble(
        (at, "$foreground-muted"), f"  {_what(entry)} {entry.amount:+} · {entry.balance_after} left"
    )
    return [fitted(first, width), *hanging(Content("  "), Content(entry.description), width)]


def _what(entry: Entry) -> str:
    return entry.step.label if entry.step is not None else entry.kind.label


class HistoryPage(Page):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.HISTORY)]
    SCOPES = (Scope.HISTORY, Scope.PAGE)

    def __init__(
        self,
        flow: IntroFlow,
        keymap: Keymap,
        start: StartWorker,
        *,
        name: str = "history",
        title: str = "History of the account",
        entries: Entries | None = None,
    ) -> None:
        self._entries = entries or Entries()
        self._start = start
        self._flow = flow
        self._older_key = keymap.written("older")
        self._complete = False
        super().__init__(name, title, self._entries, keymap)
        self.key_bar.hide("older")

    def on_mount(self) -> None:
        self.action_older()

    def action_older(self) -> None:
        if not self._complete:
            self._start(self._read(), "history", "reading the history")

    async def _read(self) -> None:
        account = self._flow.account
        if account is None:
            self._entries.note = "The account is unavailable; the messages say why."
        else:
            before = self._entries.entries[-1].sequence if self._entries.entries else None
            try:
                found = await account.history(before=before, limit=PAGE_ENTRIES)
            except CreditError as problem:
                self._entries.note = f"{problem.message} {problem.next_step}"
                self._entries.changed()
                raise
            self._entries.entries.extend(found)
            self._complete = len(found) < PAGE_ENTRIES
            self._entries.note = self._note()
            self.key_bar.hide(*(("older",) if self._complete else ()))
        self._entries.changed()

    def _note(self) -> str:
        if not self._entries.entries:
            return "Nothing yet."
        return "That is all." if self._complete else f"{self._older_key} shows older entries."
