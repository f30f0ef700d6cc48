"""The writer that asks a model: OpenAI's, or any server with the same Chat Completions interface.

The `openai` package takes half a second to import, so it is imported in a thread, on first use or by `warm_up`.
Neither the request, the key nor an answer gets into a log or a traceback: errors are raised without the library's
own as their cause or context, since those hold the request.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from collections.abc import AsyncGenerator, Callable
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from spotintro.music import TrackKind
from spotintro.plain_text import single_line
from spotintro.writers.base import (
    IntroRequest,
    WriterError,
    WriterRefused,
    WriterUnavailable,
    WriterUnreachable,
    WriterUnusable,
)
from spotintro.writers.model_text import ModelText
from spotintro.writers.prompt import messages
from spotintro.writers.server_faults import ANNOUNCER, Server, connection_fault, status_fault, stream_fault

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionMessageParam

OPENAI_URL = "https://api.openai.com/v1"
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


def _is_local(hostname: str) -> bool:
    try:
        return ipaddress.ip_address(hostname).is_loopback
    except ValueError:
        return hostname == "localhost" or hostname.endswith(".localhost")


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
        self._base_url = base_url.strip() or OPENAI_URL
        self._model = model
        self._timeout_s = timeout_s
        self._strict = strict
        self._stall_s = stall_s
        try:
            parts = urlsplit(self._base_url)
            self._hostname = parts.hostname or ""
            port = parts.port
        except ValueError:
            self._hostname, port = "", None
        usable = parts.scheme in {"http", "https"} if self._hostname else False
        self._usable = usable and not any(char.isspace() for char in self._hostname)
        self._encrypted = self._usable and parts.scheme == "https"
        host = f"{self._hostname}:{port}" if port else self._hostname
        self._destination = single_line(host) or single_line(self._base_url) or "the address in the settings"
        self._is_openai = self._hostname == "api.openai.com" or self._hostname.endswith(".api.openai.com")
        # Ollama ignores `max_completion_tokens` (ollama#7125); OpenAI's newer models refuse `max_tokens`.
        self._length_parameter = _LENGTH_PARAMETERS[self._is_openai]
        # Left alone, they think longer than a listener waits.
        self._low_effort = self._is_openai and model.startswith(_REASONING_MODELS) and "chat" not in model
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
        """Import and prepare what the first text needs; sends nothing."""
        if self._usable:
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
        import openai

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
        except (openai.OpenAIError, ValueError) as fault:
            failure = self._failure(fault, server, started=text.begun)
        # Outside of the handler, so that the library's error is not its context.
        raise failure

    async def _server(self) -> Server:
        """Find where the request goes, and with which key.

        Raises:
            WriterUnavailable: Something is missing.
        """
        if not self._usable:
            raise WriterUnavailable(
                f"{self._destination} is no address of a server.",
                "Set writer.openai.base_url to one such as http://localhost:11434/v1.",
            )
        key = await asyncio.to_thread(self._api_key) if callable(self._api_key) else self._api_key
        key = (key or "").strip()
        if not key.isascii() or not key.isprintable() or " " in key:
            raise WriterUnavailable(
                "The stored key has characters that no key has.", "Set it anew with `spotintro keys set openai`."
            )
        if not key and self._is_openai:
            raise WriterUnavailable(
                f"There is no key for {self._destination}.",
                f"Set one with `spotintro keys set openai`, {ANNOUNCER}.",
            )
        withheld = bool(key) and not self._encrypted and not _is_local(self._hostname)
        return Server(self._destination, single_line(self._model), None if withheld else key or None, withheld)

    async def _ready_client(self) -> AsyncOpenAI:
        async with self._making:
            if self._client is None:
                self._client = await asyncio.to_thread(self._make_client)
            return self._client

    def _make_client(self) -> AsyncOpenAI:
        import anyio
        import openai

        for logger in ("openai", "httpx2", "httpcore2"):
            # Below, they log each request's address and options; how much of them differs from version to version.
            logging.getLogger(logger).setLevel(logging.WARNING)
        client = openai.AsyncOpenAI(
            api_key=_NO_KEY,
            base_url=self._base_url,
            max_retries=0,  # the library's own would wait up to 120 s for a Retry-After
            timeout=openai.Timeout(self._timeout_s, connect=min(_CONNECT_S, self._timeout_s)),
            http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False),
        )
        if not self._is_openai:
            client.organization = client.project = None  # from OPENAI_ORG_ID: of no concern to another server
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
        import openai

        if isinstance(fault, openai.APIStatusError):
            return status_fault(
                fault.status_code, fault.code, _said(fault), server, fault.response.headers.get("retry-after")
            )
        # The library makes one error of both kinds of time-out; only its cause tells them apart.
        if isinstance(fault, openai.APITimeoutError) and type(fault.__cause__).__name__ != "ConnectTimeout":
            return self._stalled(self._timeout_s)
        if isinstance(fault, openai.APIConnectionError):
            return connection_fault(fault, server, started=started)
        if isinstance(fault, openai.APIError):
            return stream_fault(fault.message, server)
        if isinstance(fault, UnicodeError) and not started:
            return connection_fault(fault, server, started=False)
        return WriterUnusable(f"The answer of {server.host} can't be read.", "Try again, or check the server.")


def _said(fault: Any) -> object:
    """Return the server's own sentence; the library's `message` wraps the whole body."""
    body = fault.body
    if isinstance(body, dict):
        return body.get("message") or body.get("detail")
    return body if isinstance(body, str) else None
