"""The further screens by their names; each is loaded when it is first asked for."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from textual.screen import Screen

    from spotintro.session.parts import Parts
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.screens.page import Page, StartWorker


class _App(Protocol):
    """The part of the app that is asked."""

    parts: Parts
    keys_in_force: Keymap

    @property
    def main(self) -> Screen[Any]: ...

    @property
    def screen(self) -> Screen[Any]: ...

    @property
    def session(self) -> Session: ...

    @property
    def start_work(self) -> StartWorker: ...

    def push_screen(self, screen: Screen[Any], /) -> object: ...

    def switch_screen(self, screen: Screen[Any], /) -> object: ...

    def pop_screen(self) -> object: ...


async def show_page(app: _App, name: str) -> None:
    """Show the page of that name, or close it where it is shown.

    A page goes in the place of another one; help lies over the page it is about, which is there again afterwards.
    """
    # Blocks: what the support page needs takes some 25 ms the first time.
    await asyncio.to_thread(importlib.import_module, f"spotintro.tui.screens.{name}")
    app.session.read_balance()
    if app.screen.id == name:
        app.pop_screen()
        return
    if name == "help":
        app.push_screen(_make_help(app.keys_in_force, app.screen))
        return
    if app.screen.id == "help":
        app.pop_screen()
        if app.screen.id == name:
            return
    page = _make_page(name, app.parts, app.session, app.keys_in_force, app.start_work)
    if app.screen is app.main:
        app.push_screen(page)
    else:
        app.switch_screen(page)


def _make_help(keymap: Keymap, before: Screen[Any]) -> Page:
    """Return a new page of help, on which the keys of the page where it was asked for come first."""
    from spotintro.tui.commands import COMMANDS
    from spotintro.tui.screens.help import HelpPage
    from spotintro.tui.screens.page import Page

    if isinstance(before, Page):
        of_page = (command for command in COMMANDS if command.scope in before.SCOPES)
        offered = [command for command in of_page if before.key_bar.offers(command.id)]
        return HelpPage(keymap, before.page_title.text, offered)
    return HelpPage(keymap)


def _make_page(name: str, parts: Parts, session: Session, keymap: Keymap, start: StartWorker) -> Page:
    """Return a new page of that name, help apart."""
    if name == "facts":
        from spotintro.tui.screens.facts import FactsPage

        return FactsPage(parts, session, keymap, start)
    if name == "history":
        from spotintro.tui.screens.history import HistoryPage

        return HistoryPage(session, keymap, start)
    if name == "intros":
        from spotintro.tui.screens.intros import IntrosPage

        return IntrosPage(session, keymap, start)
    if name == "account":
        from spotintro.tui.screens.account import AccountPage

        return AccountPage(parts, session, keymap, start)
    if name == "sign_in":
        from spotintro.tui.screens.sign_in import SignInPage

        return SignInPage(parts, session, keymap, start)
    if name == "writer":
        from spotintro.tui.screens.writer import WriterPage

        return WriterPage(parts, session, keymap, start)
    if name == "phone":
        from spotintro.tui.screens.phone import PhonePage

        return PhonePage(keymap, start)
    from spotintro.tui.screens.support import DemoSupportPage, SupportPage

    return (DemoSupportPage if parts.demo else SupportPage)(parts, session, keymap, start)
