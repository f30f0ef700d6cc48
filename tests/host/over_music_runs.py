"""Intros over a player in another process, with all that may happen: `python -m tests.host.over_music_runs …`.

Each intro and each next start is a worker of its own, so that it can be killed. At random moments a user's hand, a
cancel, a kill -9 and a failing player come in between. After the next start the player has to be as it was left.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import dbus_fast.aio  # noqa: F401 - before the workers are forked, so that each has it at once
import msgspec

from spotintro.clock import SystemClock
from spotintro.config import OverMusicMode
from spotintro.credits.base import User
from spotintro.host.events import Finished, HostEvent
from spotintro.host.introduction import Introduction, Progress
from spotintro.host.over_music import OverMusic
from spotintro.host.over_music_modes import STARTED_MS
from spotintro.host.speech import Speech
from spotintro.players.base import Player
from spotintro.players.mpris import MprisPlayer
from spotintro.state.playback_journal import FOLDER, PlaybackJournal
from spotintro.voices.base import Output, Voice
from spotintro.writers.base import Line
from tests import forks
from tests.fakes.ledger import FakeLedger
from tests.fakes.voice import FakeOutput, FakeVoice
from tests.players.live_mpris import NEAR_S, Answer, Failure, Hand, Request, State
from tests.session_bus import session_bus

SENTENCES = ("Good evening.", "Here it comes.")
WRITING_S, SPEAKING_S = 0.05, 0.2
WHOLE_S = 0.7
"""From the start of a worker to the end of an intro that nothing happens to, or a little more."""
PATIENCE_S = 20.0


class End(StrEnum):
    """How an intro ends."""

    BY_ITSELF = "by itself"
    CANCEL = "cancel"
    KILL = "kill -9"


@dataclass(frozen=True)
class Plan:
    """One intro and what happens to it; times from its start on."""

    began: State
    hand: Hand | None
    hand_s: float
    volume: int
    failure: Failure | None
    failure_s: float
    end: End
    end_s: float

    @property
    def acts(self) -> list[tuple[float, str]]:
        """What happens when."""
        acts = [(self.hand_s, "hand")] if self.hand is not None else []
        acts += [(self.failure_s, "failure")] if self.failure is not None else []
        return sorted([*acts, *([(self.end_s, "end")] if self.end is not End.BY_ITSELF else [])])


def random_plan(lot: random.Random) -> Plan:
    volume = lot.randrange(10, 101)
    began = State(
        "Paused" if lot.random() < 0.1 else "Playing", lot.uniform(1.6, 4.0), volume, lot.randrange(1, 90)
    )
    return Plan(
        began=began,
        hand=lot.choice(list(Hand)) if lot.random() < 0.5 else None,
        hand_s=lot.uniform(0, WHOLE_S * 1.2),
        # Told apart from the volume that it was, from a third of it, and from a third of that.
        volume=lot.choice([each for each in range(1, 101) if abs(each - volume) > 4]),
        failure=lot.choice(list(Failure)) if lot.random() < 0.3 else None,
        failure_s=lot.uniform(0, WHOLE_S),
        end=lot.choices(list(End), [5, 2, 4])[0],
        end_s=lot.uniform(0, WHOLE_S * 1.1),
    )


class Runs(msgspec.Struct):
    """What has come of all intros."""

    intros: int = 0
    ends: dict[str, int] = {}
    changed: int = 0
    """In how many the host has changed something."""
    unclear: int = 0
    spoken_s: float = 0.0
    """How long the host was heard where no music may be."""
    overlapped_s: float = 0.0
    """And how long together with music where it may be."""
    problems: list[str] = []


@dataclass
class Told:
    """What a worker has told."""

    spoken: list[tuple[float, float]] = field(default_factory=list)
    ended: str = ""
    began: bool = False


class TellingOutput(FakeOutput):
    """Tells when the voice is heard, by the clock that all processes share."""

    def __init__(self, tell: forks.Tell) -> None:
        super().__init__(sleep=self._hear)
        self._tell_line = tell

    async def _hear(self, seconds: float) -> None:
        self._tell_line(f"voice {time.monotonic()}")
        try:
            await asyncio.sleep(seconds)
        finally:
            self._tell_line(f"silence {time.monotonic()}")


async def introduce(player: Player, voice: Voice, output: Output, over_music: OverMusic, tell: forks.Tell) -> None:
    """Speak over the player, as a worker: it can be killed, and SIGTERM cancels it."""
    await player.open()
    await output.open()
    speeches: list[Speech] = []
    user = FakeLedger().user()

    async def perform(progress: Progress) -> Finished:
        speech = Speech(
            voice=voice,
            output=output,
            over_music=over_music,
            progress=progress,
            between=True,
        )
        speeches.append(speech)
        for index, sentence in enumerate(SENTENCES):
            await asyncio.sleep(WRITING_S)
            speech.say(index, Line(sentence))
        speech_s = await speech.finish()
        return Finished(" ".join(SENTENCES), "fake", True, speech_s, (), user)

    async def settle(_: Progress) -> None:
        for speech in speeches:
            await speech.stop()

    async def balance() -> User:
        return user

    running = Introduction(perform, settle=settle, balance=balance)
    stopping: list[asyncio.Task[None]] = []
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, lambda: stopping.append(loop.create_task(running.stop())))
    tell("begun")
    events: list[HostEvent] = [event async for event in running]
    tell(f"ended {type(events[-1]).__name__}")
    await asyncio.gather(*stopping)
    await output.close()
    await player.close()


async def start_again(player: Player, folder: Path) -> None:
    """What the next start does."""
    await player.open()
    await OverMusic(player, PlaybackJournal(folder)).recover()
    await player.close()


class Live:
    """The parent's way to the player's process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def ask(self, request: Request) -> Answer:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(request) + b"\n")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=Answer)


@contextlib.contextmanager
def live_player() -> Iterator[Live]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.players.live_mpris"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        live = Live(process)
        try:
            live.ask(Request())
            yield live
        finally:
            process.kill()


def run(
    folder: Path, mode: OverMusicMode, plan: Plan, live: Live, *, recovers: bool
) -> tuple[Told, Answer, list[str], bool]:
    """Live through one plan and the next start.

    Returns:
        What the host told, the player after the next start, what is wrong, and whether the hand came after a kill.
    """
    live.ask(Request(begin=plan.began))
    worker = forks.start("intro", lambda tell: asyncio.run(_introduce(folder, mode, tell)))
    wait_until(worker, "begun")
    began_s, killed_s = time.monotonic(), None
    for at_s, what in plan.acts:
        while (left_s := began_s + at_s - time.monotonic()) > 0:
            if not forks.drain([worker], timeout_s=left_s):
                time.sleep(left_s)  # it has ended already
        match what:
            case "hand":
                live.ask(Request(hand=plan.hand, volume=plan.volume))
            case "failure":
                live.ask(Request(fail=plan.failure))
            case _:
                killed_s = time.monotonic() if plan.end is End.KILL and is_running(worker) else None
                end(worker, signal.SIGKILL if plan.end is End.KILL else signal.SIGTERM)
    reap(worker)
    live.ask(Request(mend=True))
    problems = next_start(folder, lambda: MprisPlayer(prefer="live", clock=SystemClock())) if recovers else []
    told = told_by(worker, killed_s)
    answer = live.ask(Request())
    late = killed_s is not None and began_s + plan.hand_s > killed_s - NEAR_S
    return told, answer, problems, late


async def _introduce(folder: Path, mode: OverMusicMode, tell: forks.Tell) -> None:
    player = MprisPlayer(prefer="live", clock=SystemClock())
    over_music = OverMusic(player, PlaybackJournal(folder), mode)
    await introduce(player, FakeVoice(seconds=SPEAKING_S), TellingOutput(tell), over_music, tell)


def next_start(folder: Path, player: Callable[[], Player]) -> list[str]:
    """Start once more, in a worker; return what is wrong with it."""
    code = reap(forks.start("next start", lambda _: asyncio.run(start_again(player(), folder))))
    left = list((folder / FOLDER).glob("*")) if (folder / FOLDER).exists() else []
    return [f"left behind: {file.name}" for file in left] + [f"the next start ended with {code}"] * (code != 0)


def check(mode: OverMusicMode, plan: Plan, told: Told, answer: Answer, *, late: bool) -> list[str]:
    """Compare the player with how its user left it."""
    problems = []
    # What a dead process has paused is what its user sees, and skips or seeks in.
    as_seen = late and plan.hand in {Hand.NEXT, Hand.SEEK}
    if answer.state.status != answer.wanted_status and "status" not in answer.unclear and not as_seen:
        problems.append(f"it is {answer.state.status}, and was left {answer.wanted_status}")
    if answer.state.volume != answer.wanted_volume and "volume" not in answer.unclear:
        problems.append(f"the volume is {answer.state.volume}, and was left at {answer.wanted_volume}")
    if mode is OverMusicMode.OVER and answer.begun_at_s:
        problems.append("it was steered")
    pauses = mode in {OverMusicMode.PAUSE, OverMusicMode.GAP}
    if pauses and plan.failure is None:
        played_by_hand = plan.hand is Hand.PLAY or plan.began.status != "Playing"
        under = overlap_s(told.spoken, answer.sounding)
        if under > 0 and not played_by_hand and "status" not in answer.unclear:
            problems.append(f"music sounded for {under:.3f} s under the voice")
    undisturbed = plan.failure is None and plan.hand is None and plan.began.status == "Playing"
    if mode is OverMusicMode.GAP and undisturbed and answer.begun_at_s:
        [place_s] = answer.begun_at_s
        if place_s * 1000 > STARTED_MS:
            problems.append(f"the track went on from {place_s:.3f} s")
    return problems


def overlap_s(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> float:
    return sum(max(0.0, min(end, until) - max(start, since)) for start, end in one for since, until in other)


def live_through(folder: Path, modes: Sequence[OverMusicMode], count: int, seed: int, recovers: int = 1) -> Runs:
    """Live through so many intros, the modes in turn; where it doesn't recover, as if no start came after them."""
    lot = random.Random(seed)
    runs, ends = Runs(), Counter[str]()
    with session_bus() as bus:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.address
        with live_player() as live:
            for number in range(count):
                plan, mode = random_plan(lot), modes[number % len(modes)]
                told, answer, problems, late = run(folder, mode, plan, live, recovers=recovers > 0)
                problems += check(mode, plan, told, answer, late=late)
                runs.problems += [
                    f"{mode} {number} of seed {seed}: {each}: {plan}, {told}, {answer}" for each in problems
                ]
                ends[told.ended or "killed"] += 1
                runs.unclear += bool(answer.unclear)
                runs.changed += answer.commands > 0
                runs.spoken_s += sum(end - start for start, end in told.spoken)
    runs.intros, runs.ends = count, dict(ends)
    return runs


def wait_until(worker: forks.Worker, line: str) -> None:
    since_s = time.monotonic()
    while line not in worker.lines:
        if not forks.drain([worker], timeout_s=1.0) or time.monotonic() > since_s + PATIENCE_S:
            raise RuntimeError(f"{worker.name} never told {line!r}, but {worker.lines}")


def is_running(worker: forks.Worker) -> bool:
    return os.waitid(os.P_PID, worker.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def end(worker: forks.Worker, number: signal.Signals) -> None:
    if is_running(worker):
        os.kill(worker.pid, number)


def reap(worker: forks.Worker) -> int:
    """Wait for its end; one that hangs is ended, which its exit code tells."""
    until_s = time.monotonic() + PATIENCE_S
    while is_running(worker):
        if time.monotonic() > until_s:
            worker.kill()
        if not forks.drain([worker], timeout_s=0.05):
            time.sleep(0.005)
    return worker.reap()


def told_by(worker: forks.Worker, killed_s: float | None) -> Told:
    told = Told()
    since_s: float | None = None
    for line in worker.lines:
        word, _, rest = line.partition(" ")
        if word == "voice":
            since_s = float(rest)
        elif word == "silence" and since_s is not None:
            told.spoken.append((since_s, float(rest)))
            since_s = None
        elif word == "ended":
            told.ended = rest
    if since_s is not None and killed_s is not None:
        told.spoken.append((since_s, killed_s))
    return told


if __name__ == "__main__":
    folder, modes, *numbers = sys.argv[1:]
    named = [OverMusicMode(mode) for mode in modes.split(",")]
    sys.stdout.buffer.write(msgspec.json.encode(live_through(Path(folder), named, *map(int, numbers))))
