"""Windows' own way to play a file, where miniaudio has no wheel: held against a stand-in of its module."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from spotintro.voices.miniaudio_output import MiniaudioOutput
from tests.heard.test_played_sound import recorded, tone
from tests.sound_server import SoundServer, sound_server
from tests.voices.correlation import best_match, sounding

__all__ = ["sound_server"]  # a fixture is used by its name

pytestmark = pytest.mark.service
WINSOUND = """
import os
SND_FILENAME, SND_NODEFAULT = 0x20000, 2

def PlaySound(sound, flags):
    assert flags == SND_FILENAME | SND_NODEFAULT
    os.execv({paplay!r}, [{paplay!r}, sound])
"""


async def test_a_sound_is_heard_whole(
    sound_server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "miniaudio.py").write_text("raise ImportError('no wheel for this machine')")
    (tmp_path / "winsound.py").write_text(WINSOUND.format(paplay=str(shutil.which("paplay"))))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    output = MiniaudioOutput()
    await output.open()
    assert output.audible is True
    with sound_server.recording() as recording:
        await output.play(tone(0.5))
        await recorded(recording, 0.3)
    await output.close()
    assert best_match(recording.pcm(), tone(0.5).pcm)[0] >= 0.95
    assert sounding(recording.pcm(), threshold=1000).seconds == pytest.approx(0.5, abs=0.01)
