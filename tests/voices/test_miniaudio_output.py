"""A machine without sound: nothing is heard, nothing is garbled, time passes all the same."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from spotintro.voices.base import Sound
from spotintro.voices.miniaudio_output import MiniaudioOutput
from spotintro.voices.paced_output import PacedOutput
from tests.fakes.virtual_time import VirtualTime
from tests.fakes.voice import sleep_on, sound_of

NO_SOUND_CARD = not any(Path("/dev/snd").glob("pcm*p"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not NO_SOUND_CARD, reason="this machine has a sound card, and would sound"),
]


async def test_without_a_sound_server_it_is_paced() -> None:
    time = VirtualTime()
    output = MiniaudioOutput(paced=PacedOutput(sleep=sleep_on(time)))
    assert output.audible is None
    await output.open()
    assert output.audible is False
    playing = asyncio.create_task(output.play(sound_of(3)))
    while not time.pending:  # noqa: ASYNC110 - virtual time has no event for it
        await asyncio.sleep(0)
    time.advance(2.9)
    await asyncio.sleep(0)
    assert not playing.done()
    time.advance(0.2)
    await playing
    await output.close()


async def test_the_child_of_a_silent_machine_is_not_kept() -> None:
    output = MiniaudioOutput()
    await output.play(Sound(bytes(200), 22_050))
    assert output.audible is False
    assert output._child is None
    await output.close()


async def test_alsa_s_discarding_device_is_no_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    (tmp_path / ".asoundrc").write_text("pcm.!default { type null }\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    output = MiniaudioOutput()
    await output.open()
    assert output.audible is False
    assert "no sound is heard: ALSA" in caplog.messages
    await output.close()


async def test_without_the_library_it_is_paced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    (tmp_path / "miniaudio.py").write_text("raise ImportError('no wheel for this machine')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    output = MiniaudioOutput()
    await output.open()
    assert output.audible is False
    assert "no wheel for this machine" in caplog.text
    await output.close()


async def test_a_player_that_crashes_at_its_start_is_no_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "miniaudio.py").write_text("import os\nos.abort()")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    output = MiniaudioOutput()
    await output.open()
    assert output.audible is False
    await output.close()


async def test_stop_and_close_cancel_what_waits() -> None:
    for end in (MiniaudioOutput.stop, MiniaudioOutput.close):
        time = VirtualTime()
        output = MiniaudioOutput(paced=PacedOutput(sleep=sleep_on(time)))
        await output.open()
        playing = [asyncio.create_task(output.play(sound_of(30))) for _ in range(3)]
        while not time.pending:  # noqa: ASYNC110 - virtual time has no event for it
            await asyncio.sleep(0)
        await end(output)
        results = await asyncio.gather(*playing, return_exceptions=True)
        assert all(isinstance(result, asyncio.CancelledError) for result in results)
        await output.close()


async def test_a_stop_while_the_device_opens_cancels_the_play() -> None:
    output = MiniaudioOutput()
    playing = asyncio.create_task(output.play(sound_of(30)))
    await asyncio.sleep(0)
    await output.stop()
    async with asyncio.timeout(10):
        await asyncio.wait({playing})
    assert playing.cancelled()
    await output.close()


PARENT = textwrap.dedent(
    """
    import asyncio
    from spotintro.voices.base import Sound
    from spotintro.voices.miniaudio_output import MiniaudioOutput

    async def main():
        output = MiniaudioOutput()
        await output.open()
        await output.play(Sound(bytes(2000), 22050))
        await output.close()

    asyncio.run(main())
    """
)


def test_alsa_s_noise_reaches_no_terminal() -> None:
    done = subprocess.run([sys.executable, "-c", PARENT], capture_output=True, check=True, timeout=30)
    assert (done.stdout, done.stderr) == (b"", b"")
