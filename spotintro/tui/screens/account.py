"""The account at a glance: who, how much, what things cost, what was used, and every entry below."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.credits.base import EntryKind
from spotintro.credits.errors import credits_in_words
from spotintro.credits.prices import UserTransaction
from spotintro.plain_text import single_line
from spotintro.tui.screens.history import Entries, HistoryPage
from spotintro.tui.usage import DAYS, Usage, usage_of
from spotintro.tui.widgets.lines import hanging

if TYPE_CHECKING:
    from spotintro.credits.base import Entry, User
    from spotintro.credits.prices import Prices
    from spotintro.tui.intro_flow import IntroFlow
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.parts import Account, Parts
    from spotintro.tui.session import StartWorker

READ_ENTRIES: Final = 500
MAX_READS: Final = 20
"""10,000 entries in two weeks are a key held down, not use; the picture then says that it isn't whole."""
_BARS: Final = "▁▂▃▄▅▆▇█"
_NONE: Final = "·"
_LABEL_COLUMN: Final = 11


class _Statement(Entries):
    """What stands above the entries is part of the same lines, so that all of it scrolls together."""

    def __init__(self, prices: Prices, support_key: str) -> None:
        super().__init__()
        self._prices = prices
        self._support_key = support_key
        self.user: User | None = None
        self.usage: Usage | None = None

    def lines(self, width: int) -> list[Content]:
        lines = [*self._balance(width), *self._costs(width), *self._used(width)]
        return [*lines, Content(""), _heading("History"), *super().lines(width)]

    def _balance(self, width: int) -> list[Content]:
        user = self.user
        if user is None:
            return []
        held = f"{user.held_credits} held for what is under way" if user.held_credits else "none held"
        rows = (
            ("account", single_line(user.id)),
            ("available", f"{credits_in_words(user.available_credits)}, {held}"),
            ("used", f"{credits_in_words(user.used_credits)} in all"),
        )
        lines = [line for label, said in rows for line in _row(label, said, width)]
        if self._support_key:
            lines.extend(_row("more", f"{self._support_key} shows how to get credits", width))
        return lines

    def _costs(self, width: int) -> list[Content]:
        priced = ((step.label, self._prices.of(step)) for step in UserTransaction)
        said = ", ".join(f"{label} {credits_in_words(price) if price else 'free'}" for label, price in priced)
        return _row("prices", f"{said}; everything else is free", width)

    def _used(self, width: int) -> list[Content]:
        if self.user is None:
            return []
        lines = [Content(""), _heading(f"Used in {DAYS} days")]
        usage = self.usage
        if usage is None:
            return [*lines, Content.styled("Reading the account …", "$foreground-muted")]
        lines.append(Content(" ".join(_bar(amount, usage.most) for amount in usage.by_day)))
        lines.extend(Content(line).wrap(width)[0] for line in _axis(usage))
        for line in _in_words(usage):
            lines.extend(Content(line).wrap(width))
        return lines


class AccountPage(HistoryPage):
    def __init__(self, parts: Parts, flow: IntroFlow, keymap: Keymap, start: StartWorker) -> None:
        self._statement = _Statement(parts.prices, keymap.written("support"))
        self._clock = parts.clock
        super().__init__(flow, keymap, start, name="account", title="Your account", entries=self._statement)

    def on_mount(self) -> None:
        # Textual calls the history's own `on_mount` as well.
        account = self._flow.account
        if account is not None:
            self._start(self._read_statement(account), "account page", "reading the account")

    async def _read_statement(self, account: Account) -> None:
        self._statement.user = await account.user()
        self._statement.changed()
        today = self._clock.now().astimezone().date()
        first = today - timedelta(days=DAYS - 1)
        found: list[Entry] = []
        whole = False
        for _ in range(MAX_READS):
            before = found[-1].sequence if found else None
            older = await account.history(before=before, limit=READ_ENTRIES)
            found.extend(older)
            whole = len(older) < READ_ENTRIES or older[-1].at.astimezone().date() < first
            if whole:
                break
        captures = [entry for entry in found if entry.kind is EntryKind.CAPTURE]
        self._statement.usage = usage_of(captures, today=today, whole=whole)
        self._statement.changed()


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $text-accent")


def _row(label: str, said: str, width: int) -> list[Content]:
    return hanging(Content.styled(label.ljust(_LABEL_COLUMN), "$foreground-muted"), Content(said), width)


def _bar(amount: int, most: int) -> str:
    if amount <= 0:
        return _NONE
    return _BARS[max(0, -(-amount * len(_BARS) // most) - 1)]


def _axis(usage: Usage) -> list[str]:
    """The days under their bars, where a bar stands every second column."""
    first, last = f"{usage.first:%d %b}", f"{usage.today:%d %b}"
    return [first + " " * (2 * DAYS - 1 - len(first) - len(last)) + last]


def _in_words(usage: Usage) -> list[str]:
    if not usage.total:
        return ["Nothing was used."]
    top = usage.first + timedelta(days=usage.by_day.index(usage.most))
    by_step = ", ".join(f"{label} {amount}" for label, amount in usage.by_step)
    lines = [
        f"{credits_in_words(usage.total)}: {by_step}.",
        f"Most on {top:%a %d %b} ({usage.most}), today {usage.by_day[-1]}.",
    ]
    if not usage.whole:
        lines.append("The oldest of these days are left out: there are too many entries.")
    return lines
