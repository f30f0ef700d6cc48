"""What a server sends, line by line, and what a writer makes of it; for the tests of real servers' answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from spotintro.music import Track
from spotintro.writers.base import WriterError
from spotintro.writers.habits import Habits
from spotintro.writers.known_servers import KnownServers
from spotintro.writers.openai import OpenAIWriter
from tests.fakes.openai_server import Answer, OpenAIServer
from tests.fakes.writer import intro_request, whole_sentences

G = "Good evening, night owls. Here is Nuit blanche à Ålesund by Amélie Sørensen. Lean back and let it play."
SENTENCES = [
    "Good evening, night owls.",
    "Here is Nuit blanche à Ålesund by Amélie Sørensen.",
    "Lean back and let it play.",
]
REQUEST = intro_request(Track("1", "Nuit blanche à Ålesund", ("Amélie Sørensen",)))
DONE = "data: [DONE]"


def chunk(delta: Any, finish_reason: Any = None, **choice: Any) -> str:
    """One line of a stream, with a delta and whatever else a choice holds."""
    content = {"index": 0, "delta": delta, "finish_reason": finish_reason, **choice}
    return "data: " + json.dumps({"object": "chat.completion.chunk", "choices": [content]})


def said(content: Any, finish_reason: Any = None, **choice: Any) -> str:
    """One line of a stream that says something."""
    return chunk({"content": content}, finish_reason, **choice)


def lines(*each: str, between: str = "\n\n", after: str = "\n\n") -> Answer:
    """A stream as it goes over the wire."""
    return Answer(body=between.join(each) + after)


def streamed(text: str, finish_reason: str | None = "stop", size: int = 7) -> Answer:
    """A text in pieces of some characters."""
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    return Answer(chunks=pieces, finish_reason=finish_reason)


def whole(content: Any, finish_reason: Any = "stop", **message: Any) -> Answer:
    """An answer in one JSON object."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content, **message},
        "finish_reason": finish_reason,
    }
    return Answer(
        body=json.dumps({"object": "chat.completion", "choices": [choice]}), content_type="application/json"
    )


def refused(status: int, body: Any) -> Answer:
    """A refusal with whatever body."""
    return Answer(status=status, body=json.dumps(body), content_type="application/json")


async def outcome(
    answers: Sequence[Answer], *, times: int = 1, clean: bool = False, **options: Any
) -> tuple[list[str] | WriterError, OpenAIServer, list[str]]:
    """What the last of some texts came to: its sentences or its error; the server; and what was given out.

    Args:
        answers: The server's, one a request.
        times: How many texts are asked for, of one writer.
        clean: The server has given a clean text before.
        options: The writer's.
    """
    result: list[str] | WriterError = []
    given: list[str] = []
    with OpenAIServer(*answers) as server:
        settings: dict[str, Any] = {
            "api_key": None,
            "model": "m",
            "timeout_s": 20.0,
            "strict": True,
            "stall_s": 2.0,
        }
        known = KnownServers()
        known.habits(server.base_url, "m", expected=Habits(is_clean=clean))
        writer = OpenAIWriter(base_url=server.base_url, servers=known, **{**settings, **options})
        try:
            for _ in range(times):
                given = []
                try:
                    async for sentence in whole_sentences(writer, REQUEST):
                        given.append(sentence)
                    result = given
                except WriterError as error:
                    result = error
        finally:
            await writer.close()
    return result, server, given
