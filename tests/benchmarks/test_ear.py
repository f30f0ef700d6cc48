"""What the benchmarks hear, and when."""

from __future__ import annotations

import asyncio
import time
from array import array
from pathlib import Path

from benchmarks.ear import Block, FileEar, loud_at_s
from spotintro.voices.base import Sound

RATE_HZ = 22_050
SILENCE, TONE = array("h", [0] * (RATE_HZ // 2)), array("h", [9_000] * RATE_HZ)


def test_the_first_loud_sample_of_a_stretch_is_marked_with_its_time() -> None:
    assert loud_at_s(Block(SILENCE + TONE, end_s=10.0)) == 9.0
    assert loud_at_s(Block(SILENCE, end_s=10.0)) is None


async def test_in_a_file_a_sound_is_heard_when_it_is_written(tmp_path: Path) -> None:
    ear = FileEar(tmp_path)
    await ear.output.open()
    began_s = time.monotonic()
    await ear.output.play(Sound(SILENCE.tobytes(), RATE_HZ))
    listening = asyncio.create_task(ear.first_sound_s(began_s))
    await asyncio.sleep(0)
    assert not listening.done()
    await ear.output.play(Sound(TONE.tobytes(), RATE_HZ))
    written_s = time.monotonic()
    assert began_s <= await listening <= written_s
    assert ear.heard(began_s) == SILENCE.tobytes() + TONE.tobytes()
    await ear.output.close()
