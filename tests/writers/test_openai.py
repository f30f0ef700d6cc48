from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from spotintro.music import Track
from spotintro.writers.base import (
    IntroRequest,
    Writer,
    WriterEmpty,
    WriterError,
    WriterRefused,
    WriterUnavailable,
    WriterUnreachable,
    WriterUnusable,
)
from spotintro.writers.habits import Habits
from spotintro.writers.known_servers import KnownServers
from spotintro.writers.openai import OpenAIWriter
from tests.fakes.openai_server import FAULTS, TEXT, Answer, Ending, OpenAIServer
from tests.fakes.writer import intro_request, whole_sentences

pytestmark = pytest.mark.slow

KEY = "sk-test-abcdefghijklmnop"
REQUEST = intro_request(Track("secret-id", "Glass Harbour", ("Ada Quell",)))
SENTENCES = ["Hello, and welcome back.", "Here is the track you asked for.", "Lean back and enjoy it."]


@asynccontextmanager
async def writer_for(base_url: str, **options: Any) -> AsyncIterator[OpenAIWriter]:
    settings: dict[str, Any] = {"api_key": KEY, "model": "fake-1", "timeout_s": 20.0, "strict": False, **options}
    # Of a server that has given a clean text before: what comes first may be said at once.
    known = KnownServers()
    known.habits(base_url, settings["model"], expected=Habits(is_clean=True))
    writer = OpenAIWriter(base_url=base_url, servers=known, **settings)
    try:
        yield writer
    finally:
        await writer.close()


async def written(writer: Writer, request: IntroRequest = REQUEST) -> list[str]:
    return [sentence async for sentence in whole_sentences(writer, request)]


async def failure(writer: Writer, said: list[str] | None = None) -> WriterError:
    try:
        async for sentence in whole_sentences(writer, REQUEST):
            if said is not None:
                said.append(sentence)
    except WriterError as error:
        return error
    pytest.fail("the text came to an end without an error")


async def test_a_text_comes_sentence_by_sentence() -> None:
    with OpenAIServer() as server:
        async with writer_for(server.base_url) as writer:
            assert await written(writer) == SENTENCES
            assert (writer.name, writer.is_ai, writer.destination) == ("openai", True, server.host)

    (received,) = server.requests
    assert received.path == "/v1/chat/completions"
    assert received.body["model"] == "fake-1"
    assert received.body["stream"] is True
    assert received.headers["authorization"] == f"Bearer {KEY}"
    assert "temperature" not in received.body
    assert "Glass Harbour" in received.body["messages"][-1]["content"]
    assert "secret-id" not in str(received.body)


async def test_a_sentence_is_out_while_the_model_still_writes() -> None:
    with OpenAIServer(Answer(chunks=(TEXT[:40],), ending=Ending.SILENCE)) as server:
        async with writer_for(server.base_url) as writer:
            sentences = whole_sentences(writer, REQUEST)
            assert await anext(sentences) == SENTENCES[0]
            await sentences.aclose()


EXPECTED: list[tuple[str, type[WriterError], str]] = [
    ("unauthorized", WriterRefused, "does not accept the key"),
    ("forbidden", WriterRefused, "does not allow this key to use fake-1: You are not allowed"),
    ("no-model", WriterRefused, "has no model fake-1"),
    ("no-route", WriterRefused, "no chat completions at this address"),
    ("rate-limited", WriterUnreachable, "too many requests"),
    ("no-quota", WriterRefused, "no quota left"),
    ("server-error", WriterUnreachable, "HTTP 500: The server had an error"),
    ("overloaded", WriterUnreachable, "HTTP 503"),
    ("redirect", WriterRefused, "another address"),
    ("html", WriterRefused, "a web page"),
    ("html-error", WriterUnreachable, "has a fault (HTTP 502)."),
    ("no-text", WriterUnusable, "was cut off"),
    ("drop", WriterUnreachable, "broke while it wrote"),
    ("stall", WriterUnreachable, "sent nothing for 0.5 s"),
    ("pings", WriterUnreachable, "sent nothing for 0.5 s"),
    ("no-answer", WriterUnreachable, "did not finish within 0.5 s"),
    ("cut-off", WriterUnusable, "was cut off"),
    ("length-nothing", WriterEmpty, "nothing that could be read out"),
    ("content-filter", WriterEmpty, "content filter"),
    ("malformed", WriterUnusable, "can't be read"),
    ("error-in-stream", WriterUnreachable, "broke off with a fault: out of memory"),
    ("empty", WriterEmpty, "nothing that could be read out"),
]


@pytest.mark.parametrize(("fault", "kind", "message"), EXPECTED, ids=[row[0] for row in EXPECTED])
async def test_each_fault_is_a_sentence_and_a_next_step(
    fault: str, kind: type[WriterError], message: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with OpenAIServer(FAULTS[fault]) as server:
        async with writer_for(
            server.base_url, timeout_s=0.5 if fault == "no-answer" else 20, stall_s=0.5
        ) as writer:
            error = await failure(writer)

    assert type(error) is kind
    assert message in error.message
    assert server.host in error.message
    assert error.next_step.endswith(".")
    # Only where an answer came and nothing is in it: a request that failed is not sent again.
    assert len(server.requests) == (2 if kind is WriterEmpty else 1)
    trace = "".join(traceback.format_exception(error))
    for text in (error.message, error.next_step, trace, caplog.text):
        assert KEY not in text
        assert KEY[:12] not in text
        assert "Glass Harbour" not in text
    assert not [r for r in caplog.records if r.name.startswith(("openai", "httpx2", "httpcore2"))]
    assert error.__cause__ is None
    assert error.__context__ is None


async def test_every_fault_of_the_fake_has_its_test() -> None:
    harmless = {
        "none", "length", "endless", "no-max-tokens", "no-max-completion-tokens", "escapes", "end-of-turn", "echo"
    }  # fmt: skip
    assert {row[0] for row in EXPECTED} | harmless == set(FAULTS)


@pytest.mark.parametrize("fault", ["drop", "stall", "cut-off", "content-filter", "malformed", "error-in-stream"])
async def test_what_was_written_before_a_fault_was_given_out(fault: str) -> None:
    said: list[str] = []
    with OpenAIServer(FAULTS[fault]) as server:
        async with writer_for(server.base_url, stall_s=0.5) as writer:
            await failure(writer, said)
    assert said[:2] == SENTENCES[:2]


async def test_the_whole_has_a_time_limit_too() -> None:
    drip = Answer(chunks=("word ",) * 10_000, between_tokens_s=0.05)
    with OpenAIServer(drip) as server:
        async with writer_for(server.base_url, timeout_s=0.6) as writer:
            error = await failure(writer)
            assert await asyncio.to_thread(server.requests[0].client_gone.wait, 5)
    assert type(error) is WriterUnreachable
    assert "did not finish within 0.6 s" in error.message


async def test_the_time_limit_does_not_run_while_the_consumer_speaks() -> None:
    with OpenAIServer() as server:
        async with writer_for(server.base_url, timeout_s=5, stall_s=0.2) as writer:
            said = []
            async for sentence in whole_sentences(writer, REQUEST):
                said.append(sentence)
                await asyncio.sleep(0.3)  # a voice takes its time: longer than the stall limit
    assert said == SENTENCES


async def test_at_the_length_limit_the_whole_sentences_count() -> None:
    with OpenAIServer(FAULTS["length"]) as server:
        async with writer_for(server.base_url) as writer:
            assert await written(writer) == SENTENCES


async def test_an_endless_text_is_cut_and_the_server_is_told() -> None:
    endless = Answer(chunks=[f"Here is sentence number {n}. " for n in range(500)], ending=Ending.ENDLESS)
    with OpenAIServer(endless) as server:
        async with writer_for(server.base_url) as writer:
            said = await written(writer)
        assert await asyncio.to_thread(server.requests[0].client_gone.wait, 5)
    assert 10 < len(said) < 25


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("escapes", ["Hello, and welcome back. Here is the track you asked for."]),
        ("end-of-turn", SENTENCES),
        ("echo", SENTENCES),
    ],
)
async def test_what_a_model_writes_besides_the_text_is_gone(fault: str, expected: list[str]) -> None:
    with OpenAIServer(FAULTS[fault]) as server:
        async with writer_for(server.base_url) as writer:
            assert await written(writer) == expected


async def test_strict_drops_and_loose_does_not() -> None:
    known = ["Hello, and welcome back.", "Here is Glass Harbour by Ada Quell.", "Lean back and enjoy it."]
    answer = Answer(" ".join((*known, "It won a Grammy in 1971.")))
    with OpenAIServer(answer) as server:
        async with writer_for(server.base_url, strict=True) as writer:
            strict = await written(writer)
        async with writer_for(server.base_url, strict=False) as writer:
            loose = await written(writer)
    assert strict == known
    assert loose == [*known, "It won a Grammy in 1971."]


async def test_closing_early_ends_the_request_at_once() -> None:
    with OpenAIServer(FAULTS["stall"]) as server:
        async with writer_for(server.base_url, timeout_s=100, stall_s=100) as writer, asyncio.timeout(10):
            sentences = writer.write(REQUEST)
            await anext(sentences)
            await sentences.aclose()
            assert await asyncio.to_thread(server.requests[0].client_gone.wait, 5)


async def test_cancelling_ends_the_request_at_once() -> None:
    with OpenAIServer(FAULTS["no-answer"]) as server:
        async with writer_for(server.base_url, timeout_s=100, stall_s=100) as writer, asyncio.timeout(10):
            task = asyncio.create_task(written(writer))
            assert await asyncio.to_thread(server.asked.wait, 8)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await asyncio.to_thread(server.requests[0].client_gone.wait, 5)


async def test_two_texts_at_once_and_one_after_another() -> None:
    with OpenAIServer() as server:
        async with writer_for(server.base_url) as writer:
            both = await asyncio.gather(written(writer), written(writer))
            assert list(both) == [SENTENCES, SENTENCES]
            assert await written(writer) == SENTENCES
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("fault", "last"),
    [("no-max-tokens", "max_completion_tokens"), ("none", "max_tokens")],
)
async def test_a_refused_length_parameter_is_swapped_once_and_remembered(fault: str, last: str) -> None:
    with OpenAIServer(FAULTS[fault]) as server:
        async with writer_for(server.base_url) as writer:
            assert await written(writer) == SENTENCES
            assert await written(writer) == SENTENCES
    assert last in server.requests[-1].body
    assert len(server.requests) == (3 if fault == "no-max-tokens" else 2)


async def test_a_server_that_refuses_both_is_asked_without() -> None:
    with OpenAIServer(FAULTS["no-max-tokens"], FAULTS["no-max-completion-tokens"], FAULTS["none"]) as server:
        async with writer_for(server.base_url) as writer:
            assert await written(writer) == SENTENCES
    assert len(server.requests) == 3
    assert not {"max_tokens", "max_completion_tokens"} & set(server.requests[-1].body)


async def test_a_server_that_is_not_known_yet_is_heard_to_the_end_and_from_then_on_at_once() -> None:
    open_end = Answer(chunks=(TEXT[:40],), ending=Ending.SILENCE)
    known = KnownServers()
    with OpenAIServer(open_end, FAULTS["none"], open_end) as server:
        first = OpenAIWriter(
            api_key=None,
            base_url=server.base_url,
            model="m",
            timeout_s=20,
            strict=False,
            stall_s=0.3,
            servers=known,
        )
        said: list[str] = []
        error = await failure(first, said)
        assert (type(error), said) == (WriterUnreachable, [])
        assert await written(first) == SENTENCES
        await first.close()
        # The settings change, and the writer with them.
        second = OpenAIWriter(
            api_key=None, base_url=server.base_url, model="m", timeout_s=20, strict=False, servers=known
        )
        sentences = whole_sentences(second, REQUEST)
        assert await anext(sentences) == SENTENCES[0]
        await sentences.aclose()
        await second.close()


async def test_nothing_listens() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # bound and not listening: refused, and nobody else can take it
        async with writer_for(f"http://127.0.0.1:{bound.getsockname()[1]}/v1") as writer:
            error = await failure(writer)
    assert type(error) is WriterUnreachable
    assert "Nothing listens" in error.message


async def test_tls_where_there_is_none() -> None:
    with OpenAIServer() as server:
        async with writer_for(server.base_url.replace("http://", "https://")) as writer:
            error = await failure(writer)
    assert type(error) is WriterUnreachable
    assert "no secure connection" in error.message


async def test_a_connection_that_is_never_made() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        with contextlib.ExitStack() as waiting:
            for _ in range(4):  # the queue of a listener that never accepts is full, the next one hangs
                client = waiting.enter_context(socket.socket())
                client.setblocking(False)
                client.connect_ex(address)
            async with writer_for(f"http://127.0.0.1:{address[1]}/v1", stall_s=0.3) as writer:
                error = await failure(writer)
    assert type(error) is WriterUnreachable
    assert "can't be reached" in error.message


@pytest.mark.parametrize(
    "base_url",
    [
        "localhost:11434/v1",
        "ftp://127.0.0.1/v1",
        "http://",
        "http://[::1",
        "http://127.0.0.1:x/v1",
        "http://a b/v1",
        "?",
    ],
)
async def test_an_address_that_is_none(base_url: str) -> None:
    async with writer_for(base_url) as writer:
        error = await failure(writer)
        await writer.warm_up()
    assert type(error) is WriterUnavailable
    assert "writer.openai.base_url" in error.next_step


async def test_openai_wants_a_key_and_nothing_is_sent_without() -> None:
    async with writer_for("", api_key=None) as writer:
        assert writer.destination == "api.openai.com"
        error = await failure(writer)
    assert type(error) is WriterUnavailable
    assert "spotintro keys set openai" in error.next_step


@pytest.mark.parametrize("key", ["sk-ümlaut-geheim", "sk-one two", "sk-a\r\nX-Evil: 1"])
async def test_a_key_that_is_none(key: str) -> None:
    with OpenAIServer() as server:
        async with writer_for(server.base_url, api_key=key) as writer:
            error = await failure(writer)
    assert type(error) is WriterUnavailable
    assert key not in error.message
    assert server.requests == []


@pytest.mark.parametrize(
    ("key", "sent"),
    [(None, "Bearer not-needed"), ("", "Bearer not-needed"), (lambda: " sk-1\n", "Bearer sk-1")],
)
async def test_other_servers_need_no_key_and_a_key_may_be_fetched(
    key: str | Callable[[], str | None] | None, sent: str
) -> None:
    with OpenAIServer() as server:
        async with writer_for(server.base_url, api_key=key) as writer:
            await written(writer)
    assert server.requests[0].headers["authorization"] == sent


async def test_a_new_key_counts_from_the_next_text_on() -> None:
    keys = iter(["sk-1", "sk-2"])
    with OpenAIServer() as server:
        async with writer_for(server.base_url, api_key=lambda: next(keys)) as writer:
            await written(writer)
            await written(writer)
    assert [r.headers["authorization"] for r in server.requests] == ["Bearer sk-1", "Bearer sk-2"]


async def test_openais_own_headers_stay_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-mine")
    with OpenAIServer() as server:
        async with writer_for(server.base_url) as writer:
            await written(writer)
    assert "mine" not in str(server.requests[0].headers)


async def test_the_loop_keeps_turning_while_the_client_is_loaded() -> None:
    """The import takes half a second of one core; on the loop it would freeze the screen."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    ticking = asyncio.create_task(tick())
    loop = asyncio.get_running_loop()
    async with writer_for("http://127.0.0.1:9/v1") as writer:
        started = loop.time()
        await writer.warm_up()
        taken = loop.time() - started
    ticking.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await ticking
    # Half of the ticks that fit, on a busy machine: on the loop there would be none.
    assert ticks >= taken / 0.005 / 4
