"""Thirty intros by a small local model: what it wrote, and what of it a listener hears.

`python -m benchmarks.small_model [FILE [COUNT]]` asks llama.cpp's server, with the model of the dependency group
`model`, for intros of thirty tracks, whose facts it is told. It prints how many are the model's own, had a naming
line added or are the announcer's, and how many sentences say what the screen doesn't show; and it writes the raw
texts with what became of each to FILE (`small_model.txt`).
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import sys
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from benchmarks.worth import is_worth_hearing
from spotintro.config.personas.reading import DEFAULT, read_persona
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.host.events import Failed, Finished, LeftOut, Notice, Sentence
from spotintro.host.host import Host
from spotintro.host.texts import Style
from spotintro.music import Track
from spotintro.writers.announcer import Announcer
from spotintro.writers.answers import AnswerReader
from spotintro.writers.base import IntroRequest, Piece, Show
from spotintro.writers.names import Names
from spotintro.writers.openai import OpenAIWriter
from spotintro.writers.statements import statements
from tests.facts.thirty_tracks import TRACKS, facts_of
from tests.fakes.ledger import FakeClock, FakeLedger
from tests.fakes.voice import FakeOutput, FakeVoice
from tests.llama_server import MODEL, llama_server

_TIMEOUT_S = 120.0
_SEED = 1


class Origin(StrEnum):
    """The part of the program whose words name the track."""

    MODEL = "the model's own"
    NAMED = "a naming line added"
    ANNOUNCER = "the announcer's"
    NONE = "nothing"


@dataclass(frozen=True, slots=True)
class Intro:
    """One intro, with the answers that it was made of."""

    track: Track
    raw: tuple[str, ...]
    text: str
    origin: Origin
    notices: tuple[str, ...]
    sentences: int = 0
    worth: int = 0
    """How many of them say something that the screen doesn't show."""
    dropped: tuple[str, ...] = ()

    @property
    def names_its_track(self) -> bool:
        return Names((self.track.title, *self.track.artists)).named_in(self.text)


@dataclass(frozen=True, slots=True)
class NoConsentNeeded:
    """The server is on this machine."""

    def agreed(self, destination: str) -> bool:  # noqa: ARG002 - whichever it is
        return True

    def agree(self, destination: str, at: datetime) -> None:
        """Keep nothing."""


class _InformedWriter(OpenAIWriter):
    """Is told what is known of the track, and with what to stand in for it."""

    announcer: Announcer

    async def write(self, request: IntroRequest) -> AsyncGenerator[Piece, None]:
        facts = facts_of(request.track)
        stand_ins = tuple(self.announcer.sentence_for(fact, request) for fact in facts)
        async with contextlib.aclosing(
            super().write(replace(request, facts=facts, stand_ins=stand_ins))
        ) as pieces:
            async for piece in pieces:
                yield piece


class _TellingAnnouncer(Announcer):
    """Remembers the naming lines it has given, so that they are found in a text."""

    last_line = ""

    def naming_line(self, request: IntroRequest) -> str:
        self.last_line = super().naming_line(request)
        return self.last_line


@contextmanager
def recorded(upstream: str, answers: list[bytearray]) -> Iterator[str]:
    """Serve a server's answers again, and keep each; yield the address."""
    target = urlsplit(upstream)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=_TIMEOUT_S)
            connection.request("POST", self.path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            self.send_response(response.status)
            self.send_header("Content-Type", response.headers["Content-Type"])
            self.end_headers()
            answer = bytearray()
            answers.append(answer)
            with contextlib.suppress(OSError):  # the client has heard enough
                while piece := response.read1():
                    answer += piece
                    self.wfile.write(piece)
            connection.close()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{target.path}"
        finally:
            server.shutdown()


async def measure(
    base_url: str, answers: list[bytearray], *, count: int, on_intro: Callable[[list[Intro]], None]
) -> list[Intro]:
    """Have the first `count` tracks introduced by the model at this address.

    Args:
        base_url: The model's server.
        answers: Gets the server's answers as they come.
        count: Of the tracks.
        on_intro: Takes the intros so far, after each.
    """
    writer = _InformedWriter(
        api_key=None, base_url=base_url, model=MODEL, timeout_s=_TIMEOUT_S, strict=True, stall_s=_TIMEOUT_S
    )
    announcer = writer.announcer = _TellingAnnouncer(Random(_SEED))
    ledger = FakeLedger()
    gate = CreditGate(lambda: ledger, Prices(dict.fromkeys(UserTransaction, 0)))
    host = Host(
        gate=gate,
        writer=writer,
        announcer=announcer,
        voice=FakeVoice(),
        silent_voice=FakeVoice(name="silent"),
        output=FakeOutput(),
        over_music=None,
        consent=NoConsentNeeded(),
        disclosure="",
        style=Style("en", read_persona(Path(), DEFAULT)),
        clock=FakeClock(),
    )
    intros: list[Intro] = []
    try:
        for track in TRACKS[:count]:
            answers.clear()
            intros.append(await _introduced(host, announcer, track, answers))
            on_intro(intros)
    finally:
        await host.close()
        await gate.close()
    return intros


async def _introduced(host: Host, announcer: _TellingAnnouncer, track: Track, answers: list[bytearray]) -> Intro:
    text, origin = "", Origin.NONE
    notices: list[str] = []
    carriers: list[str] = []
    dropped: list[str] = []
    async for event in host.introduce(track, speak=False):
        match event:
            case Finished(text=text, writer=writer):
                is_named = announcer.last_line != "" and announcer.last_line in text
                origin = Origin.NAMED if is_named else Origin.MODEL
                origin = Origin.ANNOUNCER if writer == announcer.name else origin
            case Sentence(carried_by=carrier):
                carriers.append(carrier)
            case LeftOut(text=fallen, reason=reason):
                dropped.append(f"{fallen} ({reason})")
            case Notice(message=message):
                notices.append(message)
            case Failed(message=message):
                notices.append(f"Failed: {message}")
            case _:
                pass
    raw = tuple(map(_text_of, answers))
    known = statements(track, facts_of(track), Show(), "en")
    worth = sum(is_worth_hearing(carrier, known) for carrier in carriers)
    return Intro(track, raw, text, origin, tuple(notices), len(carriers), worth, tuple(dropped))


def _text_of(answer: bytearray) -> str:
    reader = AnswerReader()
    return "".join(piece.text for piece in (*reader.feed(bytes(answer)), *reader.finish()))


def report(intros: list[Intro]) -> str:
    """Word what came of each, for a person."""
    blocks = []
    for number, intro in enumerate(intros, 1):
        facts = f"{intro.track.title} by {', '.join(intro.track.artists)}"
        raw = "\n".join(f"  raw {attempt}: {json.dumps(text)}" for attempt, text in enumerate(intro.raw, 1))
        notes = "".join(f"\n  note: {notice}" for notice in intro.notices)
        notes += "".join(f"\n  dropped: {fallen}" for fallen in intro.dropped)
        blocks.append(f"{number}. {facts}\n{raw}{notes}\n  heard ({intro.origin}): {intro.text}\n")
    return "\n".join([summary(intros), "", *blocks])


def summary(intros: list[Intro]) -> str:
    """Count the intros by what became of them."""
    counts = {origin: sum(intro.origin is origin for intro in intros) for origin in Origin}
    named = sum(intro.names_its_track for intro in intros)
    origins = ", ".join(f"{count} {origin}" for origin, count in counts.items())
    sentences, worth = sum(intro.sentences for intro in intros), sum(intro.worth for intro in intros)
    share = f"{worth} of {sentences} sentences say what the screen doesn't show"
    return (
        f"{named} of {len(intros)} name their track: {origins}. {share}, {100 * worth / max(1, sentences):.0f} %."
    )


def main() -> None:
    """Measure, and print and keep what came of each intro as it comes."""
    file = Path(sys.argv[1] if len(sys.argv) > 1 else "small_model.txt")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else len(TRACKS)
    answers: list[bytearray] = []

    def keep(intros: list[Intro]) -> None:
        file.write_text(report(intros), encoding="utf-8")
        print(f"{len(intros):3} {intros[-1].origin}", flush=True)

    with llama_server() as upstream, recorded(upstream, answers) as base_url:
        intros = asyncio.run(measure(base_url, answers, count=count, on_intro=keep))
    print(f"{summary(intros)} The texts are in {file}.")


if __name__ == "__main__":
    main()
