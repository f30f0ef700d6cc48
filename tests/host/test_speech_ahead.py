"""What is said of a sentence whose beginning goes ahead of it."""

from __future__ import annotations

import pytest

from spotintro.host.events import HostEvent, Speaking
from spotintro.host.introduction import Progress
from spotintro.host.speech import Speech
from spotintro.writers.base import Clause, Line
from tests.fakes.voice import FakeOutput, FakeVoice


async def taken() -> None:
    """Return at once, like a reader that keeps up."""


class Stage:
    def __init__(self) -> None:
        self.voice = FakeVoice()
        self.told: list[HostEvent] = []
        progress = Progress(self.told.append, taken, lambda: None)
        self.speech = Speech(voice=self.voice, output=FakeOutput(), over_music=None, progress=progress)


@pytest.mark.parametrize(
    ("clause", "sentence", "asked"),
    [
        ("Here is Satie,", "Here is Satie, and it is late.", ["Here is Satie,", "and it is late."]),
        ("Here is Satie,", "Here is Satie.", ["Here is Satie,"]),
        ("Here is Satie—", "Here is Satie—late as it is.", ["Here is Satie—", "late as it is."]),
    ],
)
async def test_the_rest_is_said_behind_the_clause_or_nothing(clause: str, sentence: str, asked: list[str]) -> None:
    stage = Stage()
    stage.speech.say(0, Clause(clause))
    stage.speech.say(0, Line(sentence))
    stage.speech.say(1, Line("Enjoy it."))
    assert await stage.speech.finish() == len(asked) + 1
    assert stage.voice.asked == [*asked, "Enjoy it."]
    assert stage.told == [Speaking(0), Speaking(1)]


async def test_the_same_words_again_are_a_sentence_of_their_own() -> None:
    stage = Stage()
    stage.speech.say(0, Clause("Here is Satie,"))
    stage.speech.say(0, Line("Here is Satie, again."))
    stage.speech.say(1, Line("Here is Satie, and again."))
    await stage.speech.finish()
    assert stage.voice.asked == ["Here is Satie,", "again.", "Here is Satie, and again."]
