"""What servers say when they refuse, sent by a server on loopback to the real client.

`refusals.json` has the bodies that users have reported in public, with the place (project and issue) beside each,
and what must be told of them: a part of the sentence after the server's name, a part of the server's own words, a
part of the next step. A model's name or a number stands as it was reported.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from spotintro.writers.base import WriterError
from tests.fakes.openai_server import Answer, OpenAIServer
from tests.writers.test_openai import KEY, failure, writer_for

pytestmark = pytest.mark.slow

REFUSALS: list[Mapping[str, Any]] = json.loads(Path(__file__).with_name("refusals.json").read_text("utf-8"))


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal["source"])
async def test_the_reason_that_a_server_gives_is_told_with_a_next_step_that_fits(
    refusal: Mapping[str, Any],
) -> None:
    page = refusal.get("page")
    answer = Answer(
        status=refusal["status"],
        body=json.dumps(refusal["body"]) if page is None else page,
        content_type="application/json" if page is None else "text/html; charset=UTF-8",
    )
    with OpenAIServer(answer) as server:
        async with writer_for(server.base_url) as writer:
            error = await failure(writer)
    assert type(error).__name__ == refusal["error"]
    assert refusal["message"] in error.message
    assert refusal["said"] in error.message
    assert refusal["next_step"] in error.next_step
    assert server.host in error.message
    assert f"{error.message} {error.next_step}".isprintable()
    assert len(error.message) < 320
    assert error.__cause__ is None
    assert error.__context__ is None


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        # A Cyrillic path in Windows' own code page: continuedev/continue#12713
        (
            500,
            '{"error": "llama-server process has terminated: C:\\\\Users\\\\Анна: error loading model"}'.encode(
                "cp1251"
            ),
            "has a fault (HTTP 500: llama-server process has terminated: C:\\Users\\????: error loading model)",
        ),
        (403, "Zugriff für diese Gruppe gesperrt".encode("latin-1"), "Zugriff f?r diese Gruppe gesperrt"),
        (400, "\ufeff".encode() + b'{"error": "marked as UTF-8"}', "(HTTP 400: marked as UTF-8)"),
        (400, bytes(range(128, 256)), "refuses the request (HTTP 400)."),
    ],
)
async def test_a_reason_in_another_encoding(status: int, body: bytes, message: str) -> None:
    with OpenAIServer(Answer(status=status, body=body, content_type="application/json")) as server:
        async with writer_for(server.base_url) as writer:
            error = await failure(writer)
    assert message in error.message


@pytest.mark.parametrize(
    ("body", "message", "next_step"),
    [
        # Mid-stream errors of OpenRouter and of llama.cpp, which has sent its 200 by then
        ({"error": {"code": 402, "message": "Insufficient credits"}}, "no credit left", "Top it up"),
        (
            {"error": {"code": 400, "message": "too long", "type": "exceed_context_size_error"}},
            "context of fake-1",
            "larger",
        ),
        ({"error": "CUDA out of memory"}, "broke off with a fault: CUDA out of memory", "Try again"),
        ({"error": {"message": {"detail": ["no slot"]}}}, "broke off with a fault: no slot", "Try again"),
        ({"error": True}, "broke off with a fault.", "Try again"),
    ],
)
async def test_the_same_within_a_stream(body: object, message: str, next_step: str) -> None:
    with OpenAIServer(Answer(raw_lines=(f"data: {json.dumps(body)}",))) as server:
        async with writer_for(server.base_url) as writer:
            error = await failure(writer)
    assert message in error.message
    assert next_step in error.next_step


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=400, body=b"\x1f\x8b nonsense", headers={"Content-Encoding": "gzip"}),
        Answer(status=400, body=b"", headers={"Transfer-Encoding": "chunked"}),
    ],
    ids=["no gzip", "no length"],
)
async def test_a_refusal_whose_body_is_broken(answer: Answer) -> None:
    with OpenAIServer(answer) as server:
        async with writer_for(server.base_url) as writer:
            error = await failure(writer)
    assert isinstance(error, WriterError)
    assert error.next_step


async def test_a_server_that_wants_a_key_where_there_is_none() -> None:
    body = json.dumps({"error": {"message": "No auth credentials found", "code": 401}})
    with OpenAIServer(Answer(status=401, body=body, content_type="application/json")) as server:
        async with writer_for(server.base_url, api_key=None) as writer:
            error = await failure(writer)
    assert "wants a key: No auth credentials found" in error.message
    assert error.next_step == "Set one with `spotintro keys set openai`."


@pytest.mark.parametrize(
    "said",
    [
        "Authentication Fails, Your api key: ****mnop is invalid",  # DeepSeek's form
        f"Incorrect API key provided: {KEY[:7]}********{KEY[-4:]}.",
        "Invalid key AIzaSyA-1234567890",
    ],
)
async def test_no_part_of_a_key_is_repeated(said: str) -> None:
    body = json.dumps({"error": {"message": said}})
    with OpenAIServer(Answer(status=401, body=body, content_type="application/json")) as server:
        async with writer_for(server.base_url) as writer:
            error = await failure(writer)
    assert "[key]" in error.message
    for part in ("mnop", "AIza", KEY[:7]):
        assert part not in error.message
