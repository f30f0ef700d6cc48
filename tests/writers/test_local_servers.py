"""AI servers on this machine: found by their list of models, and by nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from spotintro.writers.local_servers import LocalServer, find_local_servers
from tests.fakes.openai_server import OpenAIServer

pytestmark = pytest.mark.slow


@asynccontextmanager
async def answering(answer: bytes | None, *, keeps_open: bool = False) -> AsyncIterator[int]:
    """A server that says this to whatever it is asked; None: nothing. Its port."""
    done = asyncio.Event()
    connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            if answer is not None:
                writer.write(answer)
            if answer is None or keeps_open:
                await done.wait()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(answered(reader, writer))
        connections[task] = writer
        task.add_done_callback(lambda ended: connections.pop(ended).close())

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        done.set()
        server.close()
        if connections:
            await asyncio.wait(connections)


def http(body: str | bytes, *, status: int = 200, length: bool = False) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    counted = f"Content-Length: {len(content)}\r\n" if length else ""
    return f"HTTP/1.1 {status} Said\r\nContent-Type: whatever\r\n{counted}\r\n".encode() + content


def listed(*names: object) -> str:
    return json.dumps({"object": "list", "data": [{"id": name, "object": "model"} for name in names]})


async def found(
    answer: bytes | None, *, keeps_open: bool = False, patience_s: float = 10
) -> tuple[LocalServer, ...]:
    async with answering(answer, keeps_open=keeps_open) as port:
        return await find_local_servers([("Ollama", port)], patience_s=patience_s)


async def test_a_server_tells_its_models_and_what_to_put_into_the_settings() -> None:
    async with answering(http(listed("llama3.2:1b", "qwen3"))) as port:
        (server,) = await find_local_servers([("Ollama", port)], patience_s=10)
    assert (server.name, server.models) == ("Ollama", ("llama3.2:1b", "qwen3"))
    assert server.in_words == "Ollama: llama3.2:1b, qwen3"
    assert server.settings == (f'[writer.openai]\nbase_url = "http://127.0.0.1:{port}/v1"\nmodel = "llama3.2:1b"')


async def test_all_are_asked_and_each_is_named() -> None:
    many = listed(*(f"m{number}" for number in range(9)))
    async with answering(http(many)) as first, answering(http("<html>")) as second:
        with OpenAIServer() as third:
            places = [("Ollama", first), ("LM Studio", second), ("llama.cpp", third.port)]
            servers = await find_local_servers(places, patience_s=10)
            (asked,) = third.requests
    assert [server.in_words for server in servers] == ["Ollama: m0, m1, m2, m3 and 5 more", "llama.cpp: fake"]
    assert (asked.method, asked.path, asked.body) == ("GET", "/v1/models", {})


async def test_one_that_leaves_the_connection_open_is_read_by_its_length() -> None:
    (server,) = await found(http(listed("m"), length=True), keeps_open=True)
    assert server.models == ("m",)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\xff\x00garbage",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        http("<!DOCTYPE html><title>Admin</title>"),
        http(listed("m"), status=404),
        http("[]"),
        http("null"),
        http('{"data": "m"}'),
        http('{"data": [1, null, {"name": "m"}]}'),
        http(listed()),
        http(listed(7, "", "x" * 101, "two\nlines", "\x1b[31mred")),
        http("[" * 100_000),
        http(b'{"data": [{"id": "\xff"}]}'),
        http(listed("m") + " " * 300_000),
        http('{"data": [' + '{"id": "m"},' * 30_000),
    ],
    ids=range(15),
)
async def test_what_is_no_list_of_models_is_no_server(answer: bytes) -> None:
    assert await found(answer) == ()


async def test_a_port_where_nobody_listens_is_none() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert await find_local_servers([("Ollama", free.getsockname()[1])]) == ()


@pytest.mark.parametrize("answer", [None, http(listed("m"))[:-5]])
async def test_one_that_stalls_is_left_soon(answer: bytes | None) -> None:
    began = time.monotonic()
    assert await found(answer, keeps_open=True, patience_s=0.3) == ()
    assert time.monotonic() - began < 5
