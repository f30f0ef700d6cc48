"""A speech and the music under it: looked at while the text is still written, left alone where nothing is said."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from spotintro.host.events import HostEvent
from spotintro.host.introduction import Progress
from spotintro.host.over_music import OverMusic
from spotintro.host.speech import Speech
from spotintro.state.playback_journal import FOLDER, PlaybackJournal
from spotintro.voices.base import Sound, SynthesisFailed
from spotintro.writers.base import Line
from tests.fakes.player import FakePlayer, playing
from tests.fakes.voice import FakeOutput, FakeVoice


async def taken() -> None:
    """Return at once, like a reader that keeps up."""


class Stage:
    def __init__(self, data_dir: Path) -> None:
        self.player = FakePlayer(playing())
        self.voice = FakeVoice()
        self.over_music = OverMusic(self.player, PlaybackJournal(data_dir))
        self._data_dir = data_dir
        self.told: list[HostEvent] = []
        self.moved: list[bool] = []

    def speech(self) -> Speech:
        return Speech(
            voice=self.voice,
            output=FakeOutput(),
            over_music=self.over_music,
            progress=Progress(self.told.append, taken, lambda: self.moved.append(True)),
        )

    @property
    def notes(self) -> list[str]:
        folder = self._data_dir / FOLDER
        return [file.suffix for file in folder.iterdir()] if folder.exists() else []

    @property
    def commands(self) -> list[str]:
        return [command for command, _ in self.player.history]

    async def prepared(self) -> None:
        async with asyncio.timeout(5):
            while self.notes != [".prepared"]:  # noqa: ASYNC110 - a thread writes it
                await asyncio.sleep(0.001)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


async def test_the_music_is_looked_at_before_there_is_anything_to_say(stage: Stage) -> None:
    speech = stage.speech()
    await stage.prepared()
    assert stage.commands == []
    speech.say(0, Line("Good evening."))
    await speech.finish()
    assert stage.commands == ["pause", "play"]
    assert stage.notes == []


async def test_a_speech_that_is_stopped_before_it_began_leaves_nothing(stage: Stage) -> None:
    speech = stage.speech()
    await stage.prepared()
    await speech.stop()
    assert stage.commands == []
    assert stage.notes == []


@pytest.mark.parametrize("step", [Sound(b"", 22_050), SynthesisFailed("It hung.", "Try again.")])
async def test_a_speech_without_a_sound_leaves_the_music_alone(
    stage: Stage, step: Sound | SynthesisFailed
) -> None:
    stage.voice.script.append(step)
    speech = stage.speech()
    await stage.prepared()
    speech.say(0, Line("Good evening."))
    if isinstance(step, SynthesisFailed):
        with pytest.raises(SynthesisFailed):
            await speech.finish()
    else:
        await speech.finish()
    assert stage.commands == []
    assert stage.notes == []


async def test_a_speech_that_is_over_does_not_end_the_next_one(stage: Stage) -> None:
    first = stage.speech()
    first.say(0, Line("Good evening."))
    await first.finish()
    second = stage.speech()
    await stage.prepared()
    await first.stop()
    assert stage.notes == [".prepared"]
    second.say(0, Line("Good night."))
    await second.finish()
    assert stage.commands == ["pause", "play"] * 2
