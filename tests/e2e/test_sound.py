"""What was really heard: the sound server's recording against the sound that was to be played."""

from __future__ import annotations

import asyncio
import re
import subprocess
import time
from pathlib import Path

import pytest

from spotintro.voices.pyttsx3_voice import Pyttsx3Voice
from tests.e2e.commands import SPOTINTRO, surroundings
from tests.sound_server import SoundServer, sound_server
from tests.voices.correlation import RATE_HZ, best_match, samples

__all__ = ["sound_server"]


async def synthesised(sentences: list[str]) -> list[bytes]:
    voice = Pyttsx3Voice(voice="", language="en", rate_wpm=170, volume_percent=100)
    try:
        return [(await voice.synthesise(sentence)).pcm for sentence in sentences]
    finally:
        await voice.close()


@pytest.mark.service
def test_the_demo_is_heard_whole(sound_server: SoundServer, tmp_path: Path) -> None:
    with sound_server.recording() as recording:
        result = subprocess.run(
            [SPOTINTRO, "demo", "--plain"],
            env=surroundings(tmp_path, sound_server.env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        heard_s = recording.seconds
        while recording.seconds < heard_s + 0.5:  # the recorder, another process, lags behind what was played
            time.sleep(0.02)
    assert result.returncode == 0, result.stderr
    assert "reading pace" not in result.stdout
    sentences = re.findall(r"^Host: (.+)$", result.stdout, re.MULTILINE)
    assert sentences
    rest = recording.pcm()
    for original in asyncio.run(synthesised(sentences)):
        correlation, begins_s = best_match(rest, original)
        assert correlation >= 0.95
        # The next sentence follows what was just found; a loaded machine may leave a gap between the two.
        rest = rest[2 * round((begins_s + len(original) / 2 / RATE_HZ - 0.02) * RATE_HZ) :]
    assert not [value for value in samples(rest)[RATE_HZ // 20 :] if abs(value) > 60], "and nothing else is heard"
