"""The voice and the output that make no sound."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.voices.base import Output, Voice
from spotintro.voices.paced_output import PacedOutput
from spotintro.voices.silent_voice import READING_WORDS_PER_MINUTE, SilentVoice, reading_time_s
from tests.fakes.virtual_time import VirtualTime
from tests.fakes.voice import FakeOutput, sleep_on, sound_of


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture(params=["paced", "fake"])
def timed(request: pytest.FixtureRequest) -> tuple[Output, VirtualTime]:
    """The paced output and the fake one keep the same contract."""
    time = VirtualTime()
    sleep = sleep_on(time)
    output: Output = PacedOutput(sleep=sleep) if request.param == "paced" else FakeOutput(sleep=sleep)
    return output, time


async def test_sounds_take_their_time_one_after_the_other(timed: tuple[Output, VirtualTime]) -> None:
    output, time = timed
    assert output.audible is None
    await output.open()
    assert output.audible is not None
    playing = [asyncio.create_task(output.play(sound_of(seconds))) for seconds in (2, 3)]
    done: list[tuple[bool, ...]] = []
    for seconds in (1.9, 0.2, 2.8, 0.2):
        await settle()
        time.advance(seconds)
        await settle()
        done.append(tuple(task.done() for task in playing))
    assert done == [(False, False), (True, False), (True, False), (True, True)]


async def test_a_cancelled_sound_makes_room_for_the_next(timed: tuple[Output, VirtualTime]) -> None:
    output, time = timed
    playing = [asyncio.create_task(output.play(sound_of(seconds))) for seconds in (60, 60, 1)]
    await settle()
    playing[1].cancel()
    playing[0].cancel()
    await settle()
    time.advance(1.1)
    await settle()
    assert [task.cancelled() for task in playing] == [True, True, False]
    assert playing[2].done()
    assert time.pending == 0


async def test_stop_cancels_every_play_that_waits_and_later_ones_go_on(timed: tuple[Output, VirtualTime]) -> None:
    output, time = timed
    playing = [asyncio.create_task(output.play(sound_of(60))) for _ in range(3)]
    await settle()
    await output.stop()
    await settle()
    assert all(task.cancelled() for task in playing)
    later = asyncio.create_task(output.play(sound_of(1)))
    await settle()
    time.advance(1.1)
    await later
    await output.close()


async def test_silence_is_as_long_as_reading_takes() -> None:
    voice: Voice = SilentVoice()
    await voice.open()
    text = " ".join(["word"] * 2 * READING_WORDS_PER_MINUTE)
    sound = await voice.synthesise(text)
    await voice.close()
    assert sound.duration_s == pytest.approx(120, rel=0.01)
    assert set(sound.pcm) == {0}


def test_reading_times() -> None:
    assert reading_time_s("") == 0
    assert reading_time_s("Hi.") == 1
    assert reading_time_s("— — —") == 1
    assert reading_time_s("坂" * 260) == pytest.approx(60)


@given(st.text(max_size=10_000))
def test_a_reading_time_is_never_endless(text: str) -> None:
    assert 0 <= reading_time_s(text) < 1200
