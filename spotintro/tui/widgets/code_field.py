"""Where a voucher or a friend's code is pasted or typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.message import Message
from textual.widgets import Input

from spotintro.credits.armour import Kind, separate
from spotintro.plain_text import single_line
from spotintro.tui.commands import Scope, bindings_of

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

MAX_CHARACTERS: Final = 2000
"""Several times a voucher; more would only be slow to show."""


class CodeField(Input):
    """While it has the focus, every letter is text; `enter` submits, or leaves it empty, and `esc` leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.FIELD)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.FIELD,)
    DEFAULT_CSS = """
    CodeField { width: 1fr; max-width: 110; background: $surface; }
    """

    @dataclass
    class Focused(Message):
        """Whether the keys go to the field now."""

        focused: bool

    def __init__(self, placeholder: str, kind: Kind | None = None) -> None:
        """Make a field for codes of this kind; None: for something else."""
        self._kind = kind
        super().__init__(placeholder=placeholder, compact=True, max_length=MAX_CHARACTERS, select_on_focus=False)

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"

    def fill(self, text: str) -> None:
        """Put this in, in place of what is there; the lines of a wrapped voucher become one."""
        self.value = self._as_one_line(text)
        self.cursor_position = len(self.value)

    async def action_submit(self) -> None:
        if self.value.strip():
            await super().action_submit()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.screen.set_focus(None)

    def on_focus(self) -> None:
        self.post_message(self.Focused(focused=True))

    def on_blur(self) -> None:
        self.post_message(self.Focused(focused=False))

    def _on_paste(self, event: events.Paste) -> None:
        """Insert all lines as one: Textual's own takes only the first, and a mail wraps a voucher into several."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(self._as_one_line(event.text))

    def _as_one_line(self, text: str) -> str:
        """Make one line of a text; of a long mail, the codes alone."""
        if len(text) > MAX_CHARACTERS and self._kind is not None:
            text = " ".join(separate(self._kind, text))
        return single_line(text, limit=MAX_CHARACTERS)


def field_keys(what: str) -> str:
    """Return the line of status while the field has the focus; `what` is what `enter` does with its content."""
    return f"enter {what} in the field, esc leaves it."
