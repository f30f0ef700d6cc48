"""uvicorn's connection with bounds: how many there are, how long a request may take, how slow a reader may be."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

MAX_CONNECTIONS: Final = 128
MAX_OF_ONE: Final = 64
"""Of one address: a household's phones each have one, but all on this machine share theirs."""
REQUEST_S: Final = 10.0
"""From the first byte of a request, or the last of an answer, to the end of the next request."""
WRITE_S: Final = 10.0
"""So long a reader may leave what was sent to it unread."""


class BoundedProtocol(H11Protocol):
    """A connection that is cut where it is one too many, or its other end too slow."""

    _of_address: Counter[str] = Counter()  # noqa: RUF012 - of all connections on purpose

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._address = ""
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else "-"
        if len(self.connections) >= MAX_CONNECTIONS or self._of_address[address] >= MAX_OF_ONE:
            transport.abort()
            return
        self._address = address
        self._of_address[address] += 1
        super().connection_made(transport)
        # After it, since with TLS something may wait already, so that writing is paused at once.
        # Whatever waits to be read counts, so that the last bytes of an answer can't wait for ever. Not 0: by it
        # asyncio's encrypted transport takes an empty buffer for a full one, and pauses at every other write.
        transport.set_write_buffer_limits(high=1, low=0)
        self._expect_request()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._address:  # it was refused
            return
        self._of_address[self._address] -= 1
        if not self._of_address[self._address]:
            del self._of_address[self._address]
        self._address = ""
        self._end_reading()
        self._end_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if not self._address:
            return
        super().data_received(data)
        if _is_whole(self.cycle):  # uvicorn's types say that there is always one
            self._end_reading()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # Where the next request came along with this one, it is being answered already.
        if not self.transport.is_closing() and not _is_whole(self.cycle):
            self._expect_request()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._writing is None:
            self._writing = self.loop.call_later(WRITE_S, self.transport.abort)

    def resume_writing(self) -> None:
        self._end_writing()
        super().resume_writing()

    def _expect_request(self) -> None:
        if self._reading is None:
            self._reading = self.loop.call_later(REQUEST_S, self.transport.abort)

    def _end_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _end_writing(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None


def _is_whole(cycle: RequestResponseCycle | None) -> bool:
    """Tell whether a request has come to its end and is being answered."""
    return cycle is not None and not cycle.more_body and not cycle.response_complete
