"""What there is, and what the next key costs: both whole, at every size and in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.tui.widgets.lines import (
    TINY_ROWS,
    Lines,
    fitted,
    menu_target,
    spread,
    target,
    with_targets,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spotintro.credits.base import User
    from spotintro.credits.features import UserTransaction
    from spotintro.host.events import Quote
    from spotintro.session.events import AutoTold, NextTold, Refusal
    from spotintro.session.wording import Refused

DEMO_NOTES: Final = (
    "demo credits; the announcer stands in for the AI writer",
    "demo: the announcer stands in for the AI",
    "demo announcer, no AI",
    "demo; no AI",
)
_WIDE_GAP: Final = "  ·  "
_GAP: Final = " · "
_ONE_ROW: Final = 8
"""Below this many rows of the screen the bar has one."""
_MANY_ROWS: Final = 28
"""From this many rows on the prices may take two."""


class CreditBar(Lines):
    """The balance in words with a sign, the price of each key, and in the demo what stands in for what."""

    def __init__(self, *, low_balance: int, demo: bool, key_of: Callable[[str], str]) -> None:
        super().__init__(id="credit-bar")
        self._low_balance = low_balance
        self._demo = demo
        self._key_of = key_of
        self._user: User | None = None
        self._unavailable = False
        self._quotes: tuple[tuple[UserTransaction, Quote], ...] = ()
        self._speak = False
        self._replay: Quote | None = None
        self._refusal: Refusal | None = None
        self._disagrees = False
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
        self._quotes, self._speak = tuple(quotes), speak
        self.changed()

    def show_replay_price(self, quote: Quote | None) -> None:
        """Show what it costs to say the last intro again; None: there is none."""
        self._replay = quote
        self.changed()

    def show_refusal(self, refusal: Refusal | None) -> None:
        """Show what can be done about a refusal, while credits are missing for it; None: nothing is refused."""
        self._refusal = refusal
        self.changed()

    @property
    def refused(self) -> Refused | None:
        """Return what stands in place of the price; None where nothing is refused, or credits have come for it."""
        if self._refusal is None:
            return None
        from spotintro.session.wording import refusal_in_words

        return refusal_in_words(self._refusal, self._user, key_of=self._key_of)

    def show_between(self, told: AutoTold | NextTold) -> None:
        """Show how it stands with auto, or with the intro of what comes next; nothing where there is nothing."""
        from spotintro.session.events import AutoTold

        if isinstance(told, AutoTold):
            self._auto = told.state.in_words
        else:
            self._next = told.in_words
        self.changed()

    def lines(self, width: int) -> list[Content]:
        if self.app.size.height < TINY_ROWS:
            return [fitted(line, width) for line in self._with_menu(width)]
        lines = [fitted(line, width) for line in self._known(width)]
        return self._with_note(lines, width) if self._demo else lines

    def _with_menu(self, width: int) -> list[Content]:
        """Put the way to the palette behind a line that has room: the bar of keys, which has it, is not shown."""
        menu = menu_target()
        for lines in (self._known(width), self._known(max(1, width - menu.cell_length - 2))):
            for number, line in enumerate(lines):
                together = spread(line, menu, width)
                if together is not None:
                    return [*lines[:number], together, *lines[number + 1 :]]
        return lines

    def _known(self, width: int) -> list[Content]:
        """Return balance and prices: in one line where they fit, else the balance first."""
        refused = self.refused
        if refused is not None:
            return self._refused(refused, width)
        prices = self._prices(short=False)
        shorter = [*prices[:1], *self._prices(short=True)[1:]]
        further = [word for word in (self._auto, self._next) if word]
        long, brief = self._balance(), self._balance(brief=True)
        for balance, words in ((long, prices), (brief, prices), (brief, shorter)):
            line = _joined(balance, [*words, *further])
            if line.cell_length <= width:
                return [line]
        height = self.app.size.height
        shortest = self._prices(short=True)
        if height < _ONE_ROW:
            return [_most(brief, shortest, width)]
        balance = long if long.cell_length <= width else brief
        rows = 1 if height < _MANY_ROWS else 2
        for words in (prices, shorter):
            packed = _packed([*words, *further], width)
            if len(packed) <= rows and all(line.cell_length <= width for line in packed):
                return [balance, *packed]
        # What doesn't fit gives way, what stands last first; the next key's price never does.
        words = [*(shorter if shorter and len(shorter[0]) <= width else shortest), *further]
        while len(words) > 1 and len(_packed(words, width)) > rows:
            words.pop()
        return [balance, *_packed(words, width)]

    def _refused(self, refused: Refused, width: int) -> list[Content]:
        line = _with_choices(Content.styled(refused.line, "bold"), refused)
        balance = self._balance(brief=True)
        if self.app.size.height < _ONE_ROW:
            return [_most(balance, [f"{refused.needed} needed"], width)]
        beside = _joined(balance, [line])
        if beside.cell_length <= width:
            return [beside]
        if line.cell_length <= width:
            return [balance, line]
        choices = [_with_choices(line, refused) for line in _packed(refused.choices, width)]
        return [_most(balance, [f"{refused.needed} needed"], width), *choices]

    def _prices(self, *, short: bool) -> list[str]:
        """Return the price of each key that takes credits, the next one first."""
        if not self._quotes and self._replay is None:
            return []
        from spotintro.session.wording import price

        available = None if self._user is None else self._user.available_credits
        said = [
            price(
                step,
                quote,
                speak=self._speak,
                key=self._key_of(step.terms.key_name),
                available=available,
                short=short,
            )
            for step, quote in self._quotes
        ]
        replay_key = self._key_of("replay")
        if self._replay is not None and self._replay.charges and replay_key:
            said.append(price(None, self._replay, speak=True, key=replay_key, available=available, short=short))
        return said

    def _with_note(self, lines: list[Content], width: int) -> list[Content]:
        """Say in the demo what stands in for what: beside what is known, or below where there are rows."""
        if self.refused is not None:
            return lines
        for note in DEMO_NOTES:
            line = spread(lines[-1], Content.styled(note, "$foreground-muted"), width)
            if line is not None:
                return [*lines[:-1], line]
        if self.app.size.height < _MANY_ROWS or self._held:
            return lines
        note = next((note for note in DEMO_NOTES if len(note) <= width), DEMO_NOTES[-1])
        return [*lines, fitted(Content.styled(note, "$foreground-muted"), width)]

    @property
    def _held(self) -> int:
        return 0 if self._user is None else self._user.held_credits

    def _balance(self, *, brief: bool = False) -> Content:
        """Say what there is; a click on it opens the account, or support where nothing is left."""
        is_empty = self._user is not None and self._user.left == 0
        return target(self._balance_in_words(brief=brief), "support" if is_empty else "account")

    def _balance_in_words(self, *, brief: bool) -> Content:
        """Say what there is, with a sign and a word for each state, and what an intro has reserved."""
        books = ("▲ books ", "bold $text-error") if self._disagrees else ""
        if self._unavailable:
            return Content.assemble(books, ("▲ account unavailable", "bold $text-error"))
        user = self._user
        if user is None:
            return Content.assemble(books, ("… account", "$foreground-muted"))
        from spotintro.credits.errors import credits_in_words

        words = credits_in_words(user.available_credits)
        held = f"{_GAP}{user.held_credits} reserved" if user.held_credits else ""
        if held and not brief:
            held += " for this intro"
        if user.left == 0:
            key = self._key_of("support")
            # On the smallest screens the menu stands behind it, and the price has the next row alone.
            get_more = "more" if brief and self.app.size.height < TINY_ROWS else "get more"
            more = f"{_GAP}{key} {get_more}" if key and self.refused is None else ""
            none = f"{_GAP}none left" if not brief or not more else ""
            return Content.assemble(books, (f"○ {words}", "bold $text-error"), none, more)
        if user.left <= self._low_balance:
            return Content.assemble(books, (f"▲ {words}", "bold $text-warning"), held, f"{_GAP}low")
        return Content.assemble(books, (f"● {words}", "bold $text-success"), held)


def _with_choices(line: Content, refused: Refused) -> Content:
    """Have a click on a choice do what its key does."""
    ends = {"text only": "voice", "get more": "support", "retry": "retry"}
    words = ((choice, command) for choice in refused.choices for end, command in ends.items() if end in choice)
    return with_targets(line, *words)


def _joined(balance: Content, words: Sequence[str | Content]) -> Content:
    """Put the words behind the balance, in one line."""
    gap = Content.styled(_WIDE_GAP, "$foreground-muted")
    return gap.join([balance, *(_marked(word) if isinstance(word, str) else word for word in words)])


def _most(balance: Content, words: Sequence[str], width: int) -> Content:
    """Put as many words behind the balance as fit whole, with narrow gaps."""
    line = balance
    for word in words:
        longer = line + Content(f"{_GAP}{word}")
        if longer.cell_length > width:
            break
        line = longer
    return line


def _marked(word: str) -> Content:
    """Set a price that the credits don't pay back; its sign and its word say so without colour."""
    from spotintro.session.wording import UNPAYABLE

    return Content.styled(word, "$foreground-muted") if word.startswith(UNPAYABLE) else Content(word)


def _packed(words: Sequence[str], width: int) -> list[Content]:
    """Put words into lines, as many into each as fit whole."""
    lines: list[Content] = []
    for word in words:
        longer = lines[-1] + Content(_GAP) + _marked(word) if lines else None
        if longer is not None and longer.cell_length <= width:
            lines[-1] = longer
        else:
            lines.append(_marked(word))
    return lines
