"""The AI servers that run on this machine, looked for where Ollama, LM Studio and llama.cpp usually are."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spotintro.plain_text import single_line

USUAL_PORTS: Final = (("Ollama", 11434), ("LM Studio", 1234), ("llama.cpp", 8080))
_HOST: Final = "127.0.0.1"
_PATIENCE_S: Final = 0.3
_MAX_BYTES: Final = 200_000
_LONGEST_NAME: Final = 100
_MOST_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that has told which models it has, one at least."""

    name: str
    """By the port: what usually runs there."""
    port: int
    models: tuple[str, ...]

    @property
    def base_url(self) -> str:
        return f"http://{_HOST}:{self.port}/v1"

    @property
    def in_words(self) -> str:
        """Its name and its models, in short: `Ollama: llama3.2, qwen3`."""
        more = len(self.models) - _MOST_NAMED
        return f"{self.name}: {', '.join(self.models[:_MOST_NAMED])}{f' and {more} more' if more > 0 else ''}"

    @property
    def settings(self) -> str:
        """The three lines of the settings that would have it write."""
        return f'[writer.openai]\nbase_url = "{self.base_url}"\nmodel = {json.dumps(self.models[0])}'


async def find_local_servers(
    ports: Sequence[tuple[str, int]] = USUAL_PORTS, *, patience_s: float = _PATIENCE_S
) -> tuple[LocalServer, ...]:
    """Ask each port for its models, all at once and for a moment; what gives no list of models is none.

    Nothing about the music is sent.
    """
    found = await asyncio.gather(*(_ask(name, port, patience_s) for name, port in ports))
    return tuple(server for server in found if server is not None)


async def _ask(name: str, port: int, patience_s: float) -> LocalServer | None:
    stream: asyncio.StreamWriter | None = None
    try:
        async with asyncio.timeout(patience_s):
            reader, stream = await asyncio.open_connection(_HOST, port)
            # 1.0: an answer in one piece, and the end of the connection behind it.
            head = ("GET /v1/models HTTP/1.0", f"Host: {_HOST}:{port}", "Accept: application/json")
            stream.write("".join(f"{line}\r\n" for line in (*head, "")).encode())
            answer = await _read(reader)
    except (OSError, TimeoutError):
        return None
    finally:
        if stream is not None:
            stream.close()
    models = _models(answer)
    return LocalServer(name, port, models) if models else None


async def _read(reader: asyncio.StreamReader) -> bytes:
    """Read an answer to its end; one that is longer than a list of models gives nothing."""
    answer = b""
    while chunk := await reader.read(_MAX_BYTES):
        answer += chunk
        if len(answer) > _MAX_BYTES:
            return b""
        if _is_whole(answer):
            break
    return answer


def _is_whole(answer: bytes) -> bool:
    """Tell whether all has come that the answer's head announces: some keep the connection open."""
    head, gap, body = answer.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n")[1:] if gap else ():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return len(body) >= int(value)
    return False


def _models(answer: bytes) -> tuple[str, ...]:
    head, _, body = answer.partition(b"\r\n\r\n")
    if head.split(b" ")[1:2] != [b"200"]:
        return ()
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    listed = document.get("data") if isinstance(document, dict) else None
    names = [each.get("id") for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    # A name that can't be shown whole can't be put into the settings either.
    return tuple(name for name in names if isinstance(name, str) and _can_be_shown(name))


def _can_be_shown(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and single_line(name, limit=_LONGEST_NAME) == name
