"""Covers on their way to the screen: one after the other, the one that is wanted last before all others."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from spotintro.artwork.errors import ArtworkError
from spotintro.tui.messages import CoverDrawn
from spotintro.tui.pictures.drawing import Drawing, Place, draw

if TYPE_CHECKING:
    from spotintro.session.parts import Artwork

_log = logging.getLogger(__name__)


class Covers:
    """Fetches and draws beside the event loop, and posts what came of it; a failure is in the log alone.

    Args:
        artwork: Where covers come from.
    """

    def __init__(self, artwork: Artwork) -> None:
        self._artwork = artwork
        self._wanted: tuple[str, Place] | None = None
        self._changed = asyncio.Event()

    def want(self, url: str, place: Place) -> None:
        self._wanted = (url, place)
        self._changed.set()

    async def work(self, post: Callable[[CoverDrawn], object]) -> None:
        """Draw the wanted covers until cancelled; `post` takes a message to the widget that shows them."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._wanted is not None:
                url, place = self._wanted
                post(CoverDrawn(url, place, await self._draw_in_thread(url, place)))

    async def _draw_in_thread(self, url: str, place: Place) -> Drawing | None:
        """Draw in a thread that the end of the app doesn't wait for: a server may be silent for long."""
        loop = asyncio.get_running_loop()
        drawn: asyncio.Future[Drawing | None] = loop.create_future()

        def work() -> None:
            drawing = self._draw(url, place)
            with contextlib.suppress(RuntimeError):  # the app has ended meanwhile, and its loop with it
                loop.call_soon_threadsafe(_give, drawn, drawing)

        threading.Thread(target=work, name="cover", daemon=True).start()
        return await drawn

    def _draw(self, url: str, place: Place) -> Drawing | None:
        try:
            return draw(place, lambda width, height: self._artwork.picture(url, width=width, height=height))
        except ArtworkError as problem:
            _log.info("no cover: %s", problem.message)
        except Exception:  # noqa: BLE001 - a picture from outside must not end anything but itself
            _log.exception("a cover can't be drawn")
        return None


def _give(drawn: asyncio.Future[Drawing | None], drawing: Drawing | None) -> None:
    if not drawn.done():
        drawn.set_result(drawing)
