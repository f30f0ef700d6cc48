"""What there is, and what the next step costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.tui.widgets.lines import NARROW_COLUMNS, TINY_ROWS, Lines, fitted, menu_target, spread, target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spotintro.credits.base import User
    from spotintro.credits.features import UserTransaction
    from spotintro.host.events import Quote
    from spotintro.session.events import AutoTold, NextTold

DEMO_NOTES: Final = (
    "demo credits; the announcer stands in for the AI writer",
    "demo: the announcer stands in for the AI",
    "demo announcer, no AI",
    "demo; no AI",
)
_ROOM_TO_HOLD: Final = len(" + 2 set aside")
"""Kept free beside the note, so that it stays the same while an intro is under way."""
_SEPARATOR: Final = "  ·  "


class CreditBar(Lines):
    """The balance in words with a sign, the price of each key, and in the demo what stands in for what."""

    def __init__(self, *, low_balance: int, demo: bool, key_of: Callable[[str], str]) -> None:
        super().__init__(id="credit-bar")
        self._low_balance = low_balance
        self._demo = demo
        self._key_of = key_of
        self._user: User | None = None
        self._unavailable = False
        self._prices: tuple[str, ...] = ()
        self._disagrees = False
        self._replay_price = ""
        self._auto = ""
        self._next = ""

    @property
    def text(self) -> str:
        return "\n".join(line.plain for line in self.lines(10_000))

    def show_balance(self, user: User | None) -> None:
        """Show the balance; None: the account can't be read."""
        self._user = user
        self._unavailable = user is None
        self.changed()

    def show_disagreement(self) -> None:
        """Mark that the account's books don't agree; the log says where."""
        self._disagrees = True
        self.changed()

    def show_prices(self, quotes: Sequence[tuple[UserTransaction, Quote]], *, speak: bool) -> None:
        """Show what each key that begins something costs; nothing where no price is known yet."""
        from spotintro.session.wording import price

        self._prices = tuple(
            price(step, quote, speak=speak, key=self._key_of(step.terms.key_name)) for step, quote in quotes
        )
        self.changed()

    def show_replay_price(self, quote: Quote | None) -> None:
        """Show what it costs to say the last intro again; None: there is none."""
        from spotintro.session.wording import replay_price

        self._replay_price = replay_price(quote, key=self._key_of("replay"))
        self.changed()

    def show_between(self, told: AutoTold | NextTold) -> None:
        """Show how it stands with auto, or with the intro of what comes next; nothing where there is nothing."""
        from spotintro.session.events import AutoTold

        if isinstance(told, AutoTold):
            self._auto = told.state.in_words
        else:
            self._next = told.in_words
        self.changed()

    def lines(self, width: int) -> list[Content]:
        balance = target(
            self._balance(), "support" if self._user is not None and self._user.left == 0 else "account"
        )
        if self._disagrees:
            balance = Content.assemble(("✖ books ", "bold $text-error"), balance)
        prices = [price for price in (*self._prices, self._replay_price, self._auto, self._next) if price]
        cost = Content(_SEPARATOR.join(prices))
        known = balance + Content.styled(_SEPARATOR, "$foreground-muted") + cost if cost else balance
        if self.app.size.height < TINY_ROWS:
            menu = menu_target()  # the bar of keys, which has it elsewhere, is not shown
            line = spread(known, menu, width) or spread(balance, menu, width)
            return [line or fitted(balance, width)]
        if known.cell_length <= width:
            lines = [known]
        elif self._held:
            # The next price can wait until this intro is paid.
            lines = [fitted(balance, width)]
        else:
            lines = [fitted(balance, width), *_packed(prices, width)]
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

        words = credits_in_words(user.available_credits)
        held = f" + {user.held_credits} set aside" if user.held_credits else ""
        if user.left == 0:
            return Content.assemble((f"✖ {words}", "bold $text-error"), " · none left")
        if user.left <= self._low_balance:
            return Content.assemble((f"▲ {words}", "bold $text-warning"), held, " · low")
        return Content.assemble((f"● {words}", "bold $text-success"), held)


def _packed(prices: Sequence[str], width: int) -> list[Content]:
    """Put prices into lines, as many into each as fit whole."""
    lines: list[str] = []
    for price in prices:
        longer = f"{lines[-1]}{_SEPARATOR}{price}" if lines else ""
        if longer and len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(price)
    return [fitted(Content(line), width) for line in lines]
