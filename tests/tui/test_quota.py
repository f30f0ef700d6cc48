"""The calls that Spotify counts: on the account page, and in a line when their pace changes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Self

import pytest

from spotintro.players.base import CommandFailed, Metered, Pace, Usage
from spotintro.session.events import Said, Weight
from spotintro.session.quota import QuotaWatch
from tests.fakes.tui_parts import FakeParts, FakePlayer, FrozenClock, MeteredPlayer, playing
from tests.tui.running import running, until

USAGE = Usage(used=123, budget=1_000, paused_until=None, pace=Pace.FULL)


class _Watched:
    """A watch that looks again when it is told to."""

    def __init__(self, usage: Usage) -> None:
        self.clock = FrozenClock()
        self.player = MeteredPlayer(playing(), usage)
        self.said: list[Said] = []
        self.looks = 0
        self._go = asyncio.Semaphore(0)
        self._watch = QuotaWatch(self._post, self.clock.now, pause=self._pause)

    def _post(self, message: object) -> None:
        assert isinstance(message, Said)
        self.said.append(message)

    async def _pause(self, _seconds: float) -> None:
        self.looks += 1
        await self._go.acquire()

    async def look(self, **changes: object) -> list[tuple[str, Weight]]:
        """What is said about that usage."""
        self.player.used = replace(self.player.used, **changes)  # type: ignore[arg-type]
        self.said.clear()
        looks = self.looks
        self._go.release()
        await until(lambda: self.looks > looks)
        return [(each.text, each.weight) for each in self.said]

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._watch.watch(self.player))
        await until(lambda: self.looks == 1)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


async def test_each_change_of_pace_is_one_line() -> None:
    async with _Watched(USAGE) as watched:
        assert watched.said == []
        assert await watched.look(used=400) == []
        assert await watched.look(used=500, pace=Pace.HALF) == [
            (
                "Spotify calls: 500 of 1,000 in the last 24 h; what plays elsewhere is read half as often.",
                Weight.WARNING,
            )
        ]
        assert await watched.look(used=510) == []
        [(_, weight)] = await watched.look(used=800, pace=Pace.QUARTER)
        assert weight is Weight.WARNING
        [(text, weight)] = await watched.look(used=960, pace=Pace.COMMANDS_ONLY)
        assert text.startswith("Spotify calls: 960 of 1,000 in the last 24 h; what is left is kept for your keys")
        assert weight is Weight.WARNING
        [(_, weight)] = await watched.look(used=900, pace=Pace.QUARTER)
        assert weight is Weight.INFO
        [(text, weight)] = await watched.look(used=300, pace=Pace.FULL)
        assert (text, weight) == (
            "Spotify calls: 300 of 1,000 in the last 24 h; what plays is read as often as is useful.",
            Weight.INFO,
        )


async def test_a_start_on_a_spent_budget_is_told() -> None:
    async with _Watched(replace(USAGE, used=990, pace=Pace.COMMANDS_ONLY)) as watched:
        assert len(watched.said) == 1


@pytest.mark.parametrize(("hours", "told"), [(1, "until 21:15;"), (14, "until 2026-11-23 10:15;")])
async def test_a_pause_is_told_when_it_begins_and_when_it_is_over(hours: int, told: str) -> None:
    async with _Watched(USAGE) as watched:
        ends = watched.clock.now() + timedelta(hours=hours)
        [(text, weight)] = await watched.look(paused_until=ends)
        assert told in text
        assert weight is Weight.WARNING
        assert await watched.look() == []
        watched.clock.elapsed_s = hours * 3600.0
        assert await watched.look() == [("Spotify's pause is over.", Weight.INFO)]
        assert await watched.look(paused_until=None) == []


async def test_a_count_that_fails_is_tried_again() -> None:
    async with _Watched(USAGE) as watched:
        watched.player.fail_usage = CommandFailed("No.", "Later.")
        assert await watched.look(pace=Pace.HALF) == []
        watched.player.fail_usage = None
        assert len(await watched.look()) == 1


async def test_what_costs_nothing_is_not_watched() -> None:
    player = FakePlayer(playing())
    assert not isinstance(player, Metered)
    said: list[object] = []
    await asyncio.wait_for(QuotaWatch(said.append, FrozenClock().now).watch(player), 5)
    assert said == []


@pytest.mark.parametrize("size", [(100, 32), (40, 20)])
async def test_the_account_page_tells_the_calls_the_pace_and_the_pause(
    parts: FakeParts, size: tuple[int, int]
) -> None:
    ends = parts.clock.now() + timedelta(hours=14)
    usage = Usage(used=1_040, budget=1_200, paused_until=ends, pace=Pace.QUARTER)
    parts.the_player = MeteredPlayer(playing(), usage)
    async with running(parts, size) as here:
        await here.until_logged("1,040 of 1,200")
        await here.press("u")
        await here.until_seen("calls: 1,040 of 1,200")
        await here.until_seen("2026-11-23 10:15")


async def test_what_can_not_be_counted_is_no_line_on_every_visit(parts: FakeParts) -> None:
    parts.the_player = player = MeteredPlayer(playing(), USAGE)
    player.fail_usage = CommandFailed("No.", "Later.")
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen("available")
        await here.pilot.pause()
        assert "calls:" not in here.seen
        assert here.log == []


async def test_the_account_page_tells_of_no_calls_where_none_are_counted(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen("available")
        await here.pilot.pause()
        assert "calls:" not in here.seen


async def test_where_spotify_is_all_that_is_read_no_line_speaks_of_this_machine() -> None:
    async with _Watched(replace(USAGE, alone=True)) as watched:
        paused_until = watched.clock.now() + timedelta(hours=14)
        lines = []
        for change in (
            {"pace": Pace.HALF},
            {"pace": Pace.QUARTER},
            {"pace": Pace.COMMANDS_ONLY},
            {"paused_until": paused_until},
        ):
            lines += [text for text, _ in await watched.look(**change)]
    assert len(lines) == 4
    for line in lines:
        assert "this machine" not in line
        assert "elsewhere" not in line
    assert "what plays is read half as often" in lines[0]
