"""What was really heard: the sound server's recording against the sound that was to be played."""

from __future__ import annotations

import asyncio
import re
import subprocess
import time
from array import array
from pathlib import Path

import pytest

from spotintro.voices.base import Sound
from spotintro.voices.child_voice import ChildVoice
from spotintro.voices.engine import HIBARI, PYTTSX3, EngineTraits
from tests.e2e.commands import SPOTINTRO, surroundings
from tests.sound_server import SoundServer, sound_server
from tests.voices.correlation import RATE_HZ, best_match, samples

__all__ = ["sound_server"]


async def synthesised(engine: EngineTraits, sentences: list[str]) -> list[bytes]:
    voice = ChildVoice(engine, voice="", language="en", rate_wpm=170, volume_percent=100)
    try:
        return [as_recorded(await voice.synthesise(sentence)) for sentence in sentences]
    finally:
        await voice.close()


def as_recorded(sound: Sound) -> bytes:
    """Make the recorder's rate of the voice's, on a straight line between two samples."""
    values = [*samples(sound.pcm), 0]
    step = sound.rate_hz / RATE_HZ
    places = (divmod(frame * step, 1) for frame in range(int((len(values) - 1) / step)))
    between = (values[int(at)] * (1 - part) + values[int(at) + 1] * part for at, part in places)
    return array("h", map(round, between)).tobytes()


@pytest.mark.service
@pytest.mark.parametrize("engine", [PYTTSX3, HIBARI], ids=lambda engine: engine.name)
def test_the_demo_is_heard_whole(sound_server: SoundServer, tmp_path: Path, engine: EngineTraits) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[voice]\nprovider = "{engine.name}"\n')
    with sound_server.recording() as recording:
        result = subprocess.run(
            [SPOTINTRO, "demo", "--plain"],
            env=surroundings(tmp_path, {**sound_server.env, "SPOTINTRO_CONFIG": str(config)}),
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
    for original in asyncio.run(synthesised(engine, sentences)):
        correlation, begins_s = best_match(rest, original)
        assert correlation >= 0.95
        # The next sentence follows what was just found; a loaded machine may leave a gap between the two.
        rest = rest[2 * round((begins_s + len(original) / 2 / RATE_HZ - 0.02) * RATE_HZ) :]
    assert not [value for value in samples(rest)[RATE_HZ // 20 :] if abs(value) > 60], "and nothing else is heard"
