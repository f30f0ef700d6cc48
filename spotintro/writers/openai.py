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
from typing import TYPE_CHECKING, Any, cast

from spotintro.music import TrackKind
from spotintro.plain_text import single_line
from spotintro.spelling.numerals import load
from spotintro.writers.base import (
    IntroRequest,
    WriterError,
    WriterRefused,
    WriterUnavailable,
    WriterUnreachable,
    WriterUnusable,
)
from spotintro.writers.connection import Address, make_client, no_address, way_to
from spotintro.writers.model_text import ModelText
from spotintro.writers.prompt import messages
from spotintro.writers.server_faults import ANNOUNCER, Server, connection_fault, status_fault, stream_fault
from spotintro.writers.server_reason import reason_in_body

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam

STALL_S = 10.0
"""A stream without a chunk for this long is given up."""
_CONNECT_S = 5.0
_NO_KEY = "not-needed"  # local servers want none, but the client insists on one
_TOKENS_PER_WORD = 4  # generous for any language; the text is cut by words, this only stops a runaway
_THINKING_TOKENS = 2048  # a reasoning model's thoughts count against the limit; without room it answers nothing
_LENGTH_PARAMETERS = ("max_tokens", "max_completion_tokens")
_REASONING_MODELS = ("gpt-5", "o1", "o3", "o4")
_FINISHED_SHORT = "length"
_FILTERED = "content_filter"

Key = str | Callable[[], str | None] | None


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
        strict: Drop sentences that claim what the facts don't carry (see `grounding`).
        stall_s: Between two chunks, once the text has begun.
    """

    def __init__(
        self, *, api_key: Key, base_url: str, model: str, timeout_s: float, strict: bool, stall_s: float = STALL_S
    ) -> None:
        self._api_key = api_key
        self._address = Address.parse(base_url)
        self._destination = self._address.destination
        self._model = model
        self._timeout_s = timeout_s
        self._strict = strict
        self._stall_s = stall_s
        # Ollama ignores `max_completion_tokens` (ollama#7125); OpenAI's newer models refuse `max_tokens`.
        self._length_parameter = _LENGTH_PARAMETERS[self._address.is_openai]
        # Left alone, they think longer than a listener waits.
        reasons = model.startswith(_REASONING_MODELS) and "chat" not in model
        self._low_effort = self._address.is_openai and reasons
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

    async def write(self, request: IntroRequest) -> AsyncGenerator[str, None]:
        if request.track.kind is TrackKind.AD:
            raise WriterUnusable("This is an advertisement; there is nothing to introduce.", "Wait for the music.")
        # The stream is read by a task of its own: its time-outs must not run while, or strike where, the
        # consumer speaks a sentence.
        sentences: asyncio.Queue[str | None] = asyncio.Queue()
        work = asyncio.create_task(self._work(request, sentences.put_nowait))
        work.add_done_callback(lambda _: sentences.put_nowait(None))
        try:
            while (sentence := await sentences.get()) is not None:
                yield sentence
            work.result()
        finally:
            work.cancel()
            await asyncio.wait({work})
            if not work.cancelled():
                work.exception()  # raised above, or of no interest to a consumer that has left

    async def _work(self, request: IntroRequest, say: Callable[[str], None]) -> None:
        server = await self._server()
        client = await self._ready_client()
        client.api_key = server.key or _NO_KEY
        import httpx2
        import openai

        await asyncio.to_thread(load, request.language)
        text = ModelText(request, strict=self._strict)
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._stream(client, request, text, say)
        except WriterError:
            raise
        except TimeoutError:
            failure: WriterError = WriterUnreachable(
                f"{server.host} did not finish within {self._timeout_s:g} s.",
                "Try again, choose a faster model, or raise writer.openai.timeout_s.",
            )
        except (openai.OpenAIError, httpx2.HTTPError, ValueError) as fault:
            failure = self._failure(fault, server, started=text.begun)
        # Outside of the handler, so that the library's error is not its context.
        raise failure

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
        request: IntroRequest,
        text: ModelText,
        say: Callable[[str], None],
    ) -> None:
        stream = await self._open(client, request)
        finish_reason: str | None = None
        async with stream:
            self._check_kind_of_answer(stream)
            patience_s = self._timeout_s
            while finish_reason is None and not (text.is_full or text.ended):
                chunk = await self._next(stream, within_s=patience_s)
                if chunk is None:
                    break
                patience_s = self._stall_s
                delta, finish_reason = self._read(chunk)
                for sentence in text.feed(delta):
                    say(sentence)
        if finish_reason == _FILTERED:
            raise WriterRefused(
                f"The content filter of {self._destination} stopped the text.", f"Try again, {ANNOUNCER}."
            )
        if finish_reason is None and not (text.is_full or text.ended):
            raise WriterUnusable(f"The answer of {self._destination} was cut off.", "Try again.")
        # A text that ran into the server's length limit counts as far as its sentences are whole.
        for sentence in text.finish(cut=finish_reason == _FINISHED_SHORT):
            say(sentence)
        text.check(self._destination)

    async def _next(self, stream: Any, *, within_s: float) -> Any:
        """Wait for the next chunk; None at the end of the stream."""
        try:
            async with asyncio.timeout(within_s):
                return await anext(stream, None)
        except TimeoutError:
            pass
        raise self._stalled(within_s)

    async def _open(self, client: AsyncOpenAI, request: IntroRequest) -> Any:
        import openai

        for attempt in range(3):
            options: dict[str, Any] = {
                self._length_parameter: request.max_words * _TOKENS_PER_WORD + _THINKING_TOKENS
            }
            if self._low_effort:
                options["reasoning_effort"] = "low"
            try:
                return await client.chat.completions.create(
                    model=self._model,
                    messages=cast("list[ChatCompletionMessageParam]", messages(request)),
                    stream=True,
                    **options,
                )
            except openai.BadRequestError as refusal:
                # Once for each parameter that not every server knows.
                if attempt == 2 or not self._adapted(refusal.param, refusal.message):  # noqa: PLR2004 - see above
                    raise
        raise AssertionError("unreachable")

    def _adapted(self, parameter: str | None, said: str) -> bool:
        """Do without the refused parameter, and return whether that is possible.

        The next text starts with what was learned.
        """
        named = parameter or next(
            (name for name in (*_LENGTH_PARAMETERS, "reasoning_effort") if name in said), None
        )
        if named == "reasoning_effort" and self._low_effort:
            self._low_effort = False
            return True
        if named == self._length_parameter:
            self._length_parameter = _LENGTH_PARAMETERS[self._length_parameter == _LENGTH_PARAMETERS[0]]
            return True
        return False

    def _check_kind_of_answer(self, stream: Any) -> None:
        kind = stream.response.headers.get("content-type", "").partition(";")[0].strip().casefold()
        if kind == "text/html":
            raise WriterRefused(
                f"{self._destination} answers with a web page, not with a text.",
                "Check writer.openai.base_url, and whether the network wants a sign-in.",
            )
        if kind == "application/json":
            raise WriterRefused(
                f"{self._destination} does not stream its answers.", "Use a server that streams chat completions."
            )

    def _read(self, chunk: Any) -> tuple[str, str | None]:
        """Return the text of a chunk and the reason to stop, from servers that may send anything at all."""
        choices = getattr(chunk, "choices", None)
        if not isinstance(choices, list) or not choices:
            return "", None  # the chunk with the usage
        delta, finish_reason = getattr(choices[0], "delta", None), getattr(choices[0], "finish_reason", None)
        if getattr(delta, "refusal", None):
            raise WriterRefused(
                f"The model at {self._destination} refuses to write this.", f"Try again, {ANNOUNCER}."
            )
        content = getattr(delta, "content", None)
        return (
            content if isinstance(content, str) else "",
            finish_reason if isinstance(finish_reason, str) else None,
        )

    def _stalled(self, seconds: float) -> WriterError:
        return WriterUnreachable(
            f"{self._destination} sent nothing for {seconds:g} s.", f"Try again, {ANNOUNCER}."
        )

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
            return self._stalled(self._timeout_s)
        if isinstance(fault, openai.APIConnectionError):
            return connection_fault(fault, server, started=started, proxy=self._proxy)
        if isinstance(fault, openai.APIError):
            return stream_fault(fault.body or fault.message, server)
        if isinstance(fault, UnicodeError) and not started:
            return connection_fault(fault, server, started=False, proxy=self._proxy)
        return WriterUnusable(f"The answer of {server.host} can't be read.", "Try again, or check the server.")
