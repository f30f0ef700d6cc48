"""A session on scripted parts, and its real socket."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spotintro.remote.server import RemoteServer
from tests.fakes.tui_parts import FakeParts
from tests.session.test_session import Face, facing


@dataclass
class Served:
    face: Face
    server: RemoteServer
    file: Path
    data_dir: Path

    def connect(self) -> socket.socket:
        """A peer that a test drives byte by byte; what it reads is there or comes within 10 s."""
        peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        peer.settimeout(10)
        peer.connect(str(self.file))
        return peer

    @property
    def connections(self) -> int:
        return len(self.server._connections)

    async def until(self, reached: Callable[[], bool]) -> None:
        await self.face.until(reached)


@asynccontextmanager
async def served(
    parts: FakeParts, folder: Path, *, silent_s: float = 30.0, heartbeat_s: float = 30.0
) -> AsyncIterator[Served]:
    """Serve a session that has begun on the socket of a data folder; its times are long unless a test says so."""
    async with facing(parts) as face:
        server = RemoteServer(
            face.session,
            now_s=time.monotonic if heartbeat_s < 1 else parts.clock.monotonic_s,
            low_balance=2,
            silent_s=silent_s,
            heartbeat_s=heartbeat_s,
        )
        try:
            yield Served(face, server, await server.open(folder), folder)
        finally:
            await server.close()


def line(**fields: Any) -> bytes:
    return json.dumps({"v": 1} | fields).encode() + b"\n"
