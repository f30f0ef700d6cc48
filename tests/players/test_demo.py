from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotintro.clock import SystemClock
from spotintro.music import Capability, Playback, PlaybackState, Repeat
from spotintro.plain_text import single_line
from spotintro.players.base import CommandFailed, CommandUnsupported, NothingPlaying, Player
from spotintro.players.demo import DemoPlayer
from spotintro.players.demo.catalogue import CATALOGUE
from tests.fakes.virtual_time import VirtualTime

FIRST_S = (CATALOGUE[0].duration_ms or 0) / 1000


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
async def player(time: VirtualTime) -> AsyncIterator[DemoPlayer]:
    player = DemoPlayer(time, call_later=time.call_later)
    await player.open()
    yield player
    await player.close()


async def read(player: Player) -> Playback:
    playback = await player.read()
    assert playback is not None
    return playback


async def position_ms(player: Player, time: VirtualTime) -> int:
    return (await read(player)).position_at(time.monotonic_s())


async def test_it_plays_from_the_moment_it_is_opened(player: DemoPlayer, time: VirtualTime) -> None:
    time.advance(12.5)
    playback = await read(player)
    assert playback.state is PlaybackState.PLAYING
    assert playback.track == CATALOGUE[0]
    assert playback.next_track == CATALOGUE[1]
    assert playback.position_ms == 12_500
    assert playback.read_at_s == time.monotonic_s()
    assert playback.capabilities == frozenset(Capability)


async def test_pause_stops_the_position_and_play_goes_on_from_there(player: DemoPlayer, time: VirtualTime) -> None:
    time.advance(10)
    await player.pause()
    time.advance(1000)
    paused = await read(player)
    assert (paused.state, paused.position_at(time.monotonic_s())) == (PlaybackState.PAUSED, 10_000)
    await player.play()
    time.advance(2)
    assert await position_ms(player, time) == 12_000


async def test_the_end_of_a_track_starts_the_next_one_by_a_timer(player: DemoPlayer, time: VirtualTime) -> None:
    changes = player.changes()
    assert (await anext(changes)) is not None
    waiting = asyncio.ensure_future(anext(changes))
    time.advance(FIRST_S - 0.001)
    await asyncio.sleep(0)
    assert not waiting.done()
    time.advance(0.002)
    playback = await waiting
    assert playback is not None
    assert playback.track == CATALOGUE[1]
    assert playback.position_ms == 1


async def test_a_late_timer_loses_no_time(player: DemoPlayer, time: VirtualTime) -> None:
    time.jump(FIRST_S + 5)
    playback = await read(player)
    assert playback.track == CATALOGUE[1]
    assert playback.position_ms == 5_000


async def test_what_floating_point_loses_does_not_keep_a_track_from_ending(
    player: DemoPlayer, time: VirtualTime
) -> None:
    for _ in range(round(FIRST_S * 10)):
        time.jump(0.1)
    assert time.elapsed_s < FIRST_S
    assert (await read(player)).track == CATALOGUE[1]


async def test_a_timer_that_fires_early_is_set_again(player: DemoPlayer, time: VirtualTime) -> None:
    time.fire_early()
    assert time.pending == 1
    assert (await read(player)).track == CATALOGUE[0]
    time.advance(FIRST_S)
    assert (await read(player)).track == CATALOGUE[1]


async def test_the_catalogue_goes_round(player: DemoPlayer, time: VirtualTime) -> None:
    time.advance(sum(track.duration_ms or 0 for track in CATALOGUE) / 1000)
    playback = await read(player)
    assert playback.track == CATALOGUE[0]
    await player.previous()
    last = await read(player)
    assert (last.track, last.next_track) == (CATALOGUE[-1], CATALOGUE[0])


async def test_previous_restarts_a_track_that_has_run_for_more_than_three_seconds(
    player: DemoPlayer, time: VirtualTime
) -> None:
    await player.next()
    time.advance(3.001)
    await player.previous()
    assert (await read(player)).track == CATALOGUE[1]
    assert await position_ms(player, time) == 0
    time.advance(3)
    await player.previous()
    assert (await read(player)).track == CATALOGUE[0]


async def test_skipping_while_paused_stays_paused(player: DemoPlayer, time: VirtualTime) -> None:
    await player.pause()
    await player.next()
    playback = await read(player)
    assert (playback.state, playback.track) == (PlaybackState.PAUSED, CATALOGUE[1])
    assert time.pending == 0


async def test_seeking_moves_the_end_too(player: DemoPlayer, time: VirtualTime) -> None:
    await player.seek(-5)
    assert await position_ms(player, time) == 0
    await player.seek(round(FIRST_S * 1000) - 2_000)
    time.advance(1.999)
    assert (await read(player)).track == CATALOGUE[0]
    time.advance(0.001)
    assert (await read(player)).track == CATALOGUE[1]
    await player.seek(10**9)
    assert (await read(player)).track == CATALOGUE[2]


async def test_volume_is_clamped(player: DemoPlayer) -> None:
    await player.set_volume(130)
    assert (await read(player)).device.volume_percent == 100
    await player.set_volume(-1)
    assert (await read(player)).device.volume_percent == 0


async def test_there_are_devices_to_choose_from_and_one_has_no_volume(player: DemoPlayer) -> None:
    devices = await player.devices()
    assert [device.active for device in devices] == [True, False, False]
    await player.transfer(devices[1].id or "")
    playback = await read(player)
    assert playback.device == replace(devices[1], active=True)
    assert [device.active for device in await player.devices()] == [False, True, False]
    await player.set_volume(30)
    assert (await player.devices())[1].volume_percent == 30
    await player.transfer(devices[2].id or "")
    assert Capability.VOLUME not in (await read(player)).capabilities
    with pytest.raises(CommandUnsupported):
        await player.set_volume(30)
    with pytest.raises(CommandFailed):
        await player.transfer("elsewhere")


async def test_a_transfer_goes_on_as_it_was(player: DemoPlayer, time: VirtualTime) -> None:
    time.advance(20)
    await player.pause()
    await player.transfer("demo-kitchen")
    playback = await read(player)
    assert (playback.state, playback.position_ms) == (PlaybackState.PAUSED, 20_000)


async def test_a_like_belongs_to_the_track(player: DemoPlayer) -> None:
    assert (await read(player)).liked is False
    await player.set_liked(True)
    assert (await read(player)).liked is True
    await player.next()
    assert (await read(player)).liked is False
    await player.previous()
    await player.set_liked(False)
    assert (await read(player)).liked is False


async def test_a_repeated_track_comes_again_and_next_leaves_it(player: DemoPlayer, time: VirtualTime) -> None:
    await player.set_repeat(Repeat.TRACK)
    playback = await read(player)
    assert playback.next_track == playback.track == CATALOGUE[0]
    time.advance(FIRST_S * 3 + 1)
    assert (await read(player)).track == CATALOGUE[0]
    await player.next()
    assert (await read(player)).track == CATALOGUE[1]


async def test_without_repeat_it_stands_still_at_the_end(player: DemoPlayer, time: VirtualTime) -> None:
    await player.set_repeat(Repeat.OFF)
    await player.previous()
    last = await read(player)
    assert (last.track, last.next_track) == (CATALOGUE[-1], None)
    time.advance(1000)
    playback = await read(player)
    assert (playback.state, playback.track, playback.position_ms) == (PlaybackState.PAUSED, CATALOGUE[0], 0)


@given(st.integers())
def test_shuffled_every_track_comes_once_and_the_next_one_is_told(seed: int) -> None:
    async def play() -> list[str]:
        time = VirtualTime()
        player = DemoPlayer(time, call_later=time.call_later, shuffler=random.Random(seed))
        await player.open()
        await player.next()
        await player.set_shuffle(True)
        heard = []
        for _ in CATALOGUE:
            playback = await read(player)
            assert playback.track is not None
            assert playback.next_track is not None
            heard.append(playback.track.id)
            await player.next()
            assert (await read(player)).track == playback.next_track
        await player.close()
        return heard

    heard = asyncio.run(play())
    assert heard[0] == CATALOGUE[1].id
    assert sorted(heard) == [track.id for track in CATALOGUE]


async def test_what_changes_nothing_wakes_nobody(player: DemoPlayer) -> None:
    changes = player.changes()
    first = await anext(changes)
    assert first is not None
    waiting = asyncio.ensure_future(anext(changes))
    await player.play()
    await player.set_volume(first.device.volume_percent or 0)
    await asyncio.sleep(0)
    assert not waiting.done()
    await player.pause()
    paused = await waiting
    assert paused is not None
    assert paused.state is PlaybackState.PAUSED


async def test_a_slow_reader_gets_the_newest_reading_and_streams_are_independent(player: DemoPlayer) -> None:
    slow, other = player.changes(), player.changes()
    await anext(slow)
    await anext(other)
    for _ in range(4):
        await player.next()
    for stream in (slow, other):
        playback = await anext(stream)
        assert playback is not None
        assert playback.track == CATALOGUE[4]
    await slow.aclose()
    await player.next()
    playback = await anext(other)
    assert playback is not None
    assert playback.track == CATALOGUE[5]


async def test_closing_ends_the_streams_and_the_timer(time: VirtualTime) -> None:
    player = DemoPlayer(time, call_later=time.call_later)
    await player.open()
    changes = player.changes()
    await anext(changes)
    waiting = asyncio.ensure_future(anext(changes))
    await asyncio.sleep(0)
    await player.close()
    with pytest.raises(StopAsyncIteration):
        await waiting
    assert time.pending == 0
    with pytest.raises(NothingPlaying):
        await player.pause()


async def test_it_runs_on_the_event_loops_own_timers() -> None:
    player: Player = DemoPlayer(SystemClock())
    await player.open()
    changes = player.changes()
    await anext(changes)
    await player.seek(round(FIRST_S * 1000) - 20)
    seen = [await anext(changes)]
    while seen[-1] is not None and seen[-1].track == CATALOGUE[0]:
        seen.append(await anext(changes))
    assert seen[-1] is not None
    assert seen[-1].track == CATALOGUE[1]
    await player.close()


@settings(deadline=None)  # a busy machine is no finding
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["play", "pause", "next", "previous"]),
            st.integers(-(10**6), 10**6),
            st.floats(0, 1000),
        ),
        max_size=30,
    )
)
def test_whatever_is_done_the_position_lies_within_the_track(steps: list[str | int | float]) -> None:
    async def run() -> None:
        time = VirtualTime()
        player = DemoPlayer(time, call_later=time.call_later)
        await player.open()
        for step in steps:
            if isinstance(step, str):
                await getattr(player, step)()
            elif isinstance(step, int):
                await player.seek(step)
            else:
                time.advance(step)
            playback = await read(player)
            assert playback.track is not None
            assert playback.track.duration_ms is not None
            assert 0 <= playback.position_ms <= playback.track.duration_ms
            assert time.pending == (playback.state is PlaybackState.PLAYING)
        await player.close()

    asyncio.run(run())


def test_the_catalogue_is_hard_and_honest() -> None:
    assert len({track.id for track in CATALOGUE}) == len(CATALOGUE) >= 10
    assert any(len(track.title) == 120 for track in CATALOGUE)
    for track in CATALOGUE:
        assert 120_000 <= (track.duration_ms or 0) <= 300_000
        for text in (track.title, *track.artists, track.album or "x", *track.genres, *track.composers):
            assert single_line(text) == text
