"""An intro over a player with one hand on it, by the app or at the player itself, and what has to come of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from spotintro.clock import Clock
from spotintro.config import OverMusicMode
from spotintro.credits.base import HoldState
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.host.events import Failed, Finished, Held, HostEvent, LeftPaused, Speaking, Spoken, Stopped, Written
from spotintro.host.host import Host
from spotintro.host.over_music import OverMusic
from spotintro.host.texts import Style
from spotintro.music import Playback, PlaybackState, Track
from spotintro.players.base import Player
from spotintro.session.events import HostSaid, MadeReady, PlaybackRead, Said, SessionEvent
from spotintro.session.session import Session
from spotintro.state.playback_journal import PlaybackJournal
from spotintro.writers.base import IntroRequest, Piece
from tests.fakes.facts import FakeAnswers
from tests.fakes.ledger import FakeLedger
from tests.fakes.tui_parts import FakeParts
from tests.fakes.voice import FakeOutput, FakeVoice
from tests.fakes.writer import HOST, FakeWriter

FEATURE = UserTransaction.GENERATE_TRACK_INTRO
SENTENCES = ("Good evening.", "Here it comes.", "Enjoy it.")
PATIENCE_S = 20.0


class Hand(Enum):
    """What a user does meanwhile."""

    NEXT = "next_track"
    PREVIOUS = "previous_track"
    SEEK = "forward"
    TRANSFER = "transfer"
    PAUSE = "play_pause"
    QUIT = "quit"

    @property
    def skips(self) -> bool:
        return self in {Hand.NEXT, Hand.PREVIOUS}

    @property
    def moves(self) -> bool:
        return self.skips or self in {Hand.SEEK, Hand.TRANSFER}


@dataclass(frozen=True)
class Pace:
    """How long the parts of an intro take, in seconds."""

    writing_s: float
    """Before each sentence."""
    speaking_s: float
    """For each sentence."""
    settling_s: float
    """For the player to show what it was told."""
    blurred_s: float = 0.0
    """So near to a change by the host, nobody can say which came first."""

    @property
    def whole_s(self) -> float:
        return len(SENTENCES) * (self.writing_s + self.speaking_s)


@dataclass(frozen=True)
class Act:
    hand: Hand
    by_app: bool
    at_s: float


def random_act(lot: random.Random, hands: Sequence[Hand], pace: Pace) -> Act:
    hand = lot.choice(hands)
    by_app = hand in {Hand.QUIT, Hand.TRANSFER} or lot.random() < 0.5
    return Act(hand, by_app, lot.uniform(0, pace.whole_s * 1.1))


class SlowWriter(FakeWriter):
    def __init__(self, pause_s: float) -> None:
        super().__init__(SENTENCES, destination=None)
        self._pause_s = pause_s

    async def write(self, request: IntroRequest) -> AsyncGenerator[Piece, None]:
        async for piece in super().write(request):
            await asyncio.sleep(self._pause_s)
            yield piece


class LiveParts(FakeParts):
    """Scripted but for the player and the host."""

    def __init__(self, player: Player, host: Host, clock: Clock) -> None:
        super().__init__()
        self._live_player, self._live_host = player, host
        self.clock = clock  # type: ignore[assignment]  # the time of the player

    async def player(self) -> Player:  # type: ignore[override]  # a real one
        return self._live_player

    async def host(self) -> Host:  # type: ignore[override]  # a real one
        return self._live_host


@dataclass
class Scene:
    """A session with a real host over a player, and all that it tells."""

    player: Player
    clock: Clock
    folder: Path
    pace: Pace
    tells_at_once: bool = True
    """Whether the player knows what it has skipped to as soon as it has."""
    mode: OverMusicMode = OverMusicMode.PAUSE
    ledger: FakeLedger = field(default_factory=FakeLedger)
    told: list[tuple[float, SessionEvent]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate = CreditGate(lambda: self.ledger, Prices())
        self.host = Host(
            gate=self.gate,
            writer=SlowWriter(self.pace.writing_s),
            announcer=FakeWriter(name="announcer", is_ai=False, destination=None),
            voice=FakeVoice(seconds=self.pace.speaking_s),
            silent_voice=FakeVoice(name="silent"),
            output=FakeOutput(sleep=asyncio.sleep),
            over_music=OverMusic(self.player, PlaybackJournal(self.folder), self.mode),
            consent=FakeAnswers(),
            disclosure="",
            style=Style("en", HOST),
            clock=self.clock,
        )
        parts = LiveParts(self.player, self.host, self.clock)
        self.session = Session(parts, self._hear, key_of=lambda command: f"<{command}>")

    def _hear(self, event: SessionEvent) -> None:
        self.told.append((self.clock.monotonic_s(), event))

    async def begin(self) -> None:
        self.session.begin()
        await self.until(lambda: self._has(MadeReady) and self._has(PlaybackRead))

    async def close(self) -> None:
        await self.session.close()
        await self.host.close()
        await self.gate.close()

    def _has(self, kind: type[SessionEvent]) -> bool:
        return any(isinstance(event, kind) for _, event in self.told)

    async def until(self, reached: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not reached():  # noqa: ASYNC110 - what is told has no event of its own
                await asyncio.sleep(0.005)

    @property
    def host_events(self) -> list[tuple[float, HostEvent]]:
        return [(at_s, event.event) for at_s, event in self.told if isinstance(event, HostSaid)]

    @property
    def last(self) -> HostEvent:
        return self.host_events[-1][1]

    @property
    def lines(self) -> list[str]:
        said = (event.line if isinstance(event, HostSaid) else event for _, event in self.told)
        return [line.text for line in said if isinstance(line, Said)]

    @property
    def introduced(self) -> Track:
        return next(event.track for _, event in self.host_events if isinstance(event, Held))

    async def shown(self) -> Playback:
        playback = await self.player.read()
        assert playback is not None
        return playback

    async def introduce(self) -> None:
        self.session.perform(FEATURE)
        await self.until(lambda: bool(self.host_events))

    async def over(self) -> None:
        await self.until(lambda: not self.session.intros.busy)
        await asyncio.sleep(self.pace.settling_s)

    async def by_app(self, hand: Hand) -> None:
        match hand:
            case Hand.QUIT:
                await self.session.close()
            case Hand.TRANSFER:
                device = next(each for each in await self.player.devices() if not each.active)
                self.session.transfer(device)
            case _:
                self.session.steer(hand.value)


async def by_hand(remote: Player, hand: Hand, playback: Playback) -> None:
    """Do it at the player itself."""
    match hand:
        case Hand.NEXT:
            await remote.next()
        case Hand.PREVIOUS:
            await remote.previous()
        case Hand.SEEK:
            await remote.seek(playback.position_ms + 20_000)
        case Hand.PAUSE:
            await remote.pause()
        case _:
            raise AssertionError(hand)


async def play(scene: Scene, act: Act, *, remote: Player) -> str:
    """Introduce what plays with this hand on the player; return how it ended, in one word.

    Raises:
        AssertionError: the music, the lines or the books are not as the hand has left them.
    """
    await scene.begin()
    await scene.introduce()
    await asyncio.sleep(act.at_s)
    before = await scene.shown()
    spoke, written = scene_has(scene, Speaking), scene_has(scene, Written)
    heard = scene_has(scene, Spoken) or not scene.session.intros.busy
    acted_s = scene.clock.monotonic_s()
    if act.by_app:
        await scene.by_app(act.hand)
    else:
        await by_hand(remote, act.hand, before)
    await asyncio.sleep(scene.pace.settling_s)
    if act.hand is not Hand.QUIT:
        await scene.over()
    after = await scene.shown()
    await scene.close()

    blurred = any(
        abs(at_s - acted_s) < scene.pace.blurred_s
        for at_s, event in scene.host_events
        if isinstance(event, Speaking | LeftPaused | Spoken | Stopped | Finished)
    )
    problem = f"{act}: {before} to {after}: {scene.host_events}, {scene.lines}"
    stays = any("The music stays paused" in line for line in scene.lines)
    if not (blurred and act.hand is Hand.PAUSE):
        pauses = act.hand is Hand.PAUSE and before.state is PlaybackState.PLAYING
        assert after.state is (PlaybackState.PAUSED if pauses else PlaybackState.PLAYING), problem
        assert stays is (pauses and not heard), problem
    check_books(scene, problem)
    paused_by_host = before.state is PlaybackState.PAUSED
    ends = paused_by_host or (act.by_app and (act.hand.skips or spoke))
    if act.hand.moves and not heard and ends and not blurred:
        check_moved_on(scene, act, after, written=written, problem=problem)
    return type(scene.last).__name__


def scene_has(scene: Scene, kind: type[HostEvent]) -> bool:
    return any(isinstance(event, kind) for _, event in scene.host_events)


def check_moved_on(scene: Scene, act: Act, after: Playback, *, written: bool, problem: str) -> None:
    assert isinstance(scene.last, Stopped), problem
    assert scene.last.moved_on, problem
    assert bool(scene.last.charges) is scene_has(scene, Written) or not written, problem
    track, introduced = after.track, scene.introduced
    assert track is not None
    # `previous` may have gone back to the start of the same track.
    is_new = track != introduced and scene.tells_at_once
    assert is_new or not scene.tells_at_once or act.hand is not Hand.NEXT, problem
    offered = [line for line in scene.lines if line.startswith("<introduce> introduces")]
    named, unnamed = f"<introduce> introduces “{track.title}”.", "<introduce> introduces what plays now."
    if scene.tells_at_once:
        assert offered == [named if is_new else unnamed], problem
    else:
        # Over sockets, the answer about the new track may be there already.
        assert offered in ([unnamed], [named] if track != introduced else [unnamed]), problem


def check_books(scene: Scene, problem: str) -> None:
    """What is charged was delivered, and nothing stays on hold."""
    assert not [kept for kept in scene.ledger.kept.values() if kept.hold.state is HoldState.HELD], problem
    last = scene.last
    assert isinstance(last, Finished | Stopped | Failed), problem
    charged = {charge.step for charge in last.charges}
    assert scene.ledger.user().used_credits == len(last.charges), problem
    if isinstance(last, Finished):
        assert charged == {FEATURE, UserTransaction.SPEAK_TRACK_INTRO}, problem
    elif UserTransaction.SPEAK_TRACK_INTRO in charged:
        assert len([event for _, event in scene.host_events if isinstance(event, Speaking)]) == len(SENTENCES)
