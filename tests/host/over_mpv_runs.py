"""Intros over mpv whose sound is recorded, with all that may happen: `python -m tests.host.over_mpv_runs …`.

The music is a low tone, the voice a high one: in the recording of what a sound server really played, windows with
both are music under the voice.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import signal
import subprocess
import sys
import time
from array import array
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import dbus_fast.aio  # noqa: F401 - before the workers are forked, so that each has it at once
import msgspec

from spotintro.clock import SystemClock
from spotintro.config import OverMusicMode
from spotintro.host.over_music import OverMusic
from spotintro.players.mpris import MprisPlayer
from spotintro.state.playback_journal import PlaybackJournal
from spotintro.voices.base import Sound
from spotintro.voices.miniaudio_output import MiniaudioOutput
from tests import forks
from tests.conftest import require_program
from tests.fakes.voice import FakeVoice
from tests.host.over_music_runs import End, Runs, end, introduce, is_running, next_start, reap, wait_until
from tests.mpv import mpv_playing, tagged_flac
from tests.session_bus import session_bus
from tests.sound_server import RATE_HZ, running_sound_server

MUSIC_HZ, VOICE_HZ = 400, 2_000
"""Both whole periods of a window, so that neither is heard as the other."""
WINDOW = RATE_HZ // 20
MUSIC_LEVEL, VOICE_LEVEL = 40.0, 6_000.0
SPEAKING_S = 0.4
WHOLE_S = 1.5
NEAR_S = 0.4
HANGS = "hangs"
HANDS = ("next", "seek", "pause", "play", "volume")


@dataclass(frozen=True)
class Plan:
    volume: int
    hand: str | None
    hand_s: float
    to_volume: int
    hangs_s: float | None
    end: End
    end_s: float


def random_plan(lot: random.Random) -> Plan:
    volume = lot.randrange(70, 101)
    return Plan(
        volume=volume,
        hand=lot.choice(HANDS) if lot.random() < 0.5 else None,
        hand_s=lot.uniform(0, WHOLE_S * 1.2),
        to_volume=lot.choice([each for each in range(5, 101) if abs(each - volume) > 4]),
        hangs_s=lot.uniform(0, WHOLE_S) if lot.random() < 0.2 else None,
        end=lot.choices(list(End), [4, 2, 4])[0],
        end_s=lot.uniform(0.2, WHOLE_S),
    )


class ToneVoice(FakeVoice):
    async def synthesise(self, text: str) -> Sound:
        await super().synthesise(text)
        values = (
            round(8_000 * math.sin(2 * math.pi * VOICE_HZ * n / RATE_HZ)) for n in range(int(SPEAKING_S * RATE_HZ))
        )
        return Sound(array("h", values).tobytes(), RATE_HZ)


class TellingPlayer(MprisPlayer):
    """Tells when it is steered, by the clock that all processes share."""

    tell: forks.Tell

    async def play(self) -> None:
        self.tell(f"status {time.monotonic()}")
        await super().play()

    async def pause(self) -> None:
        self.tell(f"status {time.monotonic()}")
        await super().pause()

    async def set_volume(self, percent: int) -> None:
        self.tell(f"volume {time.monotonic()}")
        await super().set_volume(percent)


class Mpv:
    """The user's hand on it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._playerctl = str(require_program("playerctl")["playerctl"])

    def do(self, *words: str) -> str:
        told = subprocess.run(
            [self._playerctl, "-p", "mpv", *words], check=True, capture_output=True, text=True, timeout=10
        )
        return told.stdout.strip()

    @property
    def status(self) -> str:
        return self.do("status")

    @property
    def volume(self) -> int:
        return round(float(self.do("volume")) * 100)

    def begin(self, volume: int) -> None:
        self.do("play")
        self.do("volume", str(volume / 100))
        self.do("next")
        until_s = time.monotonic() + 10
        while not (self.status == "Playing" and 0.2 < float(self.do("position")) < 10 and self.volume == volume):
            if time.monotonic() > until_s:
                raise RuntimeError("mpv does not play")
            time.sleep(0.02)

    def hand(self, plan: Plan) -> None:
        match plan.hand:
            case "seek":
                self.do("position", "20+")
            case "volume":
                self.do("volume", str(plan.to_volume / 100))
            case str(word):
                self.do(word)


def run(folder: Path, mode: OverMusicMode, plan: Plan, mpv: Mpv) -> tuple[str, list[str]]:
    """Live through one plan and the next start; return how it ended, and what is wrong."""
    mpv.begin(plan.volume)
    wanted, hand_s, hung = {"status": "Playing", "volume": plan.volume}, 0.0, False
    worker = forks.start("intro", lambda tell: asyncio.run(_introduce(folder, mode, tell)))
    wait_until(worker, "begun")
    began_s = time.monotonic()
    acts = sorted(
        (at_s, what)
        for at_s, what in (
            (plan.hand_s if plan.hand else None, "hand"),
            (plan.hangs_s, HANGS),
            (plan.end_s if plan.end is not End.BY_ITSELF else None, "end"),
        )
        if at_s is not None
    )
    killed_s = math.inf
    for at_s, what in acts:
        time.sleep(max(0.0, began_s + at_s - time.monotonic()))
        if what == HANGS:
            hung = True
            os.kill(mpv.pid, signal.SIGSTOP)
        elif what == "end":
            killed_s = time.monotonic() if plan.end is End.KILL and is_running(worker) else killed_s
            end(worker, signal.SIGKILL if plan.end is End.KILL else signal.SIGTERM)
        elif not hung:
            hand_s, before = time.monotonic(), mpv.status
            mpv.hand(plan)
            if plan.hand in {"play", "pause"} and (before == "Playing") is (plan.hand == "pause"):
                wanted["status"] = "Paused" if plan.hand == "pause" else "Playing"
            elif plan.hand == "volume":
                wanted["volume"] = plan.to_volume
    reap(worker)
    os.kill(mpv.pid, signal.SIGCONT)
    time.sleep(0.3 * hung)  # it catches up with what it was told
    problems = next_start(folder, lambda: MprisPlayer(prefer="mpv", clock=SystemClock()))
    time.sleep(0.1)
    unclear = _unclear(worker, plan, hand_s)
    # What a dead process has paused is what its user sees, and skips or seeks in.
    if hand_s > killed_s - NEAR_S and plan.hand in {"next", "seek"}:
        unclear.add("status")
    after = {"status": mpv.status, "volume": mpv.volume}
    problems += [
        f"the {what} is {after[what]}, and was left {wanted[what]}"
        for what in after
        if after[what] != wanted[what] and what not in unclear
    ]
    ended = next((line.split()[1] for line in worker.lines if line.startswith("ended ")), "killed")
    return ended, problems


def _unclear(worker: forks.Worker, plan: Plan, hand_s: float) -> set[str]:
    what = {"play": "status", "pause": "status", "volume": "volume"}.get(plan.hand or "", "")
    steered = [float(line.split()[1]) for line in worker.lines if what and line.startswith(f"{what} ")]
    return {what} if any(abs(at_s - hand_s) < NEAR_S for at_s in steered) else set()


async def _introduce(folder: Path, mode: OverMusicMode, tell: forks.Tell) -> None:
    player = TellingPlayer(prefer="mpv", clock=SystemClock())
    player.tell = tell
    over_music = OverMusic(player, PlaybackJournal(folder), mode)
    await introduce(player, ToneVoice(), MiniaudioOutput(), over_music, tell)


def under_the_voice_s(pcm: bytes) -> tuple[float, float]:
    """Return how many seconds the voice sounded whole, and in how many of them music did too."""
    samples = array("h", pcm)
    windows = [samples[start : start + WINDOW] for start in range(0, len(samples) - WINDOW, WINDOW)]
    voice = [_level(window, VOICE_HZ) for window in windows]
    whole = [
        index
        for index in range(1, len(windows) - 1)
        if all(level > VOICE_LEVEL for level in voice[index - 1 : index + 2])
    ]
    under = [index for index in whole if _level(windows[index], MUSIC_HZ) > MUSIC_LEVEL]
    return len(whole) * WINDOW / RATE_HZ, len(under) * WINDOW / RATE_HZ


def _level(window: array[int], hertz: int) -> float:
    """Return the amplitude of one tone, by Goertzel's algorithm."""
    turn = 2 * math.cos(2 * math.pi * hertz / RATE_HZ)
    one = two = 0.0
    for value in window:
        one, two = value + turn * one - two, one
    return 2 * math.sqrt(max(0.0, one * one + two * two - turn * one * two)) / len(window)


def live_through(folder: Path, modes: list[OverMusicMode], count: int, seed: int) -> Runs:
    lot = random.Random(seed)
    runs, ends = Runs(intros=count), Counter[str]()
    files = [
        tagged_flac(folder / f"{title}.flac", seconds=90, tags={"title": title, "artist": "Someone"})
        for title in ("One", "Two", "Three")
    ]
    with (
        running_sound_server() as server,
        session_bus() as bus,
        mpv_playing(bus, *files, loop=True, ao="pulse", env=server.env) as process,
    ):
        os.environ |= {**server.env, "DBUS_SESSION_BUS_ADDRESS": bus.address}
        mpv = Mpv(process.pid)
        _wait_for(mpv)
        for number in range(count):
            plan, mode = random_plan(lot), modes[number % len(modes)]
            where = f"{mode} {number} of seed {seed}: {plan}"
            with server.recording() as recording:
                ended, problems = run(folder / "data", mode, plan, mpv)
            spoken_s, under_s = under_the_voice_s(recording.pcm())
            if mode in {OverMusicMode.PAUSE, OverMusicMode.GAP} and plan.hand != "play" and plan.hangs_s is None:
                problems += [f"music sounded for {under_s:.2f} s under the voice"] * (under_s > 0)
                runs.spoken_s += spoken_s
            else:
                runs.overlapped_s += under_s
            runs.problems += [f"{each}: {where}" for each in problems]
            ends[ended] += 1
    runs.ends = dict(ends)
    return runs


def _wait_for(mpv: Mpv) -> None:
    until_s = time.monotonic() + 15
    while True:
        try:
            mpv.do("status")
        except subprocess.CalledProcessError:
            if time.monotonic() > until_s:
                raise
            time.sleep(0.05)
        else:
            return


if __name__ == "__main__":
    folder, modes, *numbers = sys.argv[1:]
    named = [OverMusicMode(mode) for mode in modes.split(",")]
    sys.stdout.buffer.write(msgspec.json.encode(live_through(Path(folder), named, *map(int, numbers))))
