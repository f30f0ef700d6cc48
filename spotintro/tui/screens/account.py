"""The account at a glance, and the way out of it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, ClassVar

from spotintro.config.showing import server_of
from spotintro.credits.armour import Kind
from spotintro.credits.referral import read
from spotintro.credits.spending import total
from spotintro.credits.statistics import day_starts, month_starts
from spotintro.errors import SpotIntroError
from spotintro.money import Money
from spotintro.players.base import PlayerError
from spotintro.session.events import BalanceRead, Weight
from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.screens.page import UNAVAILABLE, Page, PageBody, failed
from spotintro.tui.widgets.account_text import (
    DAYS,
    MONTHS,
    AccountFigures,
    AccountText,
    Months,
    Spending,
    can_name_a_friend,
)
from spotintro.tui.widgets.code_field import CodeField, field_keys

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from spotintro.credits.base import Referral
    from spotintro.session.parts import Account, Parts
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.messages import Happened
    from spotintro.tui.screens.page import StartWorker


_log = logging.getLogger(__name__)


class AccountPage(Page):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.ACCOUNT)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.ACCOUNT, Scope.PAGE)

    def __init__(self, parts: Parts, session: Session, keymap: Keymap, start: StartWorker) -> None:
        self._parts = parts
        self._session = session
        self._keymap = keymap
        self._start = start
        self._news = ""
        """Told with the next change of focus, which would else take its place."""
        self._asking = False
        """Whether a second key is waited for before signing out."""
        self._text = AccountText(parts.prices, keymap, server=server_of(parts.settings.store.url))
        super().__init__("account", "Your account", keymap, PageBody(self._text))
        self.key_bar.hide("sign_out_history", "friend_code")
        self.field = CodeField("a friend's code goes in here", Kind.REFERRAL)
        self.field.display = False

    def below_body(self) -> ComposeResult:
        yield self.field

    def on_mount(self) -> None:
        self._read()

    def on_happened(self, message: Happened) -> None:
        """Read anew where the balance is another one than is shown, or the page came before the account."""
        if isinstance(message.event, BalanceRead):
            user, figures = message.event.user, self._text.figures
            shown = None if figures is None else figures.state.user
            if self._session.account is None or (user is not None and user != shown):
                self._read()

    def on_code_field_focused(self, message: CodeField.Focused) -> None:
        self.field.display = message.focused
        self.status.tell(field_keys("sends the friend's code") if message.focused else self._news)
        self._news = ""

    def on_input_submitted(self) -> None:
        self._start(self._name_friend(self.field.value), "friend's code", "entering a friend's code")

    def action_enter_friend_code(self) -> None:
        if self._asking:  # the field's line would take the question's place, and the next key still answer it
            self._ask(asking=False)
        figures = self._text.figures
        referral = None if figures is None else figures.state.referral
        if referral is None or not can_name_a_friend(referral):
            self.status.tell("A friend's code is entered once, before a credit was used that was paid for.")
            return
        self.field.display = True
        self.field.focus()

    def action_sign_out(self) -> None:
        if self._asking:
            self._sign_out(delete_history=False)
        elif self._session.intros.busy:
            self.status.tell(
                f"▲ The host is at work; {self._keymap.written('stop') or 'the next key'} stops it first."
            )
        else:
            self._ask(asking=True)

    def action_sign_out_history(self) -> None:
        """Sign out and delete the history, if asked; else do nothing, so that the key doesn't leave the page."""
        if self._asking:
            self._sign_out(delete_history=True)

    def action_close(self) -> None:
        if self._asking:
            self._ask(asking=False)
        else:
            super().action_close()

    async def _name_friend(self, text: str) -> None:
        account = self._session.account
        if account is None:
            self.status.tell(f"▲ {UNAVAILABLE}")
            return
        try:
            await account.enter_referral(read(text))
        except SpotIntroError as problem:
            self.status.tell(failed(problem.in_full))
            return
        self._news = "✓ Entered. Your friend is thanked once you have used a credit that was paid for."
        self._session.say(self._news.removeprefix("✓ "), Weight.INFO)
        self.field.value = ""
        self.set_focus(None)
        self._read()

    def _ask(self, *, asking: bool) -> None:
        self._asking = asking
        self.key_bar.offer_only(("sign_out", "sign_out_history", "close") if asking else None)
        out, history, back = (self._keymap.written(name) for name in ("sign_out", "sign_out_history", "close"))
        self.status.tell(
            f"? Sign out? Keys and answers kept here are forgotten, credits stay. {out} signs out, {history} "
            f"deletes the history of what you listened to as well, {back} does nothing."
            if asking
            else ""
        )

    def _sign_out(self, *, delete_history: bool) -> None:
        self._ask(asking=False)
        self.status.tell("Signing out …")
        self._start(self._signing_out(delete_history=delete_history), "sign out", "signing out")

    async def _signing_out(self, *, delete_history: bool) -> None:
        try:
            signed_out = await self._session.sign_out(delete_history=delete_history)
        except SpotIntroError as problem:
            self.status.tell(failed(problem.in_full))
            raise
        said = " ".join(signed_out.sentences())
        self.status.tell(f"{'▲' if signed_out.problems else '✓'} {said}")
        self._session.say(said, Weight.WARNING if signed_out.problems else Weight.INFO)
        self._read()

    def _offer(self, referral: Referral | None) -> None:
        """Offer the keys that do something now."""
        is_late = referral is None or not can_name_a_friend(referral)
        self.key_bar.hide("sign_out_history", *(("friend_code",) if is_late else ()))

    def _read(self) -> None:
        self._start(self._show_usage(), "quota on the account page", "counting the calls to Spotify")
        if not self._parts.demo:
            self._start(self._show_spotify_user(), "user on the account page", "reading who is signed in")
        account = self._session.account
        if account is None:
            if self._session.standing.account_fails:
                self._text.note = UNAVAILABLE
            self._text.changed()
        else:
            self._start(self._show(account), "account page", "reading the account")

    async def _show_spotify_user(self) -> None:
        user = await asyncio.to_thread(lambda: self._parts.spotify.sign_ins.signed_in())  # noqa: PLW0108 - made there, too
        self._text.spotify_user = "" if user is None else user.name
        self._text.changed()

    async def _show_usage(self) -> None:
        try:
            usage = await self._session.usage()
        except PlayerError as problem:
            _log.info("the calls can't be counted: %s", problem.message)
            return
        self._text.calls = None if usage is None else (usage, self._parts.clock.now())
        self._text.changed()

    def _cap(self) -> Money | None:
        options = self._parts.settings.writer.openai
        return Money.of(options.daily_cap, options.currency) if options.daily_cap else None

    async def _show(self, account: Account) -> None:
        now = self._parts.clock.now()
        try:
            # The lots first: what has lapsed is booked out by that.
            lots = await account.lots()
            self._text.figures = AccountFigures(await account.state(), lots, await account.allowances(), now)
            self._offer(self._text.figures.state.referral)
            self._text.changed()
            today = now.astimezone().date()
            month = day_starts(today, today.day)
            self._text.spending = Spending(await account.spending(month), today.day, self._cap())
            self._text.changed()
            self._text.statistics = await account.statistics(day_starts(today, DAYS))
            self._text.changed()
            self._text.months = await _months(account, today)
        except SpotIntroError as problem:
            self._text.note = problem.in_full
            raise
        finally:
            self._text.changed()


async def _months(account: Account, today: date) -> Months:
    starts = month_starts(today, MONTHS)
    used = await account.statistics(starts)
    spent = await account.spending(starts)
    sums = tuple(total(each for each in spent if each.day == number) for number in range(MONTHS))
    return Months(tuple(start.date() for start in starts), used.by_day(MONTHS), sums)
