"""The writer that asks a model: OpenAI's, or any server with the same Chat Completions interface.

The `openai` package takes half a second to import, so it is imported in a thread, on first use or by `warm_up`.
Neither the request, the key nor an answer gets into a log or a traceback: errors are raised without the library's
own as their cause or context, since those hold the request.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from spotintro.plain_text import single_line
from spotintro.spelling.numerals import load
from spotintro.writers import standing, text_language
from spotintro.writers.answers import End
from spotintro.writers.base import (
    IntroRequest,
    Meter,
    Piece,
    Usage,
    WriterEmpty,
    WriterError,
    WriterUnavailable,
    WriterUnreachable,
    WriterUnusable,
)
from spotintro.writers.connection import Address, make_client, no_address, way_to
from spotintro.writers.habits import Habits
from spotintro.writers.known_servers import KnownServers
from spotintro.writers.model_text import ModelText
from spotintro.writers.prompt import Chat, messages
from spotintro.writers.reading import Reading, Say, stalled
from spotintro.writers.server_faults import ANNOUNCER, Server, connection_fault, status_fault, stream_fault
from spotintro.writers.server_reason import reason_in_body
from spotintro.writers.tally import Tally, tokens_of

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam

_log = logging.getLogger(__name__)

STALL_S = 10.0
"""A text that has begun and doesn't go on for this long is given up."""
_CONNECT_S = 5.0
_NO_KEY = "not-needed"  # local servers want none, but the client insists on one
_MAX_ATTEMPTS = 8  # one more than there are habits to learn
_NO_REFUSAL_OF_A_PARAMETER = frozenset({401, 403, 408, 409, 425, 429, 502, 503, 504})
_UNEXPLAINED = frozenset({400, 422})
_MAX_SEARCHED = 4000
_NOT_CONNECTED = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"})

Key = str | Callable[[], str | None] | None


@dataclass(frozen=True, slots=True)
class _Asking:
    """One request, however often it is sent until it is answered."""

    chat: Chat
    max_words: int
    tally: Tally


class OpenAIWriter:
    """Streams an intro from a model.

    The sampling temperature is the server's: reasoning models refuse any other. An advertisement is not
    introduced, and nothing is sent for it. Redirects are not followed: the facts go to `destination` and
    nowhere else.

    Args:
        api_key: Or what fetches it; called in a thread before each text. Only OpenAI's own needs one. It never
            goes over a connection that is neither encrypted nor local.
        base_url: Empty for OpenAI's own.
        timeout_s: For the whole text, the time to its first word included: a model of one's own may have to be
            loaded, and reads the question slowly.
        strict: Drop sentences that claim what the facts don't carry (see `standing`); else they are marked.
        stall_s: Between two pieces of the text, once it has begun.
        servers: What earlier writers have learned of servers, and where this one keeps what it learns.
        meter: Counts each request, and may refuse it before it is sent; closed with the writer.
    """

    def __init__(
        self,
        *,
        api_key: Key,
        base_url: str,
        model: str,
        timeout_s: float,
        strict: bool,
        stall_s: float = STALL_S,
        servers: KnownServers | None = None,
        meter: Meter | None = None,
    ) -> None:
        self._api_key = api_key
        self._address = Address.parse(base_url)
        self._destination = self._address.destination
        self._model = model
        self._timeout_s = timeout_s
        self._strict = strict
        self._reading = Reading(self._destination, stall_s=stall_s)
        expected = Habits.expected(is_openai=self._address.is_openai, model=model)
        self._servers = servers or KnownServers()
        self._base_url = base_url.strip()
        self._habits = self._servers.habits(self._base_url, model, expected=expected)
        self._meter = meter
        self._proxy: str | None = None
        self._client: AsyncOpenAI | None = None
        self._making = asyncio.Lock()

    @property
    def name(self) -> str:
        return "openai"

    @property
    def is_ai(self) -> bool:
        return True

    @property
    def destination(self) -> str | None:
        return self._destination

    @property
    def model(self) -> str:
        return self._model

    async def warm_up(self) -> None:
        """Import and prepare what the first text needs; sends nothing. What is amiss, that text tells."""
        if self._address.usable:
            with contextlib.suppress(WriterUnavailable):
                await self._ready_client()

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()
        if self._meter is not None:
            await self._meter.close()

    async def write(self, request: IntroRequest) -> AsyncGenerator[Piece, None]:
        # The stream is read by a task of its own: its time-outs must not run while, or strike where, the
        # consumer speaks a sentence.
        pieces: asyncio.Queue[Piece | None] = asyncio.Queue()
        work = asyncio.create_task(self._work(request, pieces.put_nowait))
        work.add_done_callback(lambda _: pieces.put_nowait(None))
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
            work.result()
        finally:
            work.cancel()
            await asyncio.wait({work})
            if not work.cancelled():
                work.exception()  # raised above, or of no interest to a consumer that has left

    async def _work(self, request: IntroRequest, say: Say) -> None:
        server = await self._server()
        client = await self._ready_client()
        client.api_key = server.key or _NO_KEY
        await asyncio.to_thread(load, request.language)
        await asyncio.to_thread(standing.load, request.language)
        await asyncio.to_thread(text_language.load)
        known = replace(self._habits, refused=[*self._habits.refused])
        try:
            await self._write_to(server, client, request, say)
        finally:
            if self._habits != known:
                await asyncio.to_thread(self._servers.keep, self._base_url, self._model)

    async def _write_to(self, server: Server, client: AsyncOpenAI, request: IntroRequest, say: Say) -> None:
        import httpx2
        import openai

        text = ModelText(request, strict=self._strict, whole=not self._habits.may_be_said_early)
        empty: WriterEmpty | None = None
        try:
            async with asyncio.timeout(self._timeout_s):
                try:
                    return await self._stream(client, server, request, text, say)
                except WriterEmpty as nothing:
                    empty = nothing
                again = text.again
                text = ModelText(request, strict=self._strict, whole=True, said=text.said)
                return await self._stream(client, server, request, text, say, again=again)
        except WriterError as problem:
            failure = problem
        except TimeoutError:
            failure = WriterUnreachable(
                f"{server.host} did not finish within {self._timeout_s:g} s.",
                "Try again, choose a faster model, or raise writer.openai.timeout_s.",
            )
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError, ValueError) as fault:
            failure = self._failure(fault, server, started=text.begun)
        if empty is not None:
            _log.info("asked once more: %s", failure.message)
        # Outside of the handler, so that the library's error is not its context.
        raise empty or failure

    async def _server(self) -> Server:
        """Find where the request goes, and with which key.

        Raises:
            WriterUnavailable: Something is missing.
        """
        if not self._address.usable:
            raise no_address(self._address)
        key = await asyncio.to_thread(self._api_key) if callable(self._api_key) else self._api_key
        key = (key or "").strip()
        if not key.isascii() or not key.isprintable() or " " in key:
            raise WriterUnavailable(
                "The stored key has characters that no key has.", "Set it anew with `spotintro keys set openai`."
            )
        if not key and self._address.is_openai:
            raise WriterUnavailable(
                f"There is no key for {self._destination}.",
                f"Set one with `spotintro keys set openai`, {ANNOUNCER}.",
            )
        withheld = bool(key) and not self._address.is_encrypted and not self._address.is_local
        return Server(self._destination, single_line(self._model), None if withheld else key or None, withheld)

    async def _ready_client(self) -> AsyncOpenAI:
        async with self._making:
            if self._client is None:
                self._client = await asyncio.to_thread(self._make_client)
            return self._client

    def _make_client(self) -> AsyncOpenAI:
        import anyio

        for logger in ("openai", "httpx2", "httpcore2"):
            # Below, they log each request's address and options; how much of them differs from version to version.
            logging.getLogger(logger).setLevel(logging.WARNING)
        load("en")  # the check against the facts needs its numbers
        way = way_to(self._address)
        self._proxy = None if way.proxy is None else way.proxy.destination
        client = make_client(self._address, way, key=_NO_KEY, timeout_s=self._timeout_s, connect_s=_CONNECT_S)
        # What both load on first use would hold up the loop there: types here, the loop's own backend there.
        _ = client.chat.completions
        anyio.run(anyio.sleep, 0)
        return client

    async def _stream(
        self,
        client: AsyncOpenAI,
        server: Server,
        request: IntroRequest,
        text: ModelText,
        say: Say,
        *,
        again: str = "",
    ) -> None:
        chat = messages(request, again=again)
        tally = Tally(chat)
        most = Usage(tokens_of(chat), self._habits.most_tokens(request.max_words), is_estimated=True)
        reservation = None if self._meter is None else await self._meter.reserve(most, workflow=request.workflow)
        try:
            await self._answered(client, server, _Asking(chat, request.max_words, tally), text, say)
        finally:
            used = tally.usage
            say(used if self._meter is None or reservation is None else self._meter.settle(reservation, used))

    async def _answered(
        self, client: AsyncOpenAI, server: Server, asking: _Asking, text: ModelText, say: Say
    ) -> None:
        end: End | None = None
        for _ in range(_MAX_ATTEMPTS):
            fault = None
            async with contextlib.AsyncExitStack() as closing:
                response = await self._asked(client, asking, closing)
                end, fault = await self._reading.read(response, text, say, asking.tally)
            if fault is not None:
                asking.tally.refused()
            self._habits.has_told_usage = self._habits.has_told_usage or asking.tally.is_told
            # Some refuse a request within an answer that began as a good one.
            if fault is None or text.begun or not self._habits.adapt(fault.parameter, str(fault.said)):
                break
        if fault is not None:
            raise stream_fault(fault.said, server)
        if end is End.FILTERED:
            raise WriterEmpty(
                f"The content filter of {self._destination} stopped the text.", f"Try again, {ANNOUNCER}."
            )
        if end is None and not (text.is_full or text.ended):
            raise WriterUnusable(f"The answer of {self._destination} was cut off.", "Try again.")
        # A text that ran into the server's length limit counts as far as its sentences are whole.
        for ready in text.finish(cut=end is End.LENGTH):
            say(ready)
        if text.thinks_aloud:
            self._habits.thinks_aloud = True
        text.check(self._destination)
        self._habits.is_clean = True

    async def _asked(self, client: AsyncOpenAI, asking: _Asking, closing: contextlib.AsyncExitStack) -> Any:
        """Ask the server for a text; `closing` closes what it answers, so that it writes for nobody any more."""
        import openai

        habits = self._habits
        is_guess = False
        for _ in range(_MAX_ATTEMPTS):
            asking.tally.sent()
            try:
                answer = client.chat.completions.with_streaming_response.create(
                    model=self._model,
                    messages=cast("list[ChatCompletionMessageParam]", habits.messages(asking.chat)),
                    **habits.options(asking.max_words),
                )
                return await closing.enter_async_context(answer)
            except openai.APIStatusError as refusal:
                asking.tally.refused()
                # Once for each thing that not every server knows.
                if refusal.status_code not in _NO_REFUSAL_OF_A_PARAMETER and habits.adapt(
                    refusal.param, str(refusal.body)[:_MAX_SEARCHED]
                ):
                    continue
                if is_guess or refusal.status_code not in _UNEXPLAINED or not habits.may_refuse_usage:
                    habits.tells_usage = habits.tells_usage or is_guess
                    raise
                # It may be the wish for the usage, which not every server names when it refuses it.
                is_guess, habits.tells_usage = True, False
            except openai.APIConnectionError as fault:
                if type(fault.__cause__).__name__ in _NOT_CONNECTED:
                    asking.tally.refused()
                raise
        raise AssertionError("unreachable")

    def _failure(self, fault: Exception, server: Server, *, started: bool) -> WriterError:
        import httpx2
        import openai

        if isinstance(fault, httpx2.HTTPError):  # a refusal whose body breaks off: the library lets that through
            return connection_fault(fault, server, started=True)
        if isinstance(fault, openai.APIStatusError):
            reason = reason_in_body(fault.response.content)
            return status_fault(fault.status_code, reason, server, fault.response.headers.get("retry-after"))
        # The library makes one error of both kinds of time-out; only its cause tells them apart.
        if isinstance(fault, openai.APITimeoutError) and type(fault.__cause__).__name__ != "ConnectTimeout":
            return stalled(self._destination, self._timeout_s)
        if isinstance(fault, httpx2.TimeoutException):
            return stalled(self._destination, self._timeout_s)
        if isinstance(fault, openai.APIConnectionError | httpx2.HTTPError | httpx2.StreamError):
            return connection_fault(fault, server, started=started, proxy=self._proxy)
        if isinstance(fault, UnicodeError) and not started:
            return connection_fault(fault, server, started=False, proxy=self._proxy)
        return WriterUnusable(f"The answer of {server.host} can't be read.", "Try again, or check the server.")
