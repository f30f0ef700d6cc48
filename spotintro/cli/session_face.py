"""A session on the command line: what the commands for intros between tracks have in common."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spotintro.session.events import SessionEvent
    from spotintro.session.session import Session
    from spotintro.wiring.parts import Parts


class SessionFace:
    """The face of a session on the command line, which waits until the session has begun."""

    def __init__(self) -> None:
        self._begun = asyncio.Event()

    def hear(self, event: SessionEvent) -> None:
        """Take an event of the session."""
        from spotintro.session.events import MadeReady

        if isinstance(event, MadeReady):
            self._begun.set()

    async def begin(self, session: Session, *, speak: bool) -> None:
        """Begin the session; return once account, host and player are there, or could not be opened."""
        from spotintro.cli.delivering import decline_what_nobody_agreed_to

        session.intros.speak = speak
        session.begin()
        await self._begun.wait()
        await decline_what_nobody_agreed_to(session)
        await session.first_reading()


def session_over(parts: Parts, hear: Callable[[SessionEvent], None]) -> Session:
    """Return a session whose only face is this one, which has no keys."""
    from spotintro.session.session import Session

    return Session(parts, hear, key_of=lambda _command: "")
