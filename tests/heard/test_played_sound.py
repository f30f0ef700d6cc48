"""What a person hears: real speech through a real sound server, recorded and held against its original."""

from __future__ import annotations

import asyncio
import math
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from array import array
from pathlib import Path

import pytest

from spotintro.voices.base import OutputFailed, Sound
from spotintro.voices.child_voice import ChildVoice
from spotintro.voices.engine import PYTTSX3
from spotintro.voices.miniaudio_output import MiniaudioOutput
from spotintro.voices.playback_child import Device
from tests.sound_server import Recording, SoundServer, sound_server
from tests.voices.correlation import best_match, samples, sounding
from tests.voices.processes import open_files, wait_until_gone

__all__ = ["sound_server"]  # a fixture is used by its name

pytestmark = pytest.mark.service
RATE_HZ = 22_050


FILES = "a player of files"
BETWEEN_FILES_S = 0.25
"""Between two sounds, a player of files takes its start."""


@pytest.fixture(params=["miniaudio", "the system's player", FILES], autouse=True)
def plays_by(
    request: pytest.FixtureRequest, sound_server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """By which the child plays: without miniaudio by paplay, which reaches the test's server, or a Mac's afplay.

    Behind that stands paplay here, which takes a file and ends with its sound, too.
    """
    if request.param != "miniaudio":
        (tmp_path / "miniaudio.py").write_text("raise ImportError('no wheel for this machine')")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    if request.param == FILES:
        afplay = tmp_path / "afplay"
        afplay.write_text(f'#!/bin/sh\nexec {shutil.which("paplay")} "$1"\n')
        afplay.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
    return str(request.param)


def tone(seconds: float, hertz: float = 440) -> Sound:
    values = (round(8000 * math.sin(2 * math.pi * hertz * i / RATE_HZ)) for i in range(round(seconds * RATE_HZ)))
    return Sound(array("h", values).tobytes(), RATE_HZ)


async def recorded(recording: Recording, seconds: float) -> None:
    """Wait until the recorder has that much more: what was played before is then in it."""
    until_s = recording.seconds + seconds
    async with asyncio.timeout(20):
        while recording.seconds < until_s:  # noqa: ASYNC110 - the recorder is another process
            await asyncio.sleep(0.01)


def _sounds(recording: Recording) -> bool:
    return any(abs(value) > 1000 for value in samples(recording.pcm()))


async def heard(recording: Recording) -> None:
    """Wait until the recorder hears something."""
    async with asyncio.timeout(20):
        while not _sounds(recording):  # noqa: ASYNC110 - the recorder is another process
            await asyncio.sleep(0.01)


async def test_spoken_sentences_are_heard_whole(sound_server: SoundServer, plays_by: str) -> None:
    voice = ChildVoice(PYTTSX3, rate_wpm=220, volume_percent=100)
    output = MiniaudioOutput()
    texts = ("Good evening.", "This is Jóga, by Björk.")
    sounds = [await voice.synthesise(text) for text in texts]
    await output.open()
    assert output.audible is True
    with sound_server.recording() as recording:
        began_s = time.monotonic()
        await asyncio.gather(*(output.play(sound) for sound in sounds))
        took_s = time.monotonic() - began_s
        await recorded(recording, 0.3)
    await output.close()
    await voice.close()
    original = b"".join(sound.pcm for sound in sounds)
    between_s = BETWEEN_FILES_S if plays_by == FILES else 0.0
    rest = recording.pcm()
    for whole in [sound.pcm for sound in sounds] if between_s else [original]:
        correlation, begins_s = best_match(rest, whole)
        assert correlation >= 0.95
        rest = rest[round(begins_s * RATE_HZ) * 2 + len(whole) :]
    spoken, played = sounding(original), sounding(recording.pcm())
    assert spoken.seconds - 0.02 <= played.seconds <= spoken.seconds + 0.02 + between_s
    duration_s = sum(sound.duration_s for sound in sounds)
    assert duration_s <= took_s < duration_s + 0.5 + 2 * between_s


async def test_play_returns_when_its_end_was_heard_not_earlier(sound_server: SoundServer) -> None:
    output = MiniaudioOutput()
    await output.open()
    with sound_server.recording() as recording:
        await output.play(tone(0.5))
        await output.close()  # ends the child: what it had not played by now will never be heard
        await recorded(recording, 0.3)
    assert sounding(recording.pcm(), threshold=1000).seconds == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("how", ["cancel", "stop"])
async def test_it_is_silent_within_a_tenth_of_a_second(sound_server: SoundServer, how: str) -> None:
    output = MiniaudioOutput()
    await output.open()
    with sound_server.recording() as recording:
        playing = [asyncio.create_task(output.play(tone(5))), asyncio.create_task(output.play(tone(5)))]
        await heard(recording)
        ended_s = recording.seconds
        if how == "cancel":
            for task in playing:
                task.cancel()
        else:
            await output.stop()
        results = await asyncio.gather(*playing, return_exceptions=True)
        await recorded(recording, 0.5)
    await output.close()
    assert all(isinstance(result, asyncio.CancelledError) for result in results)
    assert sounding(recording.pcm(), threshold=1000).end_s < ended_s + 0.1


async def test_nothing_of_a_cancelled_sound_is_heard_before_the_next(sound_server: SoundServer) -> None:
    output = MiniaudioOutput()
    await output.open()
    with sound_server.recording() as recording:
        cancelled = asyncio.create_task(output.play(tone(5, 300)))
        follows = asyncio.create_task(output.play(tone(0.4, 1500)))
        await heard(recording)
        cancelled.cancel()
        await follows
        await recorded(recording, 0.3)
    with sound_server.recording() as later:
        await output.play(tone(0.4, 1500))
        await recorded(later, 0.3)
    await output.close()
    assert best_match(later.pcm(), tone(0.4, 1500).pcm, within_s=0.01)[0] >= 0.95
    assert sounding(later.pcm(), threshold=1000).seconds == pytest.approx(0.4, abs=0.01)
    values = samples(recording.pcm())
    last = round(sounding(recording.pcm(), threshold=1000).end_s * RATE_HZ)
    whole = values[last - round(0.4 * RATE_HZ) : last].tobytes()
    assert best_match(whole, tone(0.4, 1500).pcm, within_s=0.01)[0] >= 0.95


async def test_after_a_stop_nothing_old_is_heard(sound_server: SoundServer) -> None:
    output = MiniaudioOutput()
    await output.open()
    with sound_server.recording() as recording:
        stopped = asyncio.create_task(output.play(tone(5, 300)))
        await heard(recording)
        await output.stop()
        await asyncio.wait({stopped})
        await recorded(recording, 0.3)
    with sound_server.recording() as later:
        await output.play(tone(0.3, 1500))
        await recorded(later, 0.2)
    await output.close()
    assert sounding(later.pcm(), threshold=1000).seconds == pytest.approx(0.3, abs=0.01)


async def test_two_sounds_follow_without_a_gap(sound_server: SoundServer, plays_by: str) -> None:
    output = MiniaudioOutput()
    await output.open()
    whole = tone(0.6)
    half = len(whole.pcm) // 2
    with sound_server.recording() as recording:
        await asyncio.gather(
            output.play(Sound(whole.pcm[:half], RATE_HZ)), output.play(Sound(whole.pcm[half:], RATE_HZ))
        )
        await recorded(recording, 0.3)
    await output.close()
    heard_s = sounding(recording.pcm(), threshold=1000).seconds
    if plays_by == FILES:
        assert 0.59 <= heard_s < 0.61 + BETWEEN_FILES_S
    else:
        assert best_match(recording.pcm(), whole.pcm, within_s=0.01)[0] >= 0.95
        assert heard_s == pytest.approx(0.6, abs=0.01)


async def test_another_rate_is_played_at_that_rate(sound_server: SoundServer, plays_by: str) -> None:
    output = MiniaudioOutput()
    with sound_server.recording() as recording:
        await output.play(Sound(tone(0.8).pcm, 44_100))
        await output.play(tone(0.2))
        await recorded(recording, 0.3)
    await output.close()
    gap_s = 0.2 if plays_by == "miniaudio" else 0.4  # another rate needs another device, or another player
    assert 0.6 <= sounding(recording.pcm(), threshold=1000).seconds < 0.6 + gap_s


def test_seventy_devices_leak_nothing(sound_server: SoundServer) -> None:
    Device(RATE_HZ).close()
    files = open_files(os.getpid())
    for _ in range(70):
        Device(RATE_HZ).close()
    assert open_files(os.getpid()) <= files


async def test_a_killed_player_fails_the_play_and_the_next_one_sounds(
    sound_server: SoundServer, plays_by: str
) -> None:
    if plays_by == FILES:
        pytest.skip("outside Linux nothing ends a player of files with a process that was killed")
    output = MiniaudioOutput()
    await output.open()
    with sound_server.recording() as recording:
        playing = [asyncio.create_task(output.play(tone(5))) for _ in range(2)]
        await heard(recording)
        assert output._child is not None
        os.kill(output._child.pid, signal.SIGKILL)
        for error in await asyncio.gather(*playing, return_exceptions=True):
            assert isinstance(error, OutputFailed)
            assert error.next_step
    with sound_server.recording() as later:
        await output.play(tone(0.3))
        await recorded(later, 0.2)
    await output.close()
    assert sounding(later.pcm(), threshold=1000).seconds == pytest.approx(0.3, abs=0.01)


async def test_a_sound_server_that_goes_away_fails_the_play_in_time(sound_server: SoundServer) -> None:
    output = MiniaudioOutput()
    await output.open()
    with sound_server.recording() as recording:
        playing = asyncio.create_task(output.play(tone(30)))
        await heard(recording)
        os.kill(sound_server.pid, signal.SIGKILL)
        async with asyncio.timeout(5):
            with pytest.raises(OutputFailed):
                await playing
    await output.play(tone(0.1))
    assert output.audible is False
    await output.close()


async def test_a_player_that_hangs_is_silenced_by_stop_all_the_same(sound_server: SoundServer) -> None:
    output = MiniaudioOutput()
    await output.open()
    with sound_server.recording() as recording:
        playing = asyncio.create_task(output.play(tone(5)))
        await heard(recording)
        assert output._child is not None
        pid = output._child.pid
        os.kill(pid, signal.SIGSTOP)
        await output.stop()
        await asyncio.wait({playing})
        await recorded(recording, 0.3)
        await output.play(tone(0.1))
        assert output._child is not None
        assert output._child.pid != pid
    await output.close()


PARENT = textwrap.dedent(
    """
    import asyncio
    from spotintro.voices.base import Sound
    from spotintro.voices.miniaudio_output import MiniaudioOutput

    async def main():
        output = MiniaudioOutput()
        await output.open()
        print(output._child.pid, flush=True)
        await output.play(Sound(bytes(22050 * 2 * 60), 22050))

    asyncio.run(main())
    """
)


@pytest.mark.parametrize("child_state", [None, signal.SIGSTOP], ids=["playing", "hanging"])
def test_a_parent_killed_with_minus_9_leaves_no_orphan(
    sound_server: SoundServer, child_state: signal.Signals | None
) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        try:
            child = int(parent.stdout.readline())
            if child_state is not None:
                os.kill(child, child_state)
        finally:
            parent.kill()
    wait_until_gone(child)
