"""The further screens by their names; each is loaded when it is first asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

    from spotintro.session.parts import Parts
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.screens.page import Page, StartWorker


def load_page(name: str) -> None:
    """Load the modules of a page. Blocks: what the support page needs takes some 25 ms the first time."""
    importlib.import_module(f"spotintro.tui.screens.{name}")


def make_help(keymap: Keymap, before: Screen[Any]) -> Page:
    """Return a new page of help, on which the keys of the page where it was asked for come first."""
    from spotintro.tui.screens.help import HelpPage
    from spotintro.tui.screens.page import Page

    if isinstance(before, Page):
        return HelpPage(keymap, before.page_title.text, before.SCOPES)
    return HelpPage(keymap)


def make_page(name: str, parts: Parts, session: Session, keymap: Keymap, start: StartWorker) -> Page:
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
