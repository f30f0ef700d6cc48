"""What there is, and what the next step costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.tui.widgets.lines import NARROW_COLUMNS, TINY_ROWS, Lines, fitted, spread

if TYPE_CHECKING:
    from spotintro.credits.base import User
    from spotintro.host.events import Quote

DEMO_NOTES: Final = (
    "demo credits; the announcer stands in for the AI writer",
    "demo: the announcer stands in for the AI",
    "demo: announcer, not AI",
    "demo; no AI",
)
_ROOM_TO_HOLD: Final = len(" + 2 set aside")
"""Kept free beside the note, so that it stays the same while an intro is under way."""
_SEPARATOR: Final = "  ·  "


class CreditBar(Lines):
    """The balance in words with a sign, the price of the next intro, and in the demo what stands in for what."""

    def __init__(self, *, low_balance: int, demo: bool, introduce_key: str, replay_key: str) -> None:
        super().__init__(id="credit-bar")
        self._low_balance = low_balance
        self._demo = demo
        self._introduce_key = introduce_key
        self._replay_key = replay_key
        self._user: User | None = None
        self._unavailable = False
        self._price = ""
        self._disagrees = False
        self._replay_price = ""

    @property
    def text(self) -> str:
        return "\n".join(line.plain for line in self.lines(10_000))

    def show_balance(self, user: User | None) -> None:
        """None: the account can't be read."""
        self._user = user
        self._unavailable = user is None
        self.changed()

    def show_disagreement(self) -> None:
        """The account's books don't agree; the log says where."""
        self._disagrees = True
        self.changed()

    def show_price(self, quote: Quote | None, *, speak: bool) -> None:
        from spotintro.tui.wording import price

        self._price = "" if quote is None else price(quote, speak=speak, key=self._introduce_key)
        self.changed()

    def show_replay_price(self, quote: Quote | None) -> None:
        """None: there is nothing to say again."""
        from spotintro.tui.wording import replay_price

        self._replay_price = replay_price(quote, key=self._replay_key)
        self.changed()

    def lines(self, width: int) -> list[Content]:
        balance = self._balance()
        if self._disagrees:
            balance = Content.assemble(("✖ books ", "bold $text-error"), balance)
        cost = Content(_SEPARATOR.join(price for price in (self._price, self._replay_price) if price))
        known = balance + Content.styled(_SEPARATOR, "$foreground-muted") + cost if cost else balance
        if self.app.size.height < TINY_ROWS:
            return [fitted(known if known.cell_length <= width else balance, width)]
        if known.cell_length <= width:
            lines = [known]
        elif self._held:
            # The next price can wait until this intro is paid.
            lines = [fitted(balance, width)]
        else:
            lines = [fitted(balance, width), fitted(cost, width)]
        return self._with_note(lines, width) if self._demo else lines

    def _with_note(self, lines: list[Content], width: int) -> list[Content]:
        room = width - (0 if self._held else _ROOM_TO_HOLD)
        if width >= NARROW_COLUMNS:
            for note in DEMO_NOTES:
                if spread(lines[-1], Content(note), room) is not None:
                    line = spread(lines[-1], Content.styled(note, "$foreground-muted"), width)
                    assert line is not None
                    return [*lines[:-1], line]
        note = next((note for note in DEMO_NOTES if len(note) <= width), DEMO_NOTES[-1])
        return [*lines, fitted(Content.styled(note, "$foreground-muted"), width)]

    @property
    def _held(self) -> int:
        return 0 if self._user is None else self._user.held_credits

    def _balance(self) -> Content:
        if self._unavailable:
            return Content.styled("✖ account unavailable", "bold $text-error")
        user = self._user
        if user is None:
            return Content.styled("○ account …", "$foreground-muted")
        from spotintro.credits.errors import credits_in_words
        from spotintro.tui.wording import left

        words = credits_in_words(user.available_credits)
        held = f" + {user.held_credits} set aside" if user.held_credits else ""
        if left(user) == 0:
            return Content.assemble((f"✖ {words}", "bold $text-error"), " · none left")
        if left(user) <= self._low_balance:
            return Content.assemble((f"▲ {words}", "bold $text-warning"), held, " · low")
        return Content.assemble((f"● {words}", "bold $text-success"), held)
