"""The app's end of the socket: one request a connection, bounded in size, time and number."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from spotintro.remote.address import is_own, require_sockets, short_name, socket_files
from spotintro.remote.commands import perform
from spotintro.remote.errors import ServedAlready, SocketUnavailable
from spotintro.remote.messages import (
    HEARTBEAT_S,
    REQUEST_BYTES,
    Answer,
    Command,
    NoRequest,
    line_of,
    request_of,
)
from spotintro.remote.status import Status, status_of
from spotintro.state.durable import locked, make_own_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from spotintro.session.session import Session

_log = logging.getLogger(__name__)

MOST_CONNECTIONS: Final = 32
SILENT_S: Final = 5.0
"""So long a peer may take for its request, and for taking an answer."""
_WRITE_BUFFER_BYTES: Final = 16_384


class RemoteServer:
    """Answers other programs of the same user for a session.

    Args:
        session: What they ask about.
        now_s: The monotonic clock.
        low_balance: From so few credits on they run low.
        silent_s: How long a peer may take; a test's own in tests.
        heartbeat_s: How often whoever follows hears of it at least.
    """

    def __init__(
        self,
        session: Session,
        *,
        now_s: Callable[[], float],
        low_balance: int,
        silent_s: float = SILENT_S,
        heartbeat_s: float = HEARTBEAT_S,
    ) -> None:
        self._session = session
        self._now_s = now_s
        self._low_balance = low_balance
        self._silent_s = silent_s
        self._heartbeat_s = heartbeat_s
        self._connections: set[asyncio.Task[None]] = set()
        self._silent: dict[asyncio.Task[None], None] = {}
        """Those whose request has not come yet, the oldest first."""
        self._held = contextlib.ExitStack()
        self._server: asyncio.Server | None = None

    async def open(self, data_dir: Path) -> Path:
        """Listen on the socket of this data folder, and return its path. What a killed app has left is replaced.

        Raises:
            NoSockets: the system has none.
            ServedAlready: by another app on the same data folder.
            SocketUnavailable: it can't be made.
        """
        require_sockets()
        # Its first import takes 40 ms; the lock itself is taken on the loop, since it belongs to its thread.
        await asyncio.to_thread(importlib.import_module, "filelock")
        file = socket_files(data_dir)[0]
        try:
            await asyncio.to_thread(make_own_folder, file.parent)
            await self._listen(file)
        except TimeoutError:
            raise ServedAlready from None
        except OSError as error:
            await self.close()
            raise SocketUnavailable(
                f"Other programs can't reach the app: {file}: {error.strerror or error}.",
                "The app itself goes on without it.",
            ) from error
        return file

    async def _listen(self, file: Path) -> None:
        # Whoever has the lock serves; it goes with the program that dies, and its socket stays behind.
        self._held.enter_context(locked(file.with_suffix(".lock"), timeout_s=0))
        listening = _bound(file)
        self._held.callback(file.unlink, missing_ok=True)
        self._server = await asyncio.start_unix_server(self._connected, sock=listening, limit=REQUEST_BYTES)

    async def close(self) -> None:
        """Listen no more, and end every connection; the socket's file is gone then."""
        if self._server is not None:
            self._server.close()
            self._server = None
        connections = tuple(self._connections)
        for connection in connections:
            connection.cancel()
        if connections:
            await asyncio.wait(connections)
        self._held.close()

    # Connections

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not is_own(writer.get_extra_info("socket")):
            _log.warning("a program of another user was turned away")
            writer.transport.abort()
            return
        if len(self._connections) >= MOST_CONNECTIONS:
            if not self._silent:
                _log.warning("more than %d programs ask at once; one was turned away", MOST_CONNECTIONS)
                writer.transport.abort()
                return
            oldest = next(iter(self._silent))
            del self._silent[oldest]
            oldest.cancel()
        connection = asyncio.create_task(self._serve(reader, writer), name="answering another program")
        self._connections.add(connection)
        self._silent[connection] = None
        connection.add_done_callback(lambda ended: self._disconnected(ended, writer))

    def _disconnected(self, connection: asyncio.Task[None], writer: asyncio.StreamWriter) -> None:
        # Here, since a task that is cancelled early has never run. What is written already still goes out.
        writer.close()
        self._connections.discard(connection)
        self._silent.pop(connection, None)
        if not connection.cancelled() and (error := connection.exception()) is not None:
            _log.error("answering another program failed", exc_info=error)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.set_write_buffer_limits(high=_WRITE_BUFFER_BYTES)
        try:
            line = await self._request(reader)
            task = asyncio.current_task()
            assert task is not None
            self._silent.pop(task, None)
            if line.endswith(b"\n"):
                await self._answer(line, reader, writer)
        except (OSError, TimeoutError) as error:  # gone, silent, or too slow to take what it asked for
            _log.debug("a program that asked was dropped: %r", error)
            writer.transport.abort()

    async def _request(self, reader: asyncio.StreamReader) -> bytes:
        """Read one line; what is longer than a request becomes an empty one.

        Raises:
            TimeoutError: none came.
        """
        async with asyncio.timeout(self._silent_s):
            try:
                return await reader.readline()
            except ValueError:  # beyond the limit
                return b"\n"

    async def _answer(self, line: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = request_of(line)
        except NoRequest as problem:
            await self._write(writer, Answer(done=False, code="BAD_REQUEST", message=str(problem)))
            return
        if request.do is Command.FOLLOW:
            await self._tell_changes(reader, writer)
            return
        if request.do is not Command.STATUS:  # which a bar may ask for every second
            _log.info("another program asks: %s", request.do.value)
        answer = await perform(self._session, request.do)
        await self._write(writer, msgspec.structs.replace(answer, status=self._status()))

    async def _tell_changes(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Write how it stands, now and with each change, until the peer leaves or takes no more."""
        changed = asyncio.Event()
        leave = self._session.listen(lambda _event: changed.set())
        gone = asyncio.ensure_future(reader.read(1))
        told: tuple[Status, float] | None = None
        try:
            while not gone.done():
                changed.clear()
                status, now_s = self._status(), self._now_s()
                is_due = told is None or now_s - told[1] >= self._heartbeat_s
                if is_due or told is None or not status.goes_on_from(told[0], now_s - told[1]):
                    await self._write(writer, Answer(done=True, status=status))
                    told = status, now_s
                await _either(changed, gone, self._heartbeat_s)
        finally:
            leave()
            gone.cancel()

    def _status(self) -> Status:
        return status_of(self._session.standing, self._now_s(), low_balance=self._low_balance)

    async def _write(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        """Write a line. Raises: OSError: the peer is gone. TimeoutError: it takes nothing."""
        writer.write(line_of(answer))
        async with asyncio.timeout(self._silent_s):
            await writer.drain()


def _bound(file: Path) -> socket.socket:
    """Make the socket's file anew, for its owner alone.

    Raises:
        OSError: it can't be made.
    """
    file.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with short_name(file) as name:
            listening.bind(name)
        # Nobody can connect before it is listened on, and the folder lets nobody else in.
        file.chmod(0o600)
    except BaseException:
        listening.close()
        raise
    return listening


async def _either(changed: asyncio.Event, gone: asyncio.Future[bytes], seconds: float) -> None:
    waiting = asyncio.ensure_future(changed.wait())
    waits: set[asyncio.Future[Any]] = {waiting, gone}
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
