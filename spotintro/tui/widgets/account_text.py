"""What the account page says: who, how much, what lapses when, what things cost, and what it was used for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.credits.errors import credits_in_words
from spotintro.credits.features import OFFERED, UserTransaction
from spotintro.credits.referral import written
from spotintro.credits.spending import total
from spotintro.host.events import Charge, Quote
from spotintro.plain_text import single_line
from spotintro.session.quota import count, pace, until
from spotintro.session.wording import lots_in_words, price, spent_in_words
from spotintro.tui.widgets.lines import Lines, hanging

if TYPE_CHECKING:
    from spotintro.credits.base import AccountState, Allowance, Lot, Referral
    from spotintro.credits.prices import Prices
    from spotintro.credits.spending import DaySpending, Spent
    from spotintro.credits.statistics import Statistics
    from spotintro.money import Money
    from spotintro.players.base import Usage
    from spotintro.tui.keymap import Keymap

DAYS: Final = 14
MONTHS: Final = 6
_LINE: Final = "━"
_BAR_STYLE: Final = "$foreground-muted"
"""Figures stand beside the bars: those are not to be the loudest thing."""
_BARS: Final = "▁▂▃▄▅▆▇█"
_GAP: Final = " · "
_NONE: Final = "·"
_LABEL_COLUMN: Final = 11
_LONGEST_BAR: Final = 24


@dataclass(frozen=True, slots=True)
class AccountFigures:
    state: AccountState
    lots: tuple[Lot, ...]
    allowances: tuple[Allowance, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Spending:
    """What the AI writer took this month, up to today."""

    days: tuple[DaySpending, ...]
    today: int
    """The day of the month."""
    cap: Money | None
    """The most that a day's texts may cost."""


@dataclass(frozen=True, slots=True)
class Months:
    """What the last months took, the oldest first; the last one is this month, so far."""

    begins: tuple[date, ...]
    credits: tuple[int, ...]
    spent: tuple[tuple[Spent, ...], ...]
    """What the AI writer took in each, by currency."""


class AccountText(Lines):
    """Fill the attributes, then call `changed`.

    Args:
        prices: In force.
        keymap: For the keys that lead on.
        server: The host that keeps the account; None: this machine.
    """

    def __init__(self, prices: Prices, keymap: Keymap, *, server: str | None) -> None:
        super().__init__()
        self._prices = prices
        self._keymap = keymap
        self._server = server
        self.note = "Reading the account …"
        """Where there are no figures, why."""
        self.figures: AccountFigures | None = None
        self.spending: Spending | None = None
        self.statistics: Statistics | None = None
        self.months: Months | None = None
        self.calls: tuple[Usage, datetime] | None = None
        """Of a service that counts them, and when they were counted."""
        self.spotify_user: str | None = None
        """By name; "" where nobody is signed in, None where nobody needs to be."""

    def lines(self, width: int) -> list[Content]:
        figures = self.figures
        calls = [] if self.calls is None else _calls(*self.calls, width)
        if figures is None:
            return [*self._costs(width), *calls, *_muted(self.note, width)]
        lines = [*self._who(figures, width), *self._balance(figures, width)]
        lines.extend(_top_ups(figures.allowances, width))
        lines.extend(self._costs(width))
        if figures.state.referral is not None:
            lines.extend(_friends(figures.state.referral, width))
        lines.extend(calls)
        if self.spending is not None:
            lines.extend(_spent(self.spending, width))
        lines.extend(self._leading_on(figures, width))
        if self.statistics is None:
            return [*lines, Content(""), *_muted("Adding up what was used …", width)]
        today = figures.now.astimezone().date()
        months = [] if self.months is None else _by_month(self.months, width)
        return [*lines, *_used(self.statistics, today, width), *months, *_beside(self.statistics, width)]

    def _who(self, figures: AccountFigures, width: int) -> list[Content]:
        account = single_line(figures.state.account_id)
        who = "this machine's account" if account == "local" else account
        kept = "on this machine" if self._server is None else f"on {single_line(self._server)}"
        lines = _row("account", f"{who}, kept {kept}", width)
        if self.spotify_user:
            lines.extend(_row("", f"signed in to Spotify as {self.spotify_user}", width))
        return lines

    def _balance(self, figures: AccountFigures, width: int) -> list[Content]:
        user = figures.state.user
        held = f"{_GAP}{user.held_credits} reserved for this intro" if user.held_credits else ""
        lines = _row("available", f"{credits_in_words(user.available_credits)}{held}", width)
        lines.extend(_row("used", f"{credits_in_words(user.used_credits)} in all", width))
        ending = any(lot.expires_at is not None for lot in figures.lots)
        for number, said in enumerate(lots_in_words(figures.lots, figures.now)):
            label = "lapsing" if ending else "lasting"
            lines.extend(_row("" if number else label, said, width))
        return lines

    def _costs(self, width: int) -> list[Content]:
        """Say what each key costs as the credit bar does, with the voice on; as they are set, whoever writes."""
        lines: list[Content] = []
        for feature in OFFERED:
            key = self._keymap.written(feature.terms.key_name)
            said = price(feature, self._quote(feature), speak=True, key=key)
            lines.extend(_row("" if lines else "prices", said, width))
        return [*lines, *_row("", "everything else is free", width)]

    def _leading_on(self, figures: AccountFigures, width: int) -> list[Content]:
        """Name the keys that lead on and that the page's key bar doesn't have."""
        count = figures.state.sequence
        ways = [
            ("support", "how to get credits"),
            ("history", f"the history, {count:,} {'entry' if count == 1 else 'entries'}"),
        ]
        if self.spotify_user == "":
            ways.append(("sign_in", "sign in to Spotify"))
        keys = [(self._keymap.written(command), said) for command, said in ways]
        return _row("keys", _GAP.join(f"{key} {said}" for key, said in keys if key), width)

    def _quote(self, feature: UserTransaction) -> Quote:
        steps = (feature, *((UserTransaction.SPEAK_TRACK_INTRO,) if feature.terms.speaks else ()))
        return Quote(tuple(Charge(step, self._prices.of(step)) for step in steps if self._prices.of(step)))


def _calls(usage: Usage, now: datetime, width: int) -> list[Content]:
    lines = _row("Spotify", f"calls: {count(usage)}; {pace(usage)}", width)
    if usage.paused_until is not None and usage.paused_until > now:
        lines.extend(_row("", f"▲ Spotify asked for a pause until {until(usage.paused_until, now)}", width))
    return lines


def _spent(spending: Spending, width: int) -> list[Content]:
    """Say what today's and this month's texts took, and the day's cap; nothing where there is neither."""
    if not spending.days and spending.cap is None:
        return []
    today = total(each for each in spending.days if each.day == spending.today - 1)
    cap = "" if spending.cap is None else f"; at most {spending.cap} a day"
    lines = _row("AI writer", f"today {_sums(today)}{cap}", width)
    return [*lines, *_row("", f"this month {_sums(total(spending.days))}", width)]


def _sums(sums: Sequence[Spent]) -> str:
    return " + ".join(map(spent_in_words, sums)) or "nothing"


def can_name_a_friend(referral: Referral) -> bool:
    return referral.friend_code is None and not referral.has_captured_paid


def _top_ups(allowances: Sequence[Allowance], width: int) -> list[Content]:
    """Return the lines about each allowance of which something is still to come."""
    coming = [each for each in allowances if each.next_at is not None]
    lines: list[Content] = []
    for number, each in enumerate(coming):
        assert each.next_at is not None
        every = "every day" if each.every_days == 1 else f"every {each.every_days} days"
        said = (
            f"{credits_in_words(each.amount)} {every}, {each.claimed} of {each.times} came; "
            f"the next from {each.next_at.astimezone():%Y-%m-%d} on, once the balance is low"
        )
        lines.extend(_row("" if number else "top-up", said, width))
    return lines


def _friends(referral: Referral, width: int) -> list[Content]:
    lines = _code("your code", referral.code, width)
    lines.extend(_row("", "for friends who begin with SpotIntro", width))
    if referral.friend_code is not None:
        lines.extend(_code("brought by", referral.friend_code, width))
        if referral.rewarded_at is not None:
            lines.extend(_row("", f"thanked on {referral.rewarded_at.astimezone():%Y-%m-%d}", width))
    return lines


def _code(label: str, code: str, width: int) -> list[Content]:
    """Write a code in whole groups, as many in a line as fit."""
    parts: list[str] = []
    for group in written(code).split("-"):
        if parts and len(parts[-1]) + len(group) + 2 <= width - _LABEL_COLUMN:
            parts[-1] += f"-{group}"
        else:
            if parts:
                parts[-1] += "-"
            parts.append(group)
    return [line for number, part in enumerate(parts) for line in _row("" if number else label, part, width)]


def _used(statistics: Statistics, today: date, width: int) -> list[Content]:
    by_day = statistics.by_day(DAYS)
    most, total = max(by_day), sum(by_day)
    first = today - timedelta(days=DAYS - 1)
    lines = [Content(""), _heading(f"Used in {DAYS} days")]
    bars = [Content.styled(_bar(amount, most), _BAR_STYLE) for amount in by_day]
    lines.append(Content(" ").join(bars))
    lines.extend(Content(_axis(first, today)).wrap(width)[0:1])
    if not total:
        return [*lines, Content("Nothing was used.")]
    top = first + timedelta(days=by_day.index(most))
    said = f"{credits_in_words(total)}, most on {top:%a %d %b} ({most}), today {by_day[-1]}."
    return [*lines, *Content(said).wrap(width), *_by_feature(statistics, width)]


def _by_month(months: Months, width: int) -> list[Content]:
    """Draw a bar for each month that took something, with what it cost in currency where that is known."""
    told = list(zip(months.begins, months.credits, months.spent, strict=True))
    most = max(months.credits)
    if not any(amount or spent for _, amount, spent in told):
        return []
    longest = max(4, min(_LONGEST_BAR, width - _LABEL_COLUMN - len(" 1,000 · ~0.0000 EUR")))
    lines = [Content(""), _heading(f"Used in {len(told)} months")]
    for month, amount, spent in told:
        if not amount and not spent:
            continue
        bar = _LINE * max(1, round(amount * longest / most)) if amount else _NONE
        costs = [f"{'~' if each.is_estimated else ''}{each.cost}" for each in spent if each.cost is not None]
        said = _GAP.join([f" {amount:,}", *costs])
        lines.extend(_row(f"{month:%b %Y}", Content.assemble((bar, _BAR_STYLE), said), width))
    return lines


def _by_feature(statistics: Statistics, width: int) -> list[Content]:
    """Draw a bar for each feature's credits."""
    features = statistics.by_feature()
    most = max(amount for _, _, amount in features)
    column = max(_LABEL_COLUMN, *(len(label) + 2 for label, _, _ in features))
    longest = max(4, min(_LONGEST_BAR, width - column - len(f" {most} (1,000 times)")))
    lines: list[Content] = []
    for label, times, amount in features:
        bar = _LINE * max(1, round(amount * longest / most)) if amount else _NONE
        said = Content.assemble((bar, _BAR_STYLE), f" {amount} ({_times(times)})")
        lines.extend(_row(label, said, width, column))
    return lines


def _beside(statistics: Statistics, width: int) -> list[Content]:
    lines = [Content(""), _heading(f"Also in {DAYS} days")]
    refused = f"{_times(statistics.refusals)}, for too few credits" if statistics.refusals else "never"
    lines.extend(_row("refused", refused, width))
    lines.extend(_row("support", f"{_times(statistics.support_contacts)} asked", width))
    after = statistics.after_empty
    if after.times:
        said = f"{credits_in_words(after.credits)} after running empty ({_times(after.times)})"
        lines.extend(_row("used again", said, width))
    if statistics.tracks:
        lines.extend((Content(""), _heading("Most introduced")))
        for track in statistics.tracks:
            lines.extend(_row(f"{track.intros:>3} ×", single_line(track.title), width, 7))
    return lines


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $text-accent")


def _muted(text: str, width: int) -> list[Content]:
    return list(Content.styled(text, "$foreground-muted").wrap(width))


def _row(label: str, said: str | Content, width: int, column: int = _LABEL_COLUMN) -> list[Content]:
    text = Content(said) if isinstance(said, str) else said
    return hanging(Content.styled(label.ljust(column), "$foreground-muted"), text, width)


def _bar(amount: int, most: int) -> str:
    if amount <= 0:
        return _NONE
    return _BARS[max(0, -(-amount * len(_BARS) // most) - 1)]


def _axis(first: date, today: date) -> str:
    """Write the first and last day under their bars, which stand in every second column."""
    begin, end = f"{first:%d %b}", f"{today:%d %b}"
    return begin + " " * (2 * DAYS - 1 - len(begin) - len(end)) + end
