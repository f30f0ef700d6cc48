"""The real engine in its real child: what it says, and what happens when it hangs or dies."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spotintro.voices.base import SynthesisFailed, VoiceUnavailable
from spotintro.voices.child_voice import ChildVoice
from spotintro.voices.engine import PYTTSX3
from tests.voices.correlation import samples
from tests.voices.processes import is_running, running_children, wait_until_gone

pytestmark = pytest.mark.slow

SENTENCE = "Good evening, this is Jóga, by Björk."


@pytest.fixture
async def voice() -> AsyncIterator[ChildVoice]:
    voice = ChildVoice(PYTTSX3, rate_wpm=170, volume_percent=100)
    yield voice
    await voice.close()


def child_of(voice: ChildVoice) -> int:
    assert voice._child is not None
    return voice._child.pid


async def test_a_sentence_becomes_sound(voice: ChildVoice) -> None:
    sound = await voice.synthesise(SENTENCE)
    assert sound.rate_hz == 22_050
    assert 2 < sound.duration_s < 6
    assert max(samples(sound.pcm)) > 3000


async def test_every_sentence_has_its_own_sound(voice: ChildVoice) -> None:
    short, long = await asyncio.gather(voice.synthesise("One."), voice.synthesise(SENTENCE * 3))
    again = await voice.synthesise("One.")
    assert short.duration_s < 1.5 < long.duration_s
    assert again.duration_s == pytest.approx(short.duration_s, abs=0.05)


async def test_a_long_sentence_is_said_to_its_end(voice: ChildVoice) -> None:
    clause = "and it goes on and on without a stop, "
    once, often = [await voice.synthesise(clause * times) for times in (10, 40)]
    assert often.duration_s == pytest.approx(4 * once.duration_s, rel=0.1)


async def test_a_name_in_another_script_is_heard(voice: ChildVoice) -> None:
    assert (await voice.synthesise("青い傘")).duration_s > 0.5


async def test_rate_and_volume_are_heard() -> None:
    sounds = []
    for rate_wpm, volume_percent in ((170, 100), (340, 100), (170, 30)):
        voice = ChildVoice(PYTTSX3, rate_wpm=rate_wpm, volume_percent=volume_percent)
        sounds.append(await voice.synthesise(SENTENCE))
        await voice.close()
    usual, fast, quiet = sounds
    assert fast.duration_s < 0.7 * usual.duration_s
    assert max(samples(quiet.pcm)) < 0.5 * max(samples(usual.pcm))


@pytest.mark.parametrize(
    ("language", "voice_id"),
    [
        ("en", "gmw/en"),
        ("en-US", "gmw/en-us"),
        ("de", "gmw/de"),
        ("de-AT", "gmw/de"),
        ("zh", "sit/cmn"),
        ("no", "gmq/nb"),
        ("pt_BR", "roa/pt-br"),
    ],
)
async def test_the_voice_follows_the_language(language: str, voice_id: str) -> None:
    voice = ChildVoice(PYTTSX3, language=language, rate_wpm=170, volume_percent=100)
    await voice.open()
    await voice.close()
    assert voice.name == f"pyttsx3 ({voice_id})"


async def test_a_voice_of_the_user_s_choice_reads_its_own_script() -> None:
    voice = ChildVoice(PYTTSX3, voice="zle/ru", language="en", rate_wpm=170, volume_percent=100)
    await voice.open()
    sound = await voice.synthesise("Пикник")
    await voice.close()
    assert sound.duration_s > 0.3


@pytest.mark.parametrize("changed", [{"voice": "gmw/xx"}, {"voice": "\0"}, {"language": "tlh"}])
async def test_a_voice_that_is_not_there_is_named(changed: dict[str, str]) -> None:
    voice = ChildVoice(PYTTSX3, **changed, rate_wpm=170, volume_percent=100)  # type: ignore[arg-type]
    with pytest.raises(VoiceUnavailable) as caught:
        await voice.open()
    await voice.close()
    assert "no voice" in caught.value.message
    assert "voice.voice" in caught.value.next_step


@pytest.mark.parametrize("text", ["", "   ", "...", "🎸🎸", "\0\x1b[2J", "<br/>", "[[ ]]"])
async def test_nothing_to_say_is_no_sound_and_starts_nothing(voice: ChildVoice, text: str) -> None:
    assert (await voice.synthesise(text)).pcm == b""
    assert voice._child is None


async def test_a_broken_installation_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voice: ChildVoice
) -> None:
    (tmp_path / "espeakng_loader.py").write_text("raise ImportError('not there')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceUnavailable) as caught:
        await voice.open()
    assert "eSpeak NG" in caught.value.message
    assert "pip install espeakng-loader" in caught.value.next_step


async def test_data_that_is_missing_ends_the_engine_not_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voice: ChildVoice
) -> None:
    import espeakng_loader

    (tmp_path / "espeakng_loader.py").write_text(
        f"def get_library_path(): return {espeakng_loader.get_library_path()!r}\n"
        f"def get_data_path(): return {str(tmp_path)!r}\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceUnavailable, match="exit status 1"):
        await voice.open()


async def test_a_module_in_the_current_folder_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voice: ChildVoice
) -> None:
    (tmp_path / "wave.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert (await voice.synthesise("Hello.")).pcm


async def test_an_engine_that_hangs_is_replaced() -> None:
    voice = ChildVoice(PYTTSX3, rate_wpm=170, volume_percent=100, timeout_s=1.0)
    await voice.open()
    hanging = child_of(voice)
    os.kill(hanging, signal.SIGSTOP)
    with pytest.raises(SynthesisFailed, match="was replaced") as caught:
        await voice.synthesise(SENTENCE)
    assert caught.value.next_step
    assert not is_running(hanging)
    assert (await voice.synthesise(SENTENCE)).pcm
    assert child_of(voice) != hanging
    await voice.close()


async def test_an_engine_that_dies_at_work_is_replaced(voice: ChildVoice) -> None:
    await voice.open()
    dying = child_of(voice)
    os.kill(dying, signal.SIGSTOP)
    request = asyncio.create_task(voice.synthesise(SENTENCE))
    while voice._answer is None:  # noqa: ASYNC110 - no event tells that the request went out
        await asyncio.sleep(0)
    os.kill(dying, signal.SIGKILL)
    with pytest.raises(SynthesisFailed, match=r"exit status -9.*was replaced"):
        await request
    assert (await voice.synthesise(SENTENCE)).pcm


async def test_an_engine_that_died_between_two_sentences_goes_unnoticed(voice: ChildVoice) -> None:
    await voice.open()
    child = voice._child
    assert child is not None
    os.kill(child.pid, signal.SIGKILL)
    await asyncio.wait({child._reader})
    assert (await voice.synthesise(SENTENCE)).pcm


async def test_a_cancelled_request_returns_at_once_and_its_answer_reaches_nobody(voice: ChildVoice) -> None:
    await voice.open()
    pid = child_of(voice)
    os.kill(pid, signal.SIGSTOP)
    request = asyncio.create_task(voice.synthesise(SENTENCE * 5))
    while voice._answer is None:  # noqa: ASYNC110 - no event tells that the request went out
        await asyncio.sleep(0)
    began_s = time.monotonic()
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    assert time.monotonic() - began_s < 0.1
    os.kill(pid, signal.SIGCONT)
    assert (await voice.synthesise("One.")).duration_s < 1.5
    assert child_of(voice) == pid


async def test_a_cancelled_start_leaves_no_child(voice: ChildVoice) -> None:
    for turns in range(12):
        start = asyncio.create_task(voice.open())
        for _ in range(turns):
            await asyncio.sleep(0)
        start.cancel()
        await asyncio.wait({start})
    assert (await voice.synthesise("One.")).pcm
    assert running_children("synthesis_child") == [child_of(voice)]


async def test_closing_ends_the_child_and_leaves_the_voice_usable(voice: ChildVoice) -> None:
    await voice.open()
    first = child_of(voice)
    await voice.close()
    assert not is_running(first)
    assert (await voice.synthesise("One.")).pcm
    await voice.close()
    await voice.close()


PARENT = textwrap.dedent(
    """
    import asyncio, sys
    from spotintro.voices.child_voice import ChildVoice
    from spotintro.voices.engine import PYTTSX3

    async def main():
        voice = ChildVoice(PYTTSX3, rate_wpm=170, volume_percent=100)
        await voice.synthesise("One.")
        if sys.argv[1] == "wait":
            print(voice._child.pid, flush=True)
            await asyncio.sleep(3600)
        await voice.synthesise("Two.")
        await voice.close()

    asyncio.run(main())
    """
)


@pytest.mark.parametrize("child_state", [None, signal.SIGSTOP], ids=["reading", "hanging"])
def test_a_parent_killed_with_minus_9_leaves_no_orphan(child_state: signal.Signals | None) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, "wait"], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        if child_state is not None:
            os.kill(child, child_state)
        parent.kill()
    wait_until_gone(child)


def test_the_engine_s_noise_reaches_no_terminal() -> None:
    done = subprocess.run([sys.executable, "-c", PARENT, "go"], capture_output=True, check=True, timeout=30)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_the_child_loads_nothing_of_the_app() -> None:
    probe = (
        "import sys, spotintro.voices.synthesis_child as child\n"
        "child._engine_class('pyttsx3')\n"
        "import spotintro.voices.pyttsx3_engine as engine\n"
        "engine._load_espeak()\n"
        "import pyttsx3.engine\n"
        "heavy = {'textual', 'sqlmodel', 'sqlalchemy', 'asyncio', 'miniaudio', 'openai', 'click', 'msgspec',\n"
        "         'spotintro.plain_text', 'spotintro.config', 'numpy', 'hibari'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, text=True, timeout=30)
    assert done.stdout.strip() == "[]"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=80), min_size=1, max_size=8))
def test_no_text_breaks_the_engine(texts: list[str]) -> None:
    async def say() -> None:
        voice = ChildVoice(PYTTSX3, rate_wpm=400, volume_percent=100, timeout_s=5)
        pids = set()
        for text in texts:
            sound = await voice.synthesise(text)
            assert sound.duration_s < 120
            if voice._child is not None:
                pids.add(voice._child.pid)
        await voice.close()
        assert len(pids) <= 1

    asyncio.run(say())


def test_the_engine_works_on_the_thread_that_asks() -> None:
    """Two threads of the driver share its queue, text and buffer without a lock: sentences came out empty."""
    script = (
        "import threading\n"
        "from spotintro.voices.messages import Configure\n"
        "from spotintro.voices.pyttsx3_engine import Pyttsx3Engine\n"
        "settings = Configure('pyttsx3', voice='', language='en', rate_wpm=170, volume_percent=100)\n"
        "engine = Pyttsx3Engine(settings)\n"
        "threads = set()\n"
        "engine._engine.connect('finished-utterance', lambda **_: threads.add(threading.current_thread()))\n"
        "sounds = {len(engine.synthesise('Good evening.')[0]) for _ in range(5)}\n"
        "assert threads == {threading.main_thread()}, threads\n"
        "assert min(sounds) > 30_000, sounds\n"
        "import os, sys; sys.stdout.flush(); os._exit(0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
