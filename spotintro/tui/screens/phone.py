"""How a phone gets to the page: the address, its QR code, and the number that pairs it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from spotintro.errors import SpotIntroError
from spotintro.tui.screens.page import Page, PageBody
from spotintro.tui.widgets.qr_code import qr_code_of
from spotintro.tui.widgets.sign_in_text import SignInText

if TYPE_CHECKING:
    from spotintro.session.phones import Invitation
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.messages import Happened
    from spotintro.tui.phones import Served
    from spotintro.tui.screens.page import StartWorker


class PhonePage(Page):
    def __init__(self, keymap: Keymap, start: StartWorker) -> None:
        self._start = start
        self._text = SignInText(lambda: self.body_scroll.size.height)
        self._text.said = "Getting ready …"
        super().__init__("phone", "The page for your phone", keymap, PageBody(self._text))

    def on_mount(self) -> None:
        self._start(self._show(), "phones", "serving the page for phones")

    def on_resize(self) -> None:
        # Whether the code fits depends on the rows, too, which the width alone doesn't tell.
        self.call_after_refresh(self._text.changed)

    def on_happened(self, _message: Happened) -> None:
        """Show the number of now: one that was typed is used up, and a line of the log tells of the phone."""
        if self._text.address:
            self._start(self._show(), "phones", "serving the page for phones")

    async def _show(self) -> None:
        text = self._text
        app: Any = self.app  # an app's base class would make a circle with the app's module
        served: Served | None = app.served
        if served is None:
            text.said = "This start of the app offers no page for phones."
            text.changed()
            return
        try:
            invitation = await served.start(app)
        except SpotIntroError as problem:
            text.said = problem.in_full
            text.changed()
            return
        if text.address != invitation.address:
            text.qr_code = await asyncio.to_thread(qr_code_of, invitation.address)
            # A code of this machine's own address would lead a phone nowhere.
            text.address, text.qr_code_wanted = invitation.address, not _is_of_this_machine(invitation)
        text.said = _told(invitation, demo=app.parts.demo)
        text.changed()


def _is_of_this_machine(invitation: Invitation) -> bool:
    return "//127.0.0.1" in invitation.address


def _told(invitation: Invitation, *, demo: bool) -> str:
    """Say where the address is opened, with which number, and what there is to know before."""
    number = invitation.number
    is_here = _is_of_this_machine(invitation)
    where = "in a browser here; no other device can" if is_here else "on your phone"
    lines = [f"Open this {where}."]
    if number:
        lines.append(f"To pair it, type {number[:3]} {number[3:]} there.")
    else:
        lines.append("Pairing is closed after too many wrong numbers: start the app anew.")
    if is_here:
        lines.append(f"For phones, start with `spotintro{' demo' if demo else ''} --serve --lan`.")
    return " ".join((*lines, *filter(None, (invitation.warning,))))
