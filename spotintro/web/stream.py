"""The server-sent events of one phone: what lives on the page, drawn anew whenever it has changed."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spotintro.state.web_access import Phone
    from spotintro.web.watch import Watch

MAX_STREAMS: Final = 48
MAX_OF_ONE: Final = 6
"""Streams of one phone: its windows."""
BEAT_S: Final = 15.0
"""After so long a silence something is sent, by which either end notices that the other is gone."""
GATHER_S: Final = 0.02
"""What comes within this time goes out together."""


class Streams:
    """Counts the streams, and writes each.

    Args:
        watch: Draws the page.
        phone_now: Looks a phone up again; None once it was revoked.
    """

    def __init__(self, watch: Watch, phone_now: Callable[[Phone], Phone | None]) -> None:
        self._watch = watch
        self._phone_now = phone_now
        self._open: Counter[str] = Counter()
        self._ended = False

    def end(self) -> None:
        """Let every stream end with the next bell."""
        self._ended = True

    def has_room(self, phone: Phone) -> bool:
        """Tell whether this phone may have one more stream."""
        return self._open.total() < MAX_STREAMS and self._open[phone.id] < MAX_OF_ONE

    async def events(self, phone: Phone) -> AsyncIterator[bytes]:
        """Yield the events of a phone until it is revoked, or the serving ends."""
        with self._counted(phone), self._watch.bell() as bell:
            seen = -1
            yield b"retry: 2000\n\n"
            while not self._ended:
                bell.clear()
                known = self._phone_now(phone)
                if known is None:
                    yield b"event: gone\ndata: 1\n\n"
                    return
                changes, body = self._watch.body(paired=known.paired)
                if changes != seen:
                    # What was drawn for others may be old by now; the first is of this moment.
                    body = body if seen >= 0 else self._watch.now(paired=known.paired)
                    seen = changes
                    yield b"event: live\ndata: " + json.dumps(body).encode() + b"\n\n"
                try:
                    async with asyncio.timeout(BEAT_S):
                        await bell.wait()
                    await asyncio.sleep(GATHER_S)
                except TimeoutError:
                    yield b": beat\n\n"

    @contextmanager
    def _counted(self, phone: Phone) -> Iterator[None]:
        self._open[phone.id] += 1
        try:
            yield
        finally:
            self._open[phone.id] -= 1
