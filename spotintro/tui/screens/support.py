"""How to get more credits or help: whom to ask, what to send, and where the voucher goes that comes back."""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import sys
from typing import TYPE_CHECKING, ClassVar

from spotintro import __version__
from spotintro.credits.armour import Kind
from spotintro.credits.requests import encode, request_of
from spotintro.credits.support import SupportMessage, mailto, prepare_message
from spotintro.errors import SpotIntroError
from spotintro.plain_text import single_line
from spotintro.session.events import BalanceRead
from spotintro.state.told import SUPPORT_ASKED, forget_told, note_told, told_at
from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.screens.page import Page, PageBody, failed
from spotintro.tui.widgets.code_field import CodeField, field_keys
from spotintro.tui.widgets.qr_code import qr_code_of
from spotintro.tui.widgets.support_text import KEYS, SupportText

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from spotintro.credits.base import AccountState
    from spotintro.session.parts import Parts
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.messages import Happened
    from spotintro.tui.screens.page import StartWorker


_log = logging.getLogger(__name__)


class SupportPage(Page):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.SUPPORT)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.SUPPORT, Scope.PAGE)

    def __init__(self, parts: Parts, session: Session, keymap: Keymap, start: StartWorker) -> None:
        self._parts = parts
        self._start = start
        self._session = session
        self._keymap = keymap
        self._email = single_line(parts.settings.support.email)
        self._packages = parts.settings.credits.packages
        self._state: AccountState | None = None
        self._chosen = 0
        self._redeeming = False
        self._counted = False
        self._news = ""
        """Told with the next change of focus, which would else take its place."""
        self.message = SupportMessage("", "")
        self.request = ""
        """What the operator needs to know, as text; "" until the account has told where it stands."""
        self.field = CodeField("a voucher goes in here", Kind.VOUCHER)
        self._takes_vouchers = parts.takes_vouchers
        self._free_asked = False
        self._text = SupportText(
            parts.settings.support,
            self._packages if self._takes_vouchers else (),
            self._rows,
            takes_vouchers=self._takes_vouchers,
            has_desk=parts.demo,
            key_of=keymap.written,
        )
        super().__init__("support", "Support", keymap, PageBody(self._text))
        self._offer()

    def below_body(self) -> ComposeResult:
        if self._takes_vouchers:
            yield self.field

    def _offer(self) -> None:
        """Offer the keys that do something now."""
        hidden = [] if self._takes_vouchers else ["voucher"]
        hidden += [] if self._email and _has_desktop() else ["mail"]
        hidden += [] if self.message.body else ["copy", "unfold"]
        hidden += [] if self.request and self._takes_vouchers else ["qr_code", "demo_desk"]
        hidden += [] if self._session.setting_up.may_be_free else ["make_free"]
        offered = len(self._packages) if self._takes_vouchers else 0
        hidden += [f"package_{number}" for number in range(offered + 1, KEYS + 1)]
        self.key_bar.offer_only(None)
        self.key_bar.hide(*hidden)
        self.key_bar.label("unfold", "fold" if self._text.unfolded else "show it")
        self.key_bar.label("make_free", "yes, free" if self._free_asked else "free")
        self._text.may_be_free = self._session.setting_up.may_be_free

    def on_mount(self) -> None:
        self._start(self._prepare(), "support", "reading the balance")

    def on_happened(self, message: Happened) -> None:
        """Prepare it anew where the balance is another one than is shown, or the page came before the account."""
        if isinstance(message.event, BalanceRead):
            user, shown = message.event.user, self._state
            if shown is None or (user is not None and user != shown.user):
                self._start(self._read_state(), "support", "reading the balance")

    def on_resize(self) -> None:
        # Whether the code fits depends on the rows, too, which the width alone doesn't tell.
        self.call_after_refresh(self._text.changed)

    def on_paste(self, event: events.Paste) -> None:
        """Put the text into the field: a voucher pasted while none has the focus can only be meant for it."""
        if not self._takes_vouchers:
            self.status.tell("▲ No voucher counts here: no operator is set.")
            return
        self.field.fill(event.text)
        self.field.focus()

    def on_code_field_focused(self, message: CodeField.Focused) -> None:
        if not message.focused:
            self._offer()
        self.status.tell(f"{self._news} {field_keys('redeems what is') if message.focused else ''}".strip())
        self._news = ""

    def on_input_submitted(self) -> None:
        if not self.field.value.strip():
            self.field.action_leave()
        elif not self._redeeming:
            self._redeeming = True
            self._start(self._redeem(self.field.value), "voucher", "redeeming the voucher")

    def action_enter_voucher(self) -> None:
        if self._takes_vouchers:
            self.field.focus()

    def action_unfold(self) -> None:
        self._text.unfolded = not self._text.unfolded
        self._text.changed()
        self._offer()

    def action_make_free(self) -> None:
        """Ask first; the same key again does it."""
        if not self._session.setting_up.may_be_free:
            return
        if not self._free_asked:
            self._free_asked = True
            key = self._keymap.written("make_free")
            file = self._parts.paths.config_file
            self.status.tell(
                f"? Set every price to 0, in {file} as well? {key} again does it; any other key doesn't."
            )
            self._offer()
            return
        self._free_asked = False
        self._start(self._make_free(), "free", "setting the prices to 0")

    def on_key(self, event: events.Key) -> None:
        """Take the question back with any other key, which does what it does else."""
        if self._free_asked and event.key not in self._keymap.keys["make_free"]:
            self._free_asked = False
            self.status.tell("")
            self._offer()

    async def _make_free(self) -> None:
        try:
            told = await self._session.setting_up.make_free()
        except SpotIntroError as problem:
            self.status.tell(failed(problem.in_full))
            return
        self.status.tell(f"✓ {told}")
        self._offer()
        self._text.changed()

    def action_choose_package(self, number: int) -> None:
        if not self._takes_vouchers or number > len(self._packages):
            self.status.tell("There is no package of that number here.")
            return
        self._chosen = number - 1
        self._start(self._show(), "support", "preparing the request")

    def action_toggle_qr_code(self) -> None:
        self._text.qr_code_wanted = not self._text.qr_code_wanted
        if self._text.qr_code_wanted:
            self._count_contact()
        self._text.changed()
        self.body_scroll.scroll_home(animate=False)

    def action_copy(self) -> None:
        if not self.message.body:
            return
        self.app.copy_to_clipboard(self.message.body)
        self._count_contact()
        self.status.tell("✓ Copied, if this terminal allows it; else select the text.")

    def action_mail(self) -> None:
        link = mailto(self._email, self.message)
        copy = self._keymap.written("copy")
        if link is None:
            self.status.tell(f"▲ No mail address is set (support.email); {copy} copies the message.")
        elif not _has_desktop():
            self.status.tell(f"▲ There is no desktop here for a mail program; {copy} copies it.")
        else:
            self.app.open_url(link)
            self._count_contact()
            self.status.tell("✓ Handed to the mail program.")

    def _count_contact(self) -> None:
        """Count a contact for the statistics; a message that is copied and shown as well is one contact."""
        account = self._session.account
        if account is not None and not self._counted:
            self._counted = True
            self._start(account.record_support_contact(), "support contact", "counting a contact with support")
        if self._takes_vouchers and self.request:
            self._start(self._note_asked(), "support asked", "keeping that support was asked")

    async def _note_asked(self) -> None:
        try:
            await asyncio.to_thread(note_told, self._parts.paths.data_dir, SUPPORT_ASKED)
        except OSError as error:
            _log.warning("that a request is on its way is not kept: %s", error)
        self._text.asked_at = self._parts.clock.now()
        self._text.changed()

    async def _forget_asked(self) -> None:
        try:
            await asyncio.to_thread(forget_told, self._parts.paths.data_dir, SUPPORT_ASKED)
        except OSError as error:
            _log.warning("that a request was answered is not kept: %s", error)
        self._text.asked_at = None

    async def _prepare(self) -> None:
        self._text.asked_at = await asyncio.to_thread(told_at, self._parts.paths.data_dir, SUPPORT_ASKED)
        # Shown first as it stands when the account can't be read: then it is needed most.
        await self._show()
        if self._session.account is not None:
            await self._read_state()

    async def _read_state(self) -> None:
        account = self._session.account
        if account is not None:
            self._state = await account.state()
        await self._show()

    async def _show(self) -> None:
        state = self._state
        package = self._packages[self._chosen] if self._packages else None
        name = None if package is None else package.name
        self.request = "" if state is None else encode(request_of(state, package=name))
        self.message = prepare_message(
            None if state is None else state.user,
            account=self._parts.account_id if state is None else state.account_id,
            version=__version__,
            platform=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
            package=None if package is None else package.name,
            request=self.request or None,
        )
        self._text.chosen = self._chosen
        self._text.user = None if state is None else state.user
        self._text.account_fails = self._session.standing.account_fails
        self._text.message = self.message.body
        # Without the hyphens, which are for the eye, the code is a size smaller.
        short = self.request.replace("-", "")
        self._text.qr_code = await asyncio.to_thread(qr_code_of, short) if short else None
        self._text.changed()
        if not self.field.has_focus:
            self._offer()

    async def _redeem(self, text: str) -> None:
        try:
            told, problems = await self._session.redeem(text)
        except SpotIntroError as problem:
            told, problems = (), (problem,)
        finally:
            self._redeeming = False
        lines = [*(f"● {line.text}" for line in told), *(failed(problem.in_full) for problem in problems)]
        if not told:
            self.status.tell(" ".join(lines))
            return
        self._text.answer = ""
        await self._forget_asked()
        if not problems:
            self.field.value = ""
        self._news = " ".join(lines)
        self.set_focus(None)
        await self._prepare()

    def _rows(self) -> int:
        return self.body_scroll.size.height


class DemoSupportPage(SupportPage):
    """With a desk that answers at once, so that the whole circle can be walked alone."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.DEMO_DESK)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.DEMO_DESK, *SupportPage.SCOPES)

    def action_ask_demo_desk(self) -> None:
        self._start(self._ask_demo_desk(), "demo desk", "asking the demo's support desk")

    async def _ask_demo_desk(self) -> None:
        if not self.request:
            self.status.tell("▲ There is no request yet: the account has not told where it stands.")
            return
        try:
            voucher = await asyncio.to_thread(self._parts.ask_demo_desk, self.request)
        except SpotIntroError as problem:
            self.status.tell(failed(problem.in_full))
            return
        self._text.answer = voucher.replace("-", " ")
        self._text.changed()
        self.field.fill(voucher)
        self._news = "✓ The demo's desk answered with a voucher:"
        self.field.focus()
        self.body_scroll.scroll_end(animate=False)


def _has_desktop() -> bool:
    """Tell whether a link can open in a window: elsewhere a text browser would start over this screen."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
