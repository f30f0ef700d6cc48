"""The other end of the socket: for the commands that ask a running app."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spotintro.remote.address import is_own, require_sockets, short_name, socket_files
from spotintro.remote.errors import AppOfOtherVersion, AppSilent, NoApp
from spotintro.remote.messages import (
    ANSWER_BYTES,
    ANSWER_S,
    HEARTBEAT_S,
    VERSION,
    Answer,
    Command,
    Request,
    answer_of,
    line_of,
)

if TYPE_CHECKING:
    from spotintro.remote.status import Status

CONNECT_S: Final = 2.0
FIRST_STATUS_S: Final = 2.0
_GRACE_S: Final = 5.0


async def ask(data_dir: Path, command: Command) -> Answer:
    """Give the app on this data folder the command, and return its answer.

    Raises:
        NoSockets: the system has none.
        NoApp: none is running.
        RemoteError: it doesn't answer, or not in a way that can be read.
    """
    connection = await _connect(data_dir)
    try:
        await connection.send(command)
        return await connection.read(ANSWER_S + _GRACE_S)
    finally:
        connection.close()


class Attachment:
    """A running app that tells how it stands.

    Attributes:
        status: What it told last.
    """

    def __init__(self, connection: _Connection, status: Status, silent_s: float) -> None:
        self._connection = connection
        self._silent_s = silent_s
        self.status = status

    async def change(self) -> Status:
        """Wait for what it tells next, and return that. Raises: RemoteError: it has ended, or stands still."""
        self.status = await _status(self._connection, self._silent_s)
        return self.status

    def close(self) -> None:
        self._connection.close()


async def attach(data_dir: Path, *, silent_s: float = 2 * HEARTBEAT_S + _GRACE_S) -> Attachment:
    """Return the app on this data folder once it has told how it stands. Whoever asks closes it.

    Args:
        data_dir: As the app has it.
        silent_s: An app that says nothing for so long counts as gone.

    Raises:
        RemoteError: as `ask`.
    """
    connection = await _connect(data_dir)
    try:
        await connection.send(Command.FOLLOW)
        return Attachment(connection, await _status(connection, FIRST_STATUS_S), silent_s)
    except BaseException:
        connection.close()
        raise


async def _status(connection: _Connection, within_s: float) -> Status:
    answer = await connection.read(within_s)
    if answer.status is None:
        raise AppSilent(answer.message or "The app does not say how it stands.", answer.next_step)
    return answer.status


class _Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @property
    def is_own(self) -> bool:
        return is_own(self._writer.get_extra_info("socket"))

    async def send(self, command: Command) -> None:
        self._writer.write(line_of(Request(v=VERSION, do=command)))
        try:
            await self._writer.drain()
        except OSError:
            raise AppSilent("The app breaks off.", "") from None

    async def read(self, within_s: float) -> Answer:
        try:
            async with asyncio.timeout(within_s):
                line = await self._reader.readline()
        except TimeoutError:
            raise AppSilent(
                "The app is there and does not answer.", "Look whether its terminal is suspended."
            ) from None
        except (OSError, ValueError):
            line = b""
        if not line.endswith(b"\n"):
            raise AppSilent("The app breaks off.", "")
        answer = answer_of(line)
        if answer is None:
            raise AppOfOtherVersion
        return answer

    def close(self) -> None:
        self._writer.transport.abort()


async def _connect(data_dir: Path) -> _Connection:
    require_sockets()
    for file in socket_files(data_dir):
        try:
            async with asyncio.timeout(CONNECT_S):
                with short_name(file) as name:
                    connection = _Connection(*await asyncio.open_unix_connection(name, limit=ANSWER_BYTES))
        except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError):
            continue
        except OSError as error:
            reason = "it does not answer" if isinstance(error, TimeoutError) else error.strerror or str(error)
            raise AppSilent(f"The app can't be reached at {file}: {reason}.", "") from error
        if connection.is_own:
            return connection
        connection.close()
    raise NoApp
