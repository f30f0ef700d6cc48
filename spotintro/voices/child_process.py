"""The parent's end of a child: started, read, and sure to be gone afterwards."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable

from spotintro.killing import kill
from spotintro.voices.messages import PREFIX, Message, ProtocolError, decode, encode, lengths

_NEW_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""What keeps a ctrl+c away on Windows, which has no sessions."""
_GOODBYE_S = 1.0
"""How long a child may take to end by itself; it has nothing to save."""


class ChildProcess:
    """One running child process and the task that reads its messages.

    `on_message` gets every message with its payload, `on_end` is called once when no more will come (with the exit
    status, negative for a signal); both run on the event loop.
    """

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        on_message: Callable[[Message, bytes], None],
        on_end: Callable[[int], None],
    ) -> None:
        self._process = process
        self._on_message = on_message
        self._on_end = on_end
        self._reader = asyncio.create_task(self._read(), name=f"read child {process.pid}")

    @classmethod
    async def start(
        cls,
        module: str,
        on_message: Callable[[Message, bytes], None],
        on_end: Callable[[int], None],
    ) -> ChildProcess:
        """Run `python -m module` with frames on its standard streams.

        It gets a session of its own, so that a ctrl+c in the terminal reaches this process alone, which then ends
        the child in order. `-P` keeps a `wave.py` in the current folder from being imported there.

        Raises:
            OSError: no process could be started.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            module,
            str(os.getpid()),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            creationflags=_NEW_GROUP,
        )
        return cls(process, on_message, on_end)

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, message: Message, payload: bytes = b"") -> None:
        """Queue one frame. Where the child is gone, nothing is sent: `on_end` says so."""
        stdin = self._process.stdin
        assert stdin is not None
        if not stdin.is_closing():
            stdin.write(encode(message, payload))

    def kill(self) -> None:
        """Kill the child now; what it sent up to here and is not read yet is still delivered."""
        kill(self._process)

    async def end(self) -> None:
        """Close the child's input, which ends it; kill it where that takes over a second.

        `on_end` has been called when this returns.
        """
        stdin = self._process.stdin
        assert stdin is not None
        stdin.close()
        _, late = await asyncio.wait({self._reader}, timeout=_GOODBYE_S)
        if late:
            self.kill()
            await self._reader

    async def _read(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        try:
            while True:
                header_bytes, payload_bytes = lengths(await stdout.readexactly(PREFIX.size))
                message = decode(await stdout.readexactly(header_bytes))
                self._on_message(message, await stdout.readexactly(payload_bytes))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the end of its output is how a child ends; the exit status below tells the rest
        except ProtocolError:
            self.kill()
        finally:
            self._on_end(await self._gone())

    async def _gone(self) -> int:
        try:
            async with asyncio.timeout(_GOODBYE_S):
                return await self._process.wait()
        except TimeoutError:
            self.kill()
            return await self._process.wait()
