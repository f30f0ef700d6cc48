"""The silences within and behind a sound."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest

from spotintro.voices.base import Sound
from spotintro.voices.child_voice import ChildVoice
from spotintro.voices.engine import HIBARI, PYTTSX3
from spotintro.voices.pauses import LONGEST_MS, PAUSES_MS, with_pauses
from tests.voices.correlation import samples
from tests.voices.silences import silences

RATE_HZ = 22_050
HALT_MS = 250
"""From here on, a silence is heard as a halt."""


def tone(ms: int, level: int = 8_000) -> array[int]:
    return array("h", (round(level * math.sin(i * 0.2)) for i in range(RATE_HZ * ms // 1000)))


def silence(ms: int) -> array[int]:
    return array("h", bytes(2 * (RATE_HZ * ms // 1000)))


def hiss(ms: int, level: int = 12) -> array[int]:
    noise = random.Random(1)
    return array("h", (noise.randint(-level, level) for _ in range(RATE_HZ * ms // 1000)))


def shaped(*parts: array[int], text: str) -> Sound:
    whole = array("h")
    for part in parts:
        whole += part
    return Sound(with_pauses(whole.tobytes(), RATE_HZ, text), RATE_HZ)


def ms(sound: Sound) -> float:
    return sound.duration_s * 1000


@pytest.mark.parametrize(
    ("text", "pause_ms"),
    [
        ("Good evening.", LONGEST_MS),
        ("Is it late?", LONGEST_MS),
        ("What a night!", LONGEST_MS),
        ("And then…", LONGEST_MS),
        ("Satie", LONGEST_MS),
        ("“Gnossienne.”", LONGEST_MS),
        ("Good evening,", PAUSES_MS[","]),
        ("Here is “Jóga,”", PAUSES_MS[","]),
        ("One more;", PAUSES_MS[";"]),
        ("Here it is:", PAUSES_MS[":"]),
        ("And now –", PAUSES_MS["–"]),
    ],
)
@pytest.mark.parametrize("behind", [silence(0), silence(20), silence(310), hiss(310)])
def test_the_last_mark_asks_for_the_pause(text: str, pause_ms: int, behind: array[int]) -> None:
    assert ms(shaped(tone(400), behind, text=text)) == pytest.approx(400 + pause_ms, abs=6)


def test_what_is_before_the_speech_goes_but_for_its_onset() -> None:
    assert ms(shaped(hiss(100), tone(400), text="Pop.")) == pytest.approx(405 + LONGEST_MS, abs=6)


@pytest.mark.parametrize(("between_ms", "left_ms"), [(150, 150), (200, 200), (310, LONGEST_MS), (900, LONGEST_MS)])
def test_no_pause_within_is_longer_than_one_behind(between_ms: int, left_ms: int) -> None:
    for between in (silence(between_ms), hiss(between_ms)):
        sound = shaped(tone(400), between, tone(300), text="One. Two.")
        assert ms(sound) == pytest.approx(700 + left_ms + LONGEST_MS, abs=12)


def test_what_is_soft_is_not_cut() -> None:
    soft = tone(200, level=100)  # a final f is ten times louder
    sound = shaped(tone(400), soft, silence(300), text="Enough.")
    assert samples(sound.pcm)[: RATE_HZ * 600 // 1000] == tone(400) + soft


def test_what_fades_is_heard_to_its_end() -> None:
    fading = array("h", (round(v * (1 - i / 4_410)) for i, v in enumerate(tone(200))))
    sound = samples(shaped(fading, silence(300), text="Enough.").pcm)
    assert sound[:4_300] == fading[:4_300]
    steps = [abs(a - b) for a, b in pairwise(sound[4_300:])]
    assert max(steps) < 80, "it ends with a click"


@pytest.mark.parametrize("nothing", [silence(0), silence(300)])
def test_silence_stays_what_it_is(nothing: array[int]) -> None:
    """A voice that made no sound is told by it."""
    assert shaped(nothing, text="Good evening.").pcm == nothing.tobytes()


@pytest.fixture
async def voice(request: pytest.FixtureRequest) -> AsyncIterator[ChildVoice]:
    voice = ChildVoice(PYTTSX3, language=request.param, rate_wpm=170, volume_percent=100)
    yield voice
    await voice.close()


TEXTS = {
    "en": (
        "Good evening, night owls.",
        "Is it late?",
        "What a night!",
        "One more; then another: this – and the end.",
        "Here is “Jóga”, by Björk, from the album Homogenic… It plays.",
        "And here she laughs,",
        "Stop that clock.",
    ),
    "de": (
        "Guten Abend, ihr Nachteulen.",
        "Noch eins; dann das nächste: hier – und Schluss.",
        "Es ist spät, und doch",
    ),
    "fr": ("Bonsoir, les noctambules.", "Encore un ; puis un autre : voici – et la fin.", "Quelle nuit !"),
}


@pytest.mark.slow
@pytest.mark.parametrize("voice", list(TEXTS), indirect=True)
async def test_real_sentences_follow_each_other_without_a_halt(
    voice: ChildVoice, request: pytest.FixtureRequest
) -> None:
    language = request.node.callspec.params["voice"]
    sounds = [await voice.synthesise(text) for text in TEXTS[language]]
    paragraph = b"".join(sound.pcm for sound in sounds)
    found = silences(paragraph, RATE_HZ)
    assert len(found) >= len(sounds)
    assert max(length_ms for _, length_ms in found) <= HALT_MS


@pytest.mark.slow
async def test_the_natural_voice_s_sentences_do_so_too() -> None:
    voice = ChildVoice(HIBARI, rate_wpm=170, volume_percent=100)
    sounds = [await voice.synthesise(text) for text in TEXTS["en"]]
    await voice.close()
    found = silences(b"".join(sound.pcm for sound in sounds), sounds[0].rate_hz)
    assert len(found) >= len(sounds)
    assert max(length_ms for _, length_ms in found) <= HALT_MS


@pytest.mark.slow
@pytest.mark.parametrize("voice", ["en"], indirect=True)
async def test_a_long_text_is_one_paragraph_too(voice: ChildVoice) -> None:
    sound = await voice.synthesise("It goes on and on, without a stop; and so it is. " * 20)
    assert max(length_ms for _, length_ms in silences(sound.pcm, RATE_HZ)) <= HALT_MS
