"""How soon an intro is heard, and without which holes: the real client, voice and sound, a server on loopback.

The server takes 300 ms to its first token and sends 40 a second. The floor under a first sound is what nobody who
waits for the first clause can go below: its tokens, its synthesis, and one pause of the music.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import statistics
import time
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from benchmarks.ear import Ear, FileEar, listening
from benchmarks.figure import Figure
from spotintro.clock import SystemClock
from spotintro.config.personas.persona import Persona
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.host.events import Failed
from spotintro.host.host import Host
from spotintro.host.introduction import Introduction
from spotintro.host.over_music import OverMusic
from spotintro.host.texts import Style
from spotintro.music import Playback, Track
from spotintro.state.playback_journal import PlaybackJournal
from spotintro.store.ledger import SqlLedger
from spotintro.voices.child_voice import ChildVoice
from spotintro.voices.engine import PYTTSX3
from spotintro.voices.silent_voice import SilentVoice
from spotintro.writers.announcer import Announcer
from spotintro.writers.base import IntroRequest, Line, Piece, Show
from spotintro.writers.openai import OpenAIWriter
from tests.fakes.openai_server import Answer, OpenAIServer
from tests.fakes.player import FakePlayer, playing
from tests.sound_server import RATE_HZ
from tests.voices.silences import silences

FIRST_TOKEN_S = 0.3
BETWEEN_TOKENS_S = 1 / 40
COMMAND_S = 0.25
"""What a player far away takes for each thing it is asked."""
ROUNDS = 10
WHOLE_ROUNDS = 2
"""Of writing all before a word is said: the text's 70 tokens take longer than anything that varies."""
OWN_MS = 50
"""Between a change of track and the first sound of an intro that is ready."""
LONGEST_GAP_MS = 250
GAP_LISTENED_S = 8.0

LEARNT = 1
"""The texts that the server is asked for before anything is measured."""

BEFORE = Track("b:0", "Lantern Street", ("Ines Faro",), album="Low Tide", duration_ms=180_000)
TRACK = Track("b:1", "Glass Harbour", ("Ada Quell",), album="Low Tide", duration_ms=200_000, year=1999)
_REST = (
    "Thank you for being here with us, wherever you are listening from right now. "
    "You will find it on the album Low Tide, which came out in 1999. "
    "Lean back, take a deep breath, and let the music do the talking for a while."
)
_MORE = " We will be here all evening, with more music for you after this one. Stay with us, and enjoy it."
_TOKEN = re.compile(r"\s*[\w'’-]+|\s*[^\w\s]")


@dataclass(frozen=True)
class Opening:
    """A text by its first sentence; `clause` is what can be spoken first of it."""

    name: str
    clause: str
    text: str

    @property
    def tokens(self) -> list[str]:
        return _TOKEN.findall(self.text)

    @property
    def clause_tokens(self) -> int:
        return len(_TOKEN.findall(self.clause))


SHORT = Opening("5 words", "Here is Glass Harbour now.", f"Here is Glass Harbour now. {_REST}{_MORE}")
_CLAUSE = "Here is Glass Harbour by Ada Quell tonight,"
_TAIL = "and it is good to have you all with us on this evening."
LONG = Opening("21 words, a comma after 8", _CLAUSE, f"{_CLAUSE} {_TAIL} {_REST}")
_UNBROKEN = f"{_CLAUSE.removesuffix(',')} {_TAIL}"
UNBROKEN = Opening("21 words without a break", _UNBROKEN, f"{_UNBROKEN} {_REST}")


class Agreed:
    def agreed(self, destination: str) -> bool:
        return bool(destination)

    def agree(self, destination: str, at: datetime) -> None: ...


class FarPlayer(FakePlayer):
    """Takes its time for each reading and each command."""

    async def read(self) -> Playback | None:
        await asyncio.sleep(COMMAND_S)
        return await super().read()

    async def pause(self) -> None:
        await asyncio.sleep(COMMAND_S)
        await super().pause()

    async def play(self) -> None:
        await asyncio.sleep(COMMAND_S)
        await super().play()


class FarPlayerJustRead(FarPlayer):
    """Knows what plays, since it has just told of a change, as both real players do; a command takes its time."""

    async def read(self) -> Playback | None:
        return await FakePlayer.read(self)


class Switched(OpenAIWriter):
    """Gives out each sentence as it comes, or, to compare, none before the last one is there."""

    holds_back = False

    async def write(self, request: IntroRequest) -> AsyncGenerator[Piece, None]:
        async with contextlib.aclosing(super().write(request)) as pieces:
            if self.holds_back:
                for sentence in [piece async for piece in pieces if isinstance(piece, Line)]:
                    yield sentence
            else:
                async for piece in pieces:
                    yield piece


@dataclass
class Studio:
    gate: CreditGate
    host: Host
    writer: Switched
    voice: ChildVoice
    server: OpenAIServer
    opening: Opening
    ear: Ear
    player: FakePlayer
    synthesis_s: float = 0.0
    firsts: list[float] = field(default_factory=list)
    alls: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)

    @property
    def command_s(self) -> float:
        """Return what the player takes for one command."""
        return COMMAND_S if isinstance(self.player, FarPlayer) else 0.0

    async def learn(self) -> None:
        """Let the server give one clean answer, and the voice one sound: what is measured is what follows."""
        await _drop(self.host.introduce(TRACK, speak=False))
        # The server has one text, and no opening is said twice in an evening. What is stopped below leaves none.
        await self.gate.forget_history()
        took = []
        for _ in range(5):
            began_s = time.monotonic()
            await self.voice.synthesise(self.opening.clause)
            took.append(time.monotonic() - began_s)
        self.synthesis_s = statistics.median(took)

    async def first_sound(self, introduction: Introduction, began_s: float) -> float:
        """Return how long it took to the first sound, and stop."""
        try:
            return await self.ear.first_sound_s(began_s) - began_s
        finally:
            await introduction.stop()
            await asyncio.sleep(0.1)  # what the sink has left

    async def once(self) -> None:
        self.writer.holds_back = False
        began_s = time.monotonic()
        took_s = await self.first_sound(self.host.introduce(TRACK, speak=True), began_s)
        self.firsts.append(took_s)
        received = self.server.requests[-1]
        tokens_s = received.sent_at_s[self.opening.clause_tokens - 1] - received.at_s
        self.own.append(took_s - tokens_s - self.synthesis_s - self.command_s)

    async def once_write_all(self) -> None:
        self.writer.holds_back = True
        began_s = time.monotonic()
        self.alls.append(await self.first_sound(self.host.introduce(TRACK, speak=True), began_s))
        self.writer.holds_back = False

    async def at_changes(self, rounds: int) -> list[float]:
        """Return how long it took from each reading that showed the change to a track whose intro is ready.

        What is stopped at its first sound is not charged, and can be delivered again.
        """
        show, took = Show(heard=BEFORE), []
        prepared = await self.host.prepare_intro(TRACK, speak=True, show=show)
        for _ in range(rounds):
            self.player.show(playing(BEFORE))
            async with contextlib.aclosing(self.player.changes()) as readings:
                await anext(readings)
                self.player.show(playing(TRACK, position_ms=0))
                await anext(readings)
                began_s = time.monotonic()
                delivery = self.host.introduce(TRACK, speak=True, show=show, prepared=prepared, between=True)
                took.append(await self.first_sound(delivery, began_s))
        assert len(self.server.requests) == LEARNT + 1
        return took

    async def longest_gap_ms(self, listened_s: float) -> int:
        began_s = time.monotonic()
        introduction = self.host.introduce(TRACK, speak=True)
        at_s = await self.ear.first_sound_s(began_s)
        if isinstance(self.ear, FileEar):
            await _drop(introduction)  # it is written as fast as it is made
        else:
            await asyncio.sleep(listened_s)
        heard = self.ear.heard(at_s)
        await introduction.stop()
        found = silences(heard, RATE_HZ)
        return max((length_ms for _, length_ms in found), default=0)


async def _drop(introduction: Introduction) -> None:
    async for event in introduction:
        assert not isinstance(event, Failed), event.message


@contextlib.asynccontextmanager
async def studio(
    data_dir: Path, ear: Ear, opening: Opening, kind: type[FakePlayer] = FakePlayer
) -> AsyncIterator[Studio]:
    answer = Answer(chunks=opening.tokens, first_token_s=FIRST_TOKEN_S, between_tokens_s=BETWEEN_TOKENS_S)
    data_dir.mkdir(parents=True)  # noqa: ASYNC240 - nothing is measured yet
    gate = CreditGate(
        lambda: SqlLedger(
            data_dir / "credits.sqlite3", account_id="local", demo_credits=10_000, clock=SystemClock()
        ),
        Prices(),
    )
    player = kind(playing(TRACK))
    voice = ChildVoice(PYTTSX3, language="en", rate_wpm=170, volume_percent=100)
    with OpenAIServer(answer) as server:
        writer = Switched(api_key="", base_url=server.base_url, model="bench", timeout_s=20.0, strict=True)
        host = Host(
            gate=gate,
            writer=writer,
            announcer=Announcer(),
            voice=voice,
            silent_voice=SilentVoice(),
            output=ear.output,
            over_music=OverMusic(player, PlaybackJournal(data_dir)),
            consent=Agreed(),
            disclosure="",
            style=Style("en", Persona(title="Host", who="a warm radio host")),
            clock=SystemClock(),
        )
        try:
            await host.prepare()
            await gate.open()
            made = Studio(gate, host, writer, voice, server, opening, ear, player)
            await made.learn()
            yield made
        finally:
            await host.close()
            await gate.close()


def _ms(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


def _figures(made: Studio, where: str, goal: float) -> list[Figure]:
    ratio = statistics.median(made.firsts) / statistics.median(made.alls)
    which = f"first sentence of {made.opening.name}, {where}"
    detail = (
        f"{_ms(made.firsts):.0f} against {_ms(made.alls):.0f} ms, medians of {len(made.firsts)} and "
        f"{len(made.alls)}, {made.ear.where}"
    )
    own = (
        f"median of {len(made.own)}, {min(made.own) * 1000:.0f} to {max(made.own) * 1000:.0f} ms; "
        f"synthesis {made.synthesis_s * 1000:.0f} ms"
    )
    return [
        Figure(f"first sound against writing all, then speaking: {which}", ratio, goal, detail=detail),
        Figure(f"own time before the first sound: {which}", _ms(made.own), 40, unit="ms", detail=own),
    ]


async def _of(data_dir: Path, ear: Ear, opening: Opening, rounds: int, *, far: bool) -> list[Figure]:
    async with studio(data_dir, ear, opening, FarPlayer if far else FakePlayer) as made:
        for number in range(rounds):
            await made.once()
            if number < WHOLE_ROUNDS:
                await made.once_write_all()
        where = f"a player that takes {COMMAND_S * 1000:.0f} ms a command" if far else "a player here"
        figures = _figures(made, where, 0.40 if far else 0.35)
        if not far:
            gap_ms = await made.longest_gap_ms(GAP_LISTENED_S)
            detail = f"in {GAP_LISTENED_S:.0f} s, {ear.where}"
            name = f"longest gap within a paragraph: first sentence of {opening.name}"
            figures.append(Figure(name, gap_ms, LONGEST_GAP_MS, unit="ms", detail=detail))
            figures.append(await _replayed(made, rounds))
        return figures


async def _replayed(made: Studio, rounds: int) -> Figure:
    took = []
    await _drop(made.host.introduce(TRACK, speak=False))
    for _ in range(rounds):
        began_s = time.monotonic()
        took.append(await made.first_sound(made.host.replay(speak=True), began_s))
    detail = f"median of {rounds}, {min(took) * 1000:.0f} to {max(took) * 1000:.0f} ms, {made.ear.where}"
    name = f"a replay, from the key to the first sound: first sentence of {made.opening.name}"
    return Figure(name, _ms(took), 50, unit="ms", detail=detail)


async def _known_next(data_dir: Path, ear: Ear, rounds: int) -> list[Figure]:
    figures = []
    for kind, where, goal in (
        (FakePlayer, "own time: a player here", OWN_MS),
        (FarPlayerJustRead, f"a player that takes {COMMAND_S * 1000:.0f} ms a command", COMMAND_S * 1000 + OWN_MS),
    ):
        async with studio(data_dir / kind.__name__, ear, LONG, kind) as made:
            took = await made.at_changes(rounds)
        detail = f"median of {rounds}, {min(took) * 1000:.0f} to {max(took) * 1000:.0f} ms, {ear.where}"
        name = f"known next, from the reading that shows the change to the first sound, {where}"
        figures.append(Figure(name, _ms(took), goal, unit="ms", detail=detail))
    return figures


async def _unbroken(data_dir: Path, ear: Ear) -> str:
    async with studio(data_dir, ear, UNBROKEN) as made:
        for _ in range(WHOLE_ROUNDS):
            await made.once()
            await made.once_write_all()
    ratio = statistics.median(made.firsts) / statistics.median(made.alls)
    return f"{ratio:.2f} with a first sentence of {UNBROKEN.name}"


async def _measured(data_dir: Path, ear: Ear, rounds: int) -> list[Figure]:
    figures: list[Figure] = []
    for opening in (SHORT, LONG):
        for far in (False, True):
            folder = data_dir / f"{opening.clause_tokens}-{far}"
            figures += await _of(folder, ear, opening, rounds, far=far)
    figures += await _known_next(data_dir / "known next", ear, rounds)
    unbroken = await _unbroken(data_dir / "unbroken", ear)
    print(f"        first sound against writing all, then speaking: {unbroken}", flush=True)
    return figures


def measure(data_dir: Path, *, rounds: int = ROUNDS) -> list[Figure]:
    with listening(data_dir) as ear:
        return asyncio.run(_measured(data_dir, ear, rounds))
