"""The voice of a Mac, with a program in the place of its `say`."""

from __future__ import annotations

import shlex
import sys
from array import array
from pathlib import Path

import pytest

from spotintro.voices.base import VoiceUnavailable
from spotintro.voices.child_voice import ChildVoice, voices_of
from spotintro.voices.engine import PYTTSX3, SAY, system_engine
from tests.voices import fake_say

pytestmark = pytest.mark.slow


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "say"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(fake_say.__file__)} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")


def make_voice(voice: str = "", language: str = "en", volume_percent: int = 100) -> ChildVoice:
    return ChildVoice(SAY, voice=voice, language=language, rate_wpm=170, volume_percent=volume_percent)


@pytest.mark.usefixtures("say")
@pytest.mark.parametrize(
    ("named", "language", "speaks"),
    [("", "en", "Samantha"), ("", "de", "Anna"), ("Bad News", "en", "Bad News"), ("", "de-AT", "Anna")],
)
async def test_the_plainest_voice_of_the_language_speaks(named: str, language: str, speaks: str) -> None:
    voice = make_voice(named, language)
    await voice.open()
    assert voice.name == f"say ({speaks})"
    await voice.close()


@pytest.mark.usefixtures("say")
async def test_a_text_becomes_sound_and_gives_no_commands() -> None:
    voice = make_voice()
    sound = await voice.synthesise("Blue in Green, [[slnc 9000]] by Miles Davis.")
    assert sound.rate_hz == 22_050
    assert sound.duration_s > 0.2
    assert not sound.is_silent
    await voice.close()


@pytest.mark.usefixtures("say")
async def test_the_volume_is_the_settings() -> None:
    loud, quiet = make_voice(), make_voice(volume_percent=50)
    peaks = [max(array("h", (await voice.synthesise("Good evening.")).pcm)) for voice in (loud, quiet)]
    assert peaks[1] == pytest.approx(peaks[0] / 2, abs=1)
    for voice in (loud, quiet):
        await voice.close()


@pytest.mark.usefixtures("say")
async def test_every_voice_is_listed_with_its_language() -> None:
    found = {voice.id: voice.language for voice in await voices_of(SAY)}
    assert found["Eddy (German (Germany))"] == "de-de"
    assert len(found) == len(fake_say.VOICES.splitlines())


async def test_without_it_there_is_no_voice_and_a_way_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(VoiceUnavailable) as caught:
        await make_voice().open()
    assert "silent" in caught.value.next_step


def test_each_system_has_its_engine() -> None:
    assert system_engine("darwin") is SAY
    assert system_engine("linux") is system_engine("win32") is PYTTSX3
