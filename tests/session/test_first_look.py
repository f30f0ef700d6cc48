"""What plays is seen before there is a session, and the player is opened once for both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from spotintro.music import Playback
from spotintro.players.base import CommandFailed, PlayerUnreachable
from spotintro.session.events import PlaybackRead, Said, SessionEvent
from spotintro.session.first_look import FirstLook
from spotintro.session.follower import PlayerFollower
from tests.fakes.tui_parts import FakePlayer, playing

Following = tuple[PlayerFollower, list[SessionEvent]]
UNREACHABLE = PlayerUnreachable("There is no session bus.", "Start one.")


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer(playing())


def looking(player: FakePlayer, shown: list[Playback | None]) -> FirstLook:
    async def give() -> FakePlayer:
        return player

    return FirstLook(give, shown.append)


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not reached():  # noqa: ASYNC110 - what is told has no event of its own
            await asyncio.sleep(0)


@asynccontextmanager
async def following(player: FakePlayer, look: FirstLook) -> AsyncIterator[Following]:
    told: list[SessionEvent] = []

    async def give() -> FakePlayer:
        return player

    follower = PlayerFollower(give, told.append, look=look)
    task = asyncio.create_task(follower.follow())
    try:
        yield follower, told
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await look.close()


async def test_it_shows_what_plays_and_the_player_stays_open_for_who_follows(player: FakePlayer) -> None:
    shown: list[Playback | None] = []
    look = looking(player, shown)
    await look.wait(10)
    assert shown == [playing()]
    async with following(player, look) as (follower, told):
        await until(lambda: PlaybackRead(playing()) in told)
        assert follower.tried.is_set()
        assert player.opened == 1


async def test_who_follows_waits_for_a_player_that_is_still_being_opened(player: FakePlayer) -> None:
    player.may_open.clear()
    shown: list[Playback | None] = []
    look = looking(player, shown)
    await look.wait(0)
    assert shown == []
    async with following(player, look) as (follower, told):
        await until(lambda: player.opened == 1)
        assert not follower.tried.is_set()
        player.may_open.set()
        await until(lambda: PlaybackRead(playing()) in told)
        assert player.opened == 1


async def test_a_player_that_does_not_open_is_told_once_and_tried_again(player: FakePlayer) -> None:
    player.fail_open = [UNREACHABLE]
    shown: list[Playback | None] = []
    look = looking(player, shown)
    await look.wait(10)
    async with following(player, look) as (follower, told):
        await until(lambda: any(isinstance(each, Said) for each in told))
        assert [each.text for each in told if isinstance(each, Said)] == ["There is no session bus. Start one."]
        follower.set_watched(True)  # somebody looks anew
        await until(lambda: PlaybackRead(playing()) in told)
        assert player.opened == 2
    assert shown == []


async def test_a_first_reading_that_fails_leaves_the_player_open(player: FakePlayer) -> None:
    player.fail_read = CommandFailed("It did not answer.", "Try again.")
    look = looking(player, [])
    await look.wait(10)
    player.fail_read = None
    async with following(player, look) as (_, told):
        await until(lambda: PlaybackRead(playing()) in told)
        assert player.opened == 1


async def test_it_ends_with_who_leaves_early(player: FakePlayer) -> None:
    player.may_open.clear()
    look = looking(player, [])
    await look.wait(0)
    await look.close()
    player.may_open.set()
    with pytest.raises(asyncio.CancelledError):
        await look.opened()
