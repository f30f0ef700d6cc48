"""The real natural voice in its real child: what it says, without a network, and what stands in where it fails."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import textwrap
from array import array
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spotintro.voices.base import SynthesisFailed, VoiceUnavailable
from spotintro.voices.child_voice import ChildVoice, voices_of
from spotintro.voices.engine import HIBARI, PYTTSX3
from spotintro.voices.miniaudio_output import MiniaudioOutput
from spotintro.voices.natural_voices import natural_voices
from spotintro.voices.preferred_voice import PreferredVoice
from tests.fakes.virtual_time import VirtualTime
from tests.fakes.voice import sleep_on
from tests.voices.correlation import samples
from tests.voices.processes import is_running

pytestmark = pytest.mark.slow

SENTENCE = "Good evening, this is Jóga, by Björk."
GUARD = """
import os, sys

NOTES = os.environ["GUARD_NOTES"]

def note(text):
    with open(NOTES, "a") as notes:
        notes.write(text + "\\n")

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.")):
        note(event)
        raise PermissionError("no network in this test")

note("watching")
sys.addaudithook(watch)
"""
"""Loaded by each Python that has it in its path: whatever asks the network for anything is noted and fails."""


def natural(rate_wpm: int = 170, volume_percent: int = 100, **options: object) -> ChildVoice:
    return ChildVoice(HIBARI, rate_wpm=rate_wpm, volume_percent=volume_percent, **options)  # type: ignore[arg-type]


def espeak() -> ChildVoice:
    return ChildVoice(PYTTSX3, rate_wpm=170, volume_percent=100)


def words_in(file: Path) -> list[str]:
    return file.read_text().split()


def peak_memory_kb(pid: int) -> int:
    return int(Path(f"/proc/{pid}/status").read_text().split("VmHWM:")[1].split()[0])


def child_of(voice: ChildVoice) -> int:
    assert voice._child is not None
    return voice._child.pid


@pytest.fixture
async def voice() -> AsyncIterator[ChildVoice]:
    voice = natural()
    yield voice
    await voice.close()


@pytest.fixture
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "guard"))
    monkeypatch.setenv("GUARD_NOTES", str(tmp_path / "notes"))
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path / "downloads"))
    return tmp_path / "notes"


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A machine on which a module that the voice needs is as the parameter says: its name and its source."""
    name, source = request.param
    (tmp_path / f"{name}.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


async def test_a_sentence_becomes_sound_that_begins_at_once(voice: ChildVoice) -> None:
    sound = await voice.synthesise(SENTENCE)
    assert (voice.name, voice.language) == ("hibari (heart)", "en-us")
    assert sound.rate_hz == 24_000
    assert 2 < sound.duration_s < 6
    heard = samples(sound.pcm)
    assert max(heard) > 3000
    assert next(at for at, value in enumerate(heard) if abs(value) > 300) < 0.06 * sound.rate_hz


async def test_the_same_text_is_the_same_sound_and_another_is_not(voice: ChildVoice) -> None:
    first, other, again = [await voice.synthesise(text) for text in (SENTENCE, "One.", SENTENCE)]
    assert first == again
    assert other.duration_s < 1.5


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("It came out in 1999.", "It came out in nineteen ninety-nine."),
        ("Henry VIII", "Henry the eighth"),
        ("C# minor", "C sharp minor"),
        ("P!nk - Remastered 2011", "Pink"),
        ("Чайковский", "Chaykovsky"),
    ],
)
async def test_it_is_given_what_people_say(voice: ChildVoice, written: str, said: str) -> None:
    assert await voice.synthesise(written) == await voice.synthesise(said)


async def test_a_name_in_another_script_is_heard(voice: ChildVoice) -> None:
    sound = await voice.synthesise("青い傘")
    assert sound.duration_s > 0.5
    assert not sound.is_silent


async def test_a_long_sentence_is_said_to_its_end_in_bounded_memory(voice: ChildVoice) -> None:
    clause = "and it goes on and on without a stop "
    once, often = [await voice.synthesise(clause * times) for times in (16, 160)]
    assert often.duration_s == pytest.approx(10 * once.duration_s, rel=0.1)
    assert peak_memory_kb(child_of(voice)) < 600_000, "in one piece it takes over a million"


async def test_rate_and_volume_are_heard_within_what_it_can() -> None:
    sounds = {}
    for rate_wpm, volume_percent in (
        (170, 100),
        (340, 100),
        (400, 100),
        (85, 100),
        (80, 100),
        (170, 30),
        (170, 0),
    ):
        voice = natural(rate_wpm, volume_percent)
        sounds[rate_wpm, volume_percent] = await voice.synthesise(SENTENCE)
        await voice.close()
    usual = sounds[170, 100]
    assert sounds[340, 100].duration_s < 0.7 * usual.duration_s
    assert sounds[85, 100].duration_s > 1.5 * usual.duration_s
    assert sounds[400, 100] == sounds[340, 100], "at twice its pace it ends"
    assert sounds[80, 100] == sounds[85, 100], "and at half of it"
    quiet = max(samples(sounds[170, 30].pcm)) / max(samples(usual.pcm))
    assert quiet == pytest.approx(0.3, abs=0.01)
    assert sounds[170, 0].is_silent


async def test_nothing_asks_the_network(guarded: Path, tmp_path: Path, voice: ChildVoice) -> None:
    sound = await voice.synthesise("A Quetzalcoatlus of 1999, by Björk and 坂本龍一.")
    assert not sound.is_silent
    assert await voices_of(HIBARI)
    assert words_in(guarded) == ["watching"] * 2
    assert not (tmp_path / "downloads").exists()


def test_the_guard_sees_what_the_library_does_where_a_voice_is_only_named(guarded: Path) -> None:
    script = "import hibari; hibari.Hibari(voice='emma')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "urllib.Request" in guarded.read_text()


def test_it_speaks_where_there_is_no_network() -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody do without a network (unshare -rn)")
    script = textwrap.dedent(
        """
        import asyncio
        from spotintro.voices.child_voice import ChildVoice
        from spotintro.voices.engine import HIBARI

        async def main():
            voice = ChildVoice(HIBARI, rate_wpm=170, volume_percent=100)
            print(round((await voice.synthesise("Good evening.")).duration_s))
            await voice.close()

        asyncio.run(main())
        """
    )
    done = subprocess.run(
        [unshare, "-rn", sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.mark.parametrize("named", ["emma", "heart+f3", "../heart", "\0"])
async def test_a_voice_that_the_wheel_does_not_carry_is_not_there(guarded: Path, named: str) -> None:
    voice = natural(voice=named)
    with pytest.raises(VoiceUnavailable, match="no natural voice") as caught:
        await voice.open()
    await voice.close()
    assert "heart" in caught.value.next_step
    assert words_in(guarded) == ["watching"]


async def test_it_speaks_no_other_language_unless_it_is_named() -> None:
    voice = natural(language="de")
    with pytest.raises(VoiceUnavailable, match="'de'") as caught:
        await voice.open()
    assert 'voice.provider = "auto"' in caught.value.next_step
    named = natural(language="de", voice="Heart")
    await named.open()
    await named.close()
    assert named.name == "hibari (heart)"


async def test_an_engine_that_dies_at_work_is_replaced(voice: ChildVoice) -> None:
    await voice.open()
    os.kill(child_of(voice), 9)
    with pytest.raises(SynthesisFailed, match="was replaced"):
        await voice.synthesise(SENTENCE)
    assert (await voice.synthesise(SENTENCE)).pcm


async def test_it_is_unloaded_after_ten_minutes_in_which_nobody_spoke() -> None:
    time = VirtualTime()
    voice = natural(sleep=sleep_on(time))
    await voice.open()
    loaded = child_of(voice)
    await asyncio.sleep(0)
    time.advance(599)
    await voice.synthesise("One.")
    await asyncio.sleep(0)
    time.advance(599)
    await asyncio.sleep(0)
    assert is_running(loaded)
    idling = voice._idling
    assert idling is not None
    time.advance(1)
    await idling
    assert not is_running(loaded)
    assert (await voice.synthesise("Two.")).pcm
    assert is_running(child_of(voice))
    await voice.close()
    assert voice._idling is None
    await asyncio.sleep(0)
    assert time.pending == 0


async def test_who_asks_while_it_is_being_unloaded_gets_another() -> None:
    time = VirtualTime()
    voice = natural(sleep=sleep_on(time))
    await voice.open()
    await asyncio.sleep(0)
    time.advance(600)
    await asyncio.sleep(0)
    opened, sound = await asyncio.gather(voice.open(), voice.synthesise("One."))
    assert opened is None
    assert sound.pcm
    await voice.close()


async def test_the_system_s_voice_stays() -> None:
    time = VirtualTime()
    voice = ChildVoice(PYTTSX3, rate_wpm=170, volume_percent=100, sleep=sleep_on(time))
    await voice.open()
    await asyncio.sleep(0)
    assert time.pending == 0
    await voice.close()


async def test_both_engines_list_their_voices() -> None:
    assert [tuple(voice) for voice in await voices_of(HIBARI)] == [("heart", "en-us")]
    system = {voice.id: voice.language for voice in await voices_of(PYTTSX3)}
    assert (system["gmw/de"], system["gmw/en-us"]) == ("de", "en-us")


def test_what_is_installed_is_known_without_loading_it() -> None:
    script = (
        "import sys\n"
        "from spotintro.voices.natural_voices import natural_voices\n"
        "loaded = {'hibari', 'numpy', 'onnxruntime'} & set(sys.modules)\n"
        "print([voice.id for voice in natural_voices()], sorted(loaded))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, timeout=30)
    assert done.stdout == "['heart'] []\n"


@pytest.mark.parametrize("layout", ["module", "package", "voices.json"])
def test_another_package_of_that_name_is_no_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    if layout == "module":
        (tmp_path / "hibari.py").write_text("")
    else:
        (tmp_path / "hibari" / "assets").mkdir(parents=True)
        (tmp_path / "hibari" / "__init__.py").write_text("")
    if layout == "voices.json":
        (tmp_path / "hibari" / "assets" / "voices.json").write_text('{"heart": ')
    assert natural_voices()
    monkeypatch.syspath_prepend(tmp_path)
    assert natural_voices() == ()


BROKEN = [
    pytest.param(("hibari", ""), "isn't installed", "spotintro[natural]", id="not installed"),
    pytest.param(("onnxruntime", "raise ImportError('no wheel')"), "no wheel", "hibari-tts", id="no runtime"),
    pytest.param(("onnxruntime", "import os; os.kill(os.getpid(), 4)"), "status -4", "hibari-tts", id="dies"),
    pytest.param(("onnxruntime", "import time; time.sleep(60)"), "did not start", "pyttsx3", id="hangs"),
]


@pytest.mark.parametrize(("broken", "says", "step"), BROKEN, indirect=["broken"])
@pytest.mark.usefixtures("broken")
async def test_what_keeps_it_away_is_told_and_the_spare_voice_speaks(says: str, step: str) -> None:
    voice = PreferredVoice(natural(timeout_s=2), espeak())
    await voice.open()
    assert voice.problem is not None
    assert says in voice.problem.message
    assert step in voice.problem.next_step
    assert (voice.name, voice.language) == ("pyttsx3 (gmw/en)", "en-gb")
    assert (await voice.synthesise(SENTENCE)).rate_hz == 22_050
    await voice.close()


async def test_the_preferred_voice_speaks_where_it_can() -> None:
    voice = PreferredVoice(natural(), espeak())
    assert (await voice.synthesise(SENTENCE)).rate_hz == 24_000
    assert voice.problem is None
    assert voice.name == "hibari (heart)"
    await voice.close()


@pytest.mark.parametrize("broken", [("onnxruntime", "raise ImportError")], indirect=True)
@pytest.mark.usefixtures("broken")
async def test_without_either_it_is_the_spare_voice_s_failure(tmp_path: Path) -> None:
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError('not there')")
    voice = PreferredVoice(natural(), espeak())
    for _ in range(2):
        with pytest.raises(VoiceUnavailable, match="needs eSpeak NG"):
            await voice.open()
    with pytest.raises(VoiceUnavailable, match="needs eSpeak NG"):
        await voice.synthesise(SENTENCE)
    await voice.close()


async def test_what_plays_the_sound_loads_no_arrays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "numpy.py").write_text(f"open({str(tmp_path / 'loaded')!r}, 'w').close()\nraise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    output = MiniaudioOutput()
    await output.open()
    await output.close()
    assert not (tmp_path / "loaded").exists()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=80), min_size=1, max_size=8))
def test_no_text_breaks_the_engine(texts: list[str]) -> None:
    async def say() -> None:
        voice = natural(rate_wpm=340)
        pids = set()
        for text in texts:
            sound = await voice.synthesise(text)
            assert sound.duration_s < 120
            assert len(array("h", sound.pcm)) * 2 == len(sound.pcm)
            if voice._child is not None:
                pids.add(voice._child.pid)
        await voice.close()
        assert len(pids) <= 1

    asyncio.run(say())
