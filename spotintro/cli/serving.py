"""The running app answers other programs: `spotintro remote` and `spotintro now` are among them."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from spotintro.remote.errors import NoSockets, ServedAlready, SocketUnavailable
from spotintro.remote.server import RemoteServer
from spotintro.session.events import Weight

if TYPE_CHECKING:
    from spotintro.session.parts import Parts
    from spotintro.session.session import Session

_log = logging.getLogger(__name__)


async def serve(parts: Parts, session: Session) -> None:
    """Answer other programs for this session, until it is cancelled.

    It ends at once where the system can't, or another app does it already, which the log file tells; and where the
    socket can't be made, which the session's log tells.
    """
    low_balance = parts.settings.credits.low_balance
    server = RemoteServer(session, now_s=parts.clock.monotonic_s, low_balance=low_balance)
    try:
        _log.info("other programs reach the app by %s", await server.open(parts.paths.data_dir))
        await asyncio.Event().wait()
    except (NoSockets, ServedAlready) as problem:
        _log.info("%s", problem)
    except SocketUnavailable as problem:
        session.say(problem.in_full, Weight.WARNING)
    finally:
        await server.close()
