"""The page for phones, served beside the screen: begun from the start on, or when its page is opened."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

from spotintro.errors import SpotIntroError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spotintro.session.parts import Parts
    from spotintro.session.phones import Invitation, Phones
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap


class _App(Protocol):
    """The part of the app that is asked."""

    parts: Parts
    keys_in_force: Keymap

    @property
    def screen_stack(self) -> list[Screen[Any]]: ...

    @property
    def session(self) -> Session: ...

    def exit(self, *, return_code: int, message: str) -> None: ...


class Served:
    """Starts what serves the page, once; its number stands on this screen alone: phones have the session's log.

    Args:
        make: Makes it.
        at_once: Whether it is begun with the app.
    """

    def __init__(self, make: Callable[[Parts], Phones], *, at_once: bool) -> None:
        self._make = make
        self._phones: Phones | None = None
        self.at_once = at_once

    async def start(self, app: _App) -> Invitation:
        """Serve the page of the app's session; return how to get there.

        Raises:
            SpotIntroError: it can't be served.
        """
        if self._phones is None:
            self._phones = await asyncio.to_thread(self._make, app.parts)
        return await self._phones.start(app.session, lambda changed: _tell_number(app, changed))

    async def start_with(self, app: _App) -> None:
        """Serve it from the start on; where that can't be, the app ends with 1 and says why."""
        try:
            invitation = await self.start(app)
        except SpotIntroError as problem:
            app.exit(return_code=1, message=problem.in_full)
            return
        key = app.keys_in_force.written("phone")
        app.session.say(f"The page for your phone is served{f'; {key} shows how to get there' if key else ''}.")
        _tell_number(app, invitation)

    async def stop(self) -> None:
        if self._phones is not None:
            await self._phones.stop()


def _tell_number(app: _App, invitation: Invitation) -> None:
    from spotintro.session.events import Said, Weight
    from spotintro.tui.messages import Happened

    number = invitation.number
    told = (
        f"To pair a phone, type {number} on it." if number else "Pairing is closed, after too many wrong numbers."
    )
    happened = Happened(Said(told, Weight.INFO if number else Weight.WARNING))
    for screen in app.screen_stack:
        screen.post_message(happened)
