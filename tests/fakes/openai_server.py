"""An OpenAI-compatible server on loopback that answers, fails and stalls as told.

In a test: `with OpenAIServer(Answer("Hello.")) as server:` and `server.base_url`. For a program under test:
`python -m tests.fakes.openai_server --port 0 [--fault NAME] [--text TEXT]` prints the base URL as one line and
serves until it is interrupted or terminated.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

TEXT = "Hello, and welcome back. Here is the track you asked for. Lean back and enjoy it."


class Ending(StrEnum):
    """The way an answer ends once its chunks are sent."""

    DONE = "done"
    """A chunk with the finish reason, then `[DONE]`."""
    CUT = "cut"
    """The stream ends in good form, but with neither."""
    DROP = "drop"
    """The connection breaks in the middle of the stream."""
    SILENCE = "silence"
    """Nothing more, the connection stays open until the client goes."""
    PINGS = "pings"
    """Nothing more but comments that keep the connection alive."""
    ENDLESS = "endless"
    """The text again and again until the client goes."""


@dataclass(frozen=True)
class Answer:
    """One answer of the server. Times are this server's pace: how long its "model" takes, in seconds."""

    text: str = TEXT
    chunks: Sequence[str] | None = None
    """The deltas as they are sent; by default the text word by word."""
    first_token_s: float = 0.0
    between_tokens_s: float = 0.0
    ending: Ending = Ending.DONE
    finish_reason: str | None = "stop"
    raw_lines: Sequence[str] = ()
    """Lines sent as they are after the chunks, before the ending."""
    status: int = 200
    body: str | bytes | None = None
    """Instead of a stream, or a stream as it goes over the wire."""
    content_type: str = "text/event-stream"
    headers: Mapping[str, str] = field(default_factory=dict)
    refuses_parameter: str | None = None
    """A request with this parameter gets OpenAI's 400 `unsupported_parameter`; others the stream."""
    silent: bool = False
    """Takes the request and never answers."""


def error(
    status: int, message: str, *, code: str | None = None, param: str | None = None, **headers: str
) -> Answer:
    """Make a refusal in OpenAI's form."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": code, "param": param}})
    return Answer(status=status, body=body, content_type="application/json", headers=headers)


_PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Captive portal</body></html>"
FAULTS: Mapping[str, Answer] = {
    "none": Answer(),
    "unauthorized": error(401, "Incorrect API key provided: sk-test-abcdefghijklmnop.", code="invalid_api_key"),
    "forbidden": error(403, "You are not allowed to sample from this model"),
    "no-model": error(404, "The model `nope` does not exist", code="model_not_found"),
    "no-route": Answer(status=404, body="404 page not found", content_type="text/plain"),
    "rate-limited": error(429, "Rate limit reached", code="rate_limit_exceeded", **{"Retry-After": "120"}),
    "no-quota": error(429, "You exceeded your current quota", code="insufficient_quota"),
    "server-error": error(500, "The server had an error"),
    "overloaded": Answer(status=503, body="upstream busy", content_type="text/plain"),
    "redirect": Answer(status=307, body="", headers={"Location": "http://127.0.0.1:9/v1/chat/completions"}),
    "html": Answer(status=200, body=_PAGE, content_type="text/html; charset=utf-8"),
    "html-error": Answer(status=502, body=_PAGE, content_type="text/html; charset=utf-8"),
    "no-text": Answer(status=200, body='{"choices": []}', content_type="application/json"),
    "drop": Answer(ending=Ending.DROP),
    "stall": Answer(ending=Ending.SILENCE),
    "pings": Answer(ending=Ending.PINGS),
    "no-answer": Answer(silent=True),
    "cut-off": Answer(ending=Ending.CUT, text=TEXT + " And then"),
    "length": Answer(finish_reason="length", text=TEXT + " And then"),
    "length-nothing": Answer(finish_reason="length", text="A sentence that never comes to any"),
    "content-filter": Answer(finish_reason="content_filter"),
    "malformed": Answer(raw_lines=('data: {"choices": [{"del',)),
    "error-in-stream": Answer(raw_lines=('data: {"error": {"message": "out of memory", "code": 500}}',)),
    "empty": Answer(text=""),
    "endless": Answer(ending=Ending.ENDLESS),
    "no-max-tokens": Answer(refuses_parameter="max_tokens"),
    "no-max-completion-tokens": Answer(refuses_parameter="max_completion_tokens"),
    "end-of-turn": Answer(text=TEXT + "<|im_end|>\nuser\nAnother one, please, and another one after that."),
    "echo": Answer(text='{"track": {"title": "Echo", "artists": ["A"]}}\n' + TEXT),
    "escapes": Answer(
        text="\x1b[31mHello, and \x1b]0;owned\x07welcome back.\x1b[0m "
        "**Here** is <|channel|>the `track` you asked for. [fades]"
    ),
}
"""Faults by name, for the command line and for parametrised tests."""


@dataclass
class Received:
    """One request, and what became of its answer."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    at_s: float = field(default_factory=time.monotonic)
    sent_at_s: list[float] = field(default_factory=list)
    """When each chunk of the text was on its way, on the monotonic clock."""
    client_gone: threading.Event = field(default_factory=threading.Event)
    """The client closed the connection before the answer was whole."""
    answered: threading.Event = field(default_factory=threading.Event)

    @property
    def chunks_sent(self) -> int:
        return len(self.sent_at_s)


_STEPS_OF_AN_ACCEPT = 5
"""A connection that came last is among the connections after so many turns of the loop (asyncio's take three).

One that is being accepted when its server closes is dropped by Python 3.11 to 3.13 with its socket open.
"""


class OpenAIServer:
    """Serves on its own thread and loop, so that a test's loop may be blocked, cancelled or another one.

    Args:
        answers: One a request, in order; the last one serves every further request.
        host: The loopback address to listen at, of IPv4 or IPv6.
    """

    def __init__(self, *answers: Answer, port: int = 0, host: str = "127.0.0.1") -> None:
        self._answers = answers or (Answer(),)
        self._host = host
        self._wanted_port = port
        self._listening = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="openai-server")
        self.port = 0
        self.requests: list[Received] = []
        self.asked = threading.Event()
        """A request has come."""

    @property
    def base_url(self) -> str:
        return f"http://{self.host}/v1"

    @property
    def host(self) -> str:
        return f"[{self._host}]:{self.port}" if ":" in self._host else f"{self._host}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._listening.wait(10), "the server did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop is not None
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        assert not self._thread.is_alive(), "the server did not stop"

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

        async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            # The client goes, or the server stops: both are part of a test's plan.
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._connection(reader, writer)
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.get_running_loop().create_task(served(reader, writer))
            connections[task] = writer
            # A task that is cancelled before its first step closes nothing itself.
            task.add_done_callback(lambda ended: connections.pop(ended).close())

        server = await asyncio.start_server(connected, self._host, self._wanted_port)
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()
        await self._stop.wait()
        for _ in range(_STEPS_OF_AN_ACCEPT):
            await asyncio.sleep(0)
        server.close()
        for task in list(connections):
            task.cancel()
        if connections:
            await asyncio.wait(connections)
        await server.wait_closed()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readexactly(1)
        if first == b"\x16":
            return  # a TLS handshake: there is no TLS here
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request_line, *lines = head.strip().split("\r\n")
        method, path, _ = request_line.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        raw = await reader.readexactly(int(headers.get("content-length", 0)))
        received = Received(method, path, headers, json.loads(raw) if raw else {})
        answer = self._answers[min(len(self.requests), len(self._answers) - 1)]
        self.requests.append(received)
        self.asked.set()

        answering = asyncio.ensure_future(self._answer(answer, received, writer))
        gone = asyncio.ensure_future(reader.read(1))  # nothing more is sent on it: whatever comes is the end
        try:
            await asyncio.wait({answering, gone}, return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                answering.result()
                received.answered.set()
            else:
                received.client_gone.set()
        except ConnectionError:
            received.client_gone.set()
        finally:
            for task in (answering, gone):
                task.cancel()
            await asyncio.gather(answering, gone, return_exceptions=True)

    async def _answer(self, answer: Answer, received: Received, writer: asyncio.StreamWriter) -> None:
        if answer.silent:
            await asyncio.Event().wait()
        if received.path.endswith("/models"):
            answer = Answer(body='{"object": "list", "data": [{"id": "fake", "object": "model"}]}')
        refused = answer.refuses_parameter
        if refused in received.body:
            answer = error(
                400, f"Unsupported parameter: '{refused}'.", code="unsupported_parameter", param=str(refused)
            )
        head = f"HTTP/1.1 {answer.status} Scripted\r\nContent-Type: {answer.content_type}\r\nConnection: close\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
        if answer.body is not None:
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            await writer.drain()
            return
        writer.write(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        await writer.drain()
        async for line in _events(answer, received):
            data = f"{line}\n\n".encode()
            writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            await writer.drain()
        if answer.ending is Ending.DROP:
            writer.transport.abort()
            return
        if answer.ending is Ending.SILENCE:
            await asyncio.Event().wait()
        writer.write(b"0\r\n\r\n")
        await writer.drain()


def _chunk(delta: Mapping[str, str], finish_reason: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    chunk = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "fake", "choices": [choice]}
    return f"data: {json.dumps(chunk)}"


async def _events(answer: Answer, received: Received) -> AsyncIterator[str]:
    await asyncio.sleep(answer.first_token_s)
    yield _chunk({"role": "assistant", "content": ""})
    words = re.findall(r"\s*\S+", answer.text) if answer.chunks is None else list(answer.chunks)
    while True:
        for word in words:
            yield _chunk({"content": word})
            received.sent_at_s.append(time.monotonic())
            await asyncio.sleep(answer.between_tokens_s)
        if answer.ending is not Ending.ENDLESS:
            break
        yield _chunk({"content": " "})
    for line in answer.raw_lines:
        yield line
    while answer.ending is Ending.PINGS:
        yield ": ping"
        await asyncio.sleep(0.02)
    if answer.ending is Ending.DONE:
        yield _chunk({}, answer.finish_reason)
        yield "data: [DONE]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fault", choices=sorted(FAULTS), action="append", help="one a request, in order")
    parser.add_argument("--text", help="instead of the usual text")
    parser.add_argument("--first-token-s", type=float, default=0.0)
    parser.add_argument("--tokens-per-s", type=float, default=0.0, help="0: as fast as they go")
    arguments = parser.parse_args()
    pace = 1 / arguments.tokens_per_s if arguments.tokens_per_s else 0.0
    answers = [
        replace(FAULTS[name], first_token_s=arguments.first_token_s, between_tokens_s=pace)
        for name in arguments.fault or ["none"]
    ]
    if arguments.text is not None:
        answers = [replace(answer, text=arguments.text) for answer in answers]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    with OpenAIServer(*answers, port=arguments.port) as server:
        print(server.base_url, flush=True)  # noqa: T201 - the caller reads it
        signal.pause()


if __name__ == "__main__":
    main()
