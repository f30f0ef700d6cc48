"""An evening of listening with auto on, and what has to come of it, whatever plays the music."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from spotintro.clock import Clock
from spotintro.config import HostSettings, OverMusicMode, Settings
from spotintro.credits.base import HoldState
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.host.events import Failed, Finished, Held, HostEvent, Stopped, Written
from spotintro.host.host import Host
from spotintro.host.over_music import OverMusic
from spotintro.host.texts import Style
from spotintro.music import PlaybackState, Track, TrackKind
from spotintro.players.base import Player
from spotintro.session.between import LATE_MS
from spotintro.session.events import HostSaid, MadeReady, NextTold, PlaybackRead, Said, SessionEvent
from spotintro.session.session import Session
from spotintro.state.playback_journal import PlaybackJournal
from spotintro.writers.base import IntroRequest, Piece
from tests.fakes.facts import FakeAnswers
from tests.fakes.ledger import FakeLedger
from tests.fakes.tui_parts import FakeParts
from tests.fakes.voice import FakeOutput, FakeVoice
from tests.fakes.writer import HOST, FakeWriter

PATIENCE_S = 30.0
WRITING_S = 0.4
"""Before each of three sentences."""
SPEAKING_S = 2.0


class EveningParts(FakeParts):
    """Scripted but for the player, the host and the account that it is paid from."""

    def __init__(self, player: Player, host: Host, gate: CreditGate, clock: Clock, settings: Settings) -> None:
        super().__init__(settings=settings)
        self._live = (player, host, gate)
        self.clock = clock  # type: ignore[assignment]  # the time of the player

    async def player(self) -> Player:  # type: ignore[override]  # a real one
        return self._live[0]

    async def host(self) -> Host:  # type: ignore[override]  # a real one
        return self._live[1]

    async def gate(self) -> CreditGate:  # type: ignore[override]  # a real one
        return self._live[2]


@dataclass
class Begun:
    """A track that was seen to begin."""

    track: Track
    at_s: float
    position_ms: int
    introduced: int = 0

    @property
    def is_late(self) -> bool:
        return self.position_ms > LATE_MS


class TimedWriter(FakeWriter):
    """Takes its time, says nothing twice, and notes when it was asked for which track."""

    def __init__(self, clock: Clock) -> None:
        texts = ((f"A good {n} to you.", f"Here comes {n}.", f"Enjoy {n}.") for n in range(500))
        super().__init__(*texts, destination=None)
        self._clock = clock
        self.asked: list[tuple[float, str]] = []

    async def write(self, request: IntroRequest) -> AsyncGenerator[Piece, None]:
        self.asked.append((self._clock.monotonic_s(), request.track.id))
        async for piece in super().write(request):
            await asyncio.sleep(WRITING_S)
            yield piece


@dataclass
class Evening:
    """A session with a real host and real books over a player, and all that it tells."""

    player: Player
    clock: Clock
    folder: Path
    every: str = "3 tracks"
    credits: int = 200
    session_cap: int = 0
    mode: OverMusicMode = OverMusicMode.PAUSE
    speaking_s: float = SPEAKING_S
    told: list[tuple[float, SessionEvent]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = FakeLedger(demo_credits=self.credits)
        self.gate = CreditGate(lambda: self.ledger, Prices())
        self.writer = TimedWriter(self.clock)
        self.host = Host(
            gate=self.gate,
            writer=self.writer,
            announcer=FakeWriter(name="announcer", is_ai=False, destination=None),
            voice=FakeVoice(seconds=self.speaking_s),
            silent_voice=FakeVoice(name="silent"),
            output=FakeOutput(sleep=asyncio.sleep),
            over_music=OverMusic(self.player, PlaybackJournal(self.folder), self.mode),
            consent=FakeAnswers(),
            disclosure="",
            style=Style("en", HOST),
            clock=self.clock,
        )
        options = HostSettings(
            over_music=self.mode, auto_every=self.every, auto_session_cap=self.session_cap, auto_day_cap=0
        )
        settings = msgspec.structs.replace(Settings(), host=options)
        self.parts = EveningParts(self.player, self.host, self.gate, self.clock, settings)
        self.session = Session(self.parts, self._hear, key_of=lambda command: f"<{command}>")

    def _hear(self, event: SessionEvent) -> None:
        self.told.append((self.clock.monotonic_s(), event))

    async def begin(self, *, auto: bool = True) -> None:
        self.session.begin()
        await self.until(lambda: self._has(MadeReady) and self._has(PlaybackRead))
        if auto:
            await self.session.between.auto.turn_on()

    async def close(self) -> None:
        await self.session.close()
        await self.host.close()
        await self.gate.close()

    async def until(self, reached: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not reached():  # noqa: ASYNC110 - what is told has no event of its own
                await asyncio.sleep(0.005)

    def _has(self, kind: type[SessionEvent]) -> bool:
        return any(isinstance(event, kind) for _, event in self.told)

    # What came of it

    @property
    def lines(self) -> list[str]:
        said = (event.line if isinstance(event, HostSaid) else event for _, event in self.told)
        return [line.text for line in said if isinstance(line, Said)]

    @property
    def host_events(self) -> list[HostEvent]:
        return [event.event for _, event in self.told if isinstance(event, HostSaid)]

    @property
    def introduced(self) -> list[Track]:
        return [event.track for event in self.host_events if isinstance(event, Held)]

    def unheard(self) -> list[float]:
        """Return when the texts were asked for of which nothing was delivered."""
        waiting, track_id = list(self.writer.asked), ""
        for at_s, event in self.told:
            if isinstance(event, HostSaid) and isinstance(event.event, Held):
                track_id = event.event.track.id
            elif isinstance(event, HostSaid) and isinstance(event.event, Written):
                # The newest one: of those before it, none is kept any more.
                waiting.remove(max(each for each in waiting if each[1] == track_id and each[0] <= at_s))
        return [at_s for at_s, _ in waiting]

    @property
    def next_told(self) -> list[NextTold]:
        return [event for _, event in self.told if isinstance(event, NextTold)]

    @property
    def begun(self) -> list[Begun]:
        """The tracks that were seen to begin, each with the intros that were begun while it was the last."""
        found: list[Begun] = []
        playing: Track | None = None
        for at_s, event in self.told:
            if isinstance(event, PlaybackRead) and event.playback is not None:
                playback, track = event.playback, event.playback.track
                plays = playback.state is PlaybackState.PLAYING and track is not None and bool(track.title)
                if track is None or not plays or track.kind is TrackKind.AD:
                    continue
                is_new = playing is not None and track.id != playing.id and not playing.is_unread_file_of(track)
                if is_new and track.kind is TrackKind.TRACK:
                    found.append(Begun(track, at_s, playback.position_at(at_s)))
                playing = track
            elif isinstance(event, HostSaid) and isinstance(event.event, Held):
                assert playing is not None
                assert event.event.track.id == playing.id, f"{event.event.track.title} did not come: {self.lines}"
                found[-1].introduced += 1
        return found


def check_rhythm(begun: Sequence[Begun], every: int) -> int:
    """Hold what was introduced against the rule, counted anew; return how many were."""
    count = introduced = 0
    for number, each in enumerate(begun):
        count += 1
        wanted = int(count >= every and not each.is_late)
        assert each.introduced == wanted, (number, each, [(one.track.title, one.introduced) for one in begun])
        introduced += wanted
        count = 0 if wanted else count
    return introduced


def check_books(evening: Evening, *, most: int | None = None) -> None:
    """What is charged was delivered, once; nothing stays on hold, and the cap is kept."""
    ledger = evening.ledger
    assert not [kept for kept in ledger.kept.values() if kept.hold.state is HoldState.HELD], evening.lines
    ends = [event for event in evening.host_events if isinstance(event, Finished | Stopped | Failed)]
    charged = sum(charge.amount for end in ends for charge in end.charges)
    assert ledger.user().used_credits == charged
    written = [event for event in evening.host_events if isinstance(event, Written)]
    texts = [charge for end in ends for charge in end.charges if charge.step == "GENERATE_TRACK_INTRO"]
    assert len(texts) == len(written)
    assert len(ends) == len(evening.introduced)
    if most is not None:
        assert charged <= most
