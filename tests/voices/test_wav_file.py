from __future__ import annotations

import asyncio
import os
import stat
import wave
from pathlib import Path

import pytest

from spotintro.voices.base import OutputFailed, Sound
from spotintro.voices.wav_file import WavFileOutput
from tests.fakes.voice import sound_of


async def test_the_sounds_stand_in_it_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "intro.wav"
    output = WavFileOutput(path)
    assert output.audible is None
    await output.open()
    assert output.audible is True
    sounds = [sound_of(0.1, sample=number) for number in range(1, 20)]
    await asyncio.gather(*(output.play(sound) for sound in sounds))
    assert not path.exists()
    await output.finish()
    await output.close()
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        assert file.readframes(file.getnframes()) == b"".join(sound.pcm for sound in sounds)
    assert os.listdir(tmp_path) == ["intro.wav"]  # noqa: PTH208 - names are what is compared


async def test_a_run_that_was_not_finished_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "intro.wav"
    path.write_bytes(b"the old one")
    output = WavFileOutput(path)
    await output.play(sound_of(0.1))
    await output.stop()
    await output.close()
    assert path.read_bytes() == b"the old one"
    assert os.listdir(tmp_path) == ["intro.wav"]  # noqa: PTH208 - names are what is compared


async def test_a_stop_after_the_last_sound_takes_nothing_away(tmp_path: Path) -> None:
    output = WavFileOutput(tmp_path / "intro.wav")
    await output.play(sound_of(0.1))
    await output.stop()
    await output.finish()
    await output.close()
    with wave.open(str(tmp_path / "intro.wav")) as file:
        assert file.getnframes() == 2205


async def test_nothing_to_say_is_a_valid_empty_file(tmp_path: Path) -> None:
    output = WavFileOutput(tmp_path / "intro.wav")
    await output.play(Sound(b"", 22_050))
    await output.finish()
    await output.close()
    with wave.open(str(tmp_path / "intro.wav")) as file:
        assert file.getnframes() == 0


async def test_the_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    output = WavFileOutput(tmp_path / "intro.wav")
    (tmp_path / "plain").touch()
    await output.play(sound_of(0.1))
    await output.finish()
    await output.close()
    rights = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("intro.wav", "plain")}
    assert len(rights) == 1


@pytest.mark.parametrize("place", ["missing/intro.wav", "folder", "file/intro.wav"])
async def test_a_place_that_can_t_be_written_is_known_at_once(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    output = WavFileOutput(tmp_path / place)
    with pytest.raises(OutputFailed) as caught:
        await output.open()
    assert str(tmp_path / place) in caught.value.message
    assert "--out" in caught.value.next_step
    await output.close()


async def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    import resource

    output = WavFileOutput(tmp_path / "intro.wav")
    await output.open()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))  # Python ignores SIGXFSZ: the write fails instead
    try:
        with pytest.raises(OutputFailed):
            await output.play(sound_of(5))
        await output.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - as above


async def test_two_rates_do_not_fit_in_one_file(tmp_path: Path) -> None:
    output = WavFileOutput(tmp_path / "intro.wav")
    await output.play(sound_of(0.1))
    with pytest.raises(OutputFailed, match="44100"):
        await output.play(Sound(bytes(200), 44_100))
    await output.close()


async def test_a_device_is_written_to_where_no_descriptor_can_be_told_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As by Python 3.11 on Windows, which opens nothing without waiting either."""
    monkeypatch.setattr("spotintro.voices.wav_file.NO_WAIT", 0)
    monkeypatch.delattr(os, "set_blocking")
    output = WavFileOutput(Path(os.devnull))
    await output.open()
    await output.play(sound_of(0.1))
    await output.finish()
    await output.close()
