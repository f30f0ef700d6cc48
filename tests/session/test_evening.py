"""An evening of 60 tracks with auto on: one intro per so many tracks, of what came, each charged once."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from spotintro.music import Track, TrackKind
from spotintro.players.auto import AutoPlayer
from spotintro.players.base import Player
from spotintro.players.demo import DemoPlayer
from spotintro.players.mpris import MprisPlayer
from tests.fakes.spotify_server import Answer, Received, SpotifyServer, advert, device, episode, refusal, track
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time
from tests.players.local_client import LocalClient, Probe
from tests.players.spotify.listening import Listening, listen
from tests.session.evening import Evening, check_books, check_rhythm
from tests.session_bus import session_bus

TRACKS = 60
LENGTH_S = 200
INTO_IT_S = 90.0
"""When something happens to a track: the intro is over, and what comes next is prepared."""
ADVERT, PODCAST = 21, 29
"""Their places among the tracks."""


@dataclass
class Listener:
    """A person who listens, and does something to some of the tracks."""

    number: Callable[[], Awaitable[int]]
    """Which track plays, by its place."""
    acts: Mapping[int, Callable[[], Awaitable[object]]]

    async def live(self, until: int = TRACKS - 1) -> None:
        before = await self.number()
        while before < until:
            await asyncio.sleep(INTO_IT_S)
            if (act := self.acts.get(before)) is not None:
                await act()
            while (now := await self.number()) == before:  # noqa: ASYNC110 - virtual time, and the player tells nobody else
                await asyncio.sleep(0.5)
            before = now


# On the demo player


def songs() -> tuple[Track, ...]:
    kinds = {ADVERT: TrackKind.AD, PODCAST: TrackKind.EPISODE}
    return tuple(
        Track(
            f"demo:{number}",
            f"Song {number}",
            ("Someone",),
            duration_ms=LENGTH_S * 1000,
            kind=kinds.get(number, TrackKind.TRACK),
        )
        for number in range(TRACKS)
    )


async def number_of(player: Player) -> int:
    playback = await player.read()
    assert playback is not None
    assert playback.track is not None
    return int(playback.track.id.rpartition(":")[2])


def on_the_demo(folder: Path, script: Callable[[Evening, DemoPlayer], Awaitable[None]], **options: object) -> None:
    async def work(_: VirtualLoop, clock: LoopClock) -> None:
        player = DemoPlayer(clock)
        player._tracks, player._order = songs(), list(range(TRACKS))
        evening = Evening(player, clock, folder, **options)  # type: ignore[arg-type]  # as the test names them
        try:
            await evening.begin()
            await script(evening, player)
        finally:
            await evening.close()
            await player.close()

    run_in_virtual_time(work)


def test_an_evening_on_the_demo_player(tmp_path: Path) -> None:
    async def script(evening: Evening, player: DemoPlayer) -> None:
        async def skip_by_app() -> None:
            evening.session.steer("next_track")

        async def pause() -> None:
            await player.pause()
            await asyncio.sleep(600)
            await player.play()

        async def another_queue() -> None:
            order = player._order
            place = order.index(player._index)
            order[place + 1], order[place + 3] = order[place + 3], order[place + 1]
            player._changed()

        acts = {
            2: another_queue,
            8: skip_by_app,
            9: player.next,
            10: player.next,
            14: pause,
            35: skip_by_app,
            41: another_queue,
            47: pause,
        }
        seen: list[int] = []

        async def number() -> int:
            seen.append(await number_of(player))
            return seen[-1]

        listener = Listener(number, acts)
        for _ in range(3):  # over the places that the queues have changed
            await listener.live(TRACKS - 2)
        begun = evening.begun
        assert len(begun) == len([each for each in dict.fromkeys(seen) if each not in {0, ADVERT, PODCAST}])
        assert check_rhythm(begun, 3) >= 18
        check_books(evening)
        kinds = {each.kind for each in evening.introduced}
        assert kinds == {TrackKind.TRACK}
        assert any("did not come next: its intro waits an hour for it" in line for line in evening.lines)

    on_the_demo(tmp_path, script)


def test_the_cap_of_the_session_is_kept_and_told(tmp_path: Path) -> None:
    async def script(evening: Evening, player: DemoPlayer) -> None:
        await Listener(lambda: number_of(player), {}).live(20)
        assert len(evening.introduced) == 3
        check_books(evening, most=7)
        told = [line for line in evening.lines if line.startswith("Auto waits")]
        assert len(told) == 1
        assert "this session's cap is 7 credits, and 6 are used" in told[0]
        asked = len(evening.writer.history)
        assert asked == 3, "nothing is prepared that could not be paid"

    on_the_demo(tmp_path, script, every="1 track", session_cap=7)


def test_credits_that_run_out_are_told_and_those_that_come_have_it_go_on(tmp_path: Path) -> None:
    async def script(evening: Evening, player: DemoPlayer) -> None:
        listener = Listener(lambda: number_of(player), {})
        await listener.live(6)
        assert len(evening.introduced) == 2
        assert sum(line.startswith("Auto waits") for line in evening.lines) == 1
        evening.ledger.grant(4)
        evening.session.read_balance()
        await listener.live(12)
        assert evening.lines.count("Auto goes on.") == 1
        assert len(evening.introduced) == 4
        check_books(evening, most=9)

    on_the_demo(tmp_path, script, every="1 track", credits=5)


def test_minutes_are_counted_to_the_next_change(tmp_path: Path) -> None:
    async def script(evening: Evening, player: DemoPlayer) -> None:
        await Listener(lambda: number_of(player), {}).live(15)
        titles = [each.title for each in evening.introduced]
        assert titles == ["Song 3", "Song 6", "Song 9", "Song 12", "Song 15"][: len(titles)]
        assert len(titles) >= 4

    on_the_demo(tmp_path, script, every="9 minutes")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.slow
def test_who_skips_through_prepared_intros_pays_for_none_and_few_are_asked_for(tmp_path: Path, seed: int) -> None:
    lot = random.Random(seed)

    async def script(evening: Evening, player: DemoPlayer) -> None:
        async def restless() -> None:
            """Go on at any moment: to what comes, or to something else than was prepared."""
            order = player._order
            for _ in range(150):
                await asyncio.sleep(lot.choice((0.3, 1.5, 4.0, 12.0, 40.0, 90.0)))
                place = order.index(player._index)
                if lot.random() < 0.7:
                    there = lot.randrange(TRACKS)
                    after = (place + 1) % TRACKS
                    order[after], order[there] = order[there], order[after]
                if lot.random() < 0.5:
                    evening.session.steer("next_track")
                else:
                    await player.next()

        await restless()
        await asyncio.sleep(30)
        await evening.session.silence()
        check_books(evening)
        unheard = evening.unheard()
        assert len(unheard) >= 6, "nothing was skipped"
        for at_s in unheard:
            assert sum(at_s <= each < at_s + 3_600 for each in unheard) <= 6, unheard
        assert sum("six of the last hour were not heard" in line for line in evening.lines) >= 1

    on_the_demo(tmp_path, script, every="1 track", credits=1_000)


# Over the Web API alone


def music(server: SpotifyServer) -> None:
    tracks = [track(number, duration_ms=LENGTH_S * 1000) for number in range(TRACKS)]
    tracks[ADVERT] = advert(ADVERT, duration_ms=LENGTH_S * 1000)
    tracks[PODCAST] = episode(PODCAST, duration_ms=LENGTH_S * 1000)
    server.player.tracks = tracks
    server.player.devices = [device("Computer", active=True), device("Phone", volume=None)]


class Account:
    """The account's side of an evening: which track plays, and what is done to it elsewhere."""

    def __init__(
        self, server: SpotifyServer, loop: VirtualLoop, changed: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self._server, self._loop = server, loop
        self._changed = changed

    async def number(self) -> int:
        player = self._server.player
        before = player.index
        player.move_to(self._loop.time())
        if player.index != before:
            await self.told()
        return player.index

    async def told(self) -> None:
        if self._changed is not None:
            await self._changed()

    async def skip_elsewhere(self) -> None:
        self._server.player.move_to(self._loop.time())
        self._server.player.skip(1)
        await self.told()

    async def pause_elsewhere(self) -> None:
        player = self._server.player
        player.move_to(self._loop.time())
        player.playing = False
        await self.told()
        await asyncio.sleep(120)
        player.move_to(self._loop.time())
        player.playing = True
        await self.told()

    async def another_queue(self) -> None:
        player = self._server.player
        place = player.index
        player.tracks[place + 1], player.tracks[place + 3] = player.tracks[place + 3], player.tracks[place + 1]

    async def lose_connection(self) -> None:
        def down(_: Received) -> Answer:
            return refusal(503, "Service unavailable")

        whole, self._server.fault = self._server.fault, down
        await asyncio.sleep(2 * LENGTH_S)
        self._server.fault = whole


def acts_of(evening: Evening, account: Account) -> dict[int, Callable[[], Awaitable[object]]]:
    async def skip_by_app() -> None:
        evening.session.steer("next_track")

    return {
        5: skip_by_app,
        8: account.skip_elsewhere,
        13: account.pause_elsewhere,
        16: account.another_queue,
        33: account.lose_connection,
        44: skip_by_app,
    }


def check_evening(evening: Evening, *, least: int) -> None:
    assert check_rhythm(evening.begun, 3) >= least
    check_books(evening)
    assert {each.kind for each in evening.introduced} == {TrackKind.TRACK}
    assert len(evening.writer.history) <= len(evening.introduced) + 6


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_evening_over_the_web_api(tmp_path: Path) -> None:
    async def script(here: Listening) -> None:
        evening = Evening(here.player, here.clock, tmp_path)
        account = Account(here.server, here.loop)
        await evening.begin()
        await Listener(account.number, acts_of(evening, account)).live()
        await evening.close()
        check_evening(evening, least=15)

    listen(tmp_path, script, budget=100_000, opened=False, prepare=music)


# A client on this machine, beside the account's queue


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_evening_beside_a_client_on_this_machine(tmp_path: Path) -> None:
    def beside(address: str) -> Callable[[Listening], Awaitable[None]]:
        async def script(here: Listening) -> None:
            probe = await Probe.connected(address)
            client = LocalClient(here.server, here.loop.time)
            with here.loop.settling_with(probe.settle, descriptor=probe.descriptor):
                await client.start(address)
                player = AutoPlayer(MprisPlayer(prefer="spotify", clock=here.clock), here.player, here.clock)
                evening = Evening(player, here.clock, tmp_path)
                account = Account(here.server, here.loop, client.push)
                await evening.begin()
                await Listener(account.number, acts_of(evening, account)).live()
                await evening.close()
                await player.close()
                await client.stop()
            await here.loop.end_settling()
            await probe.close()
            check_evening(evening, least=17)

        return script

    with session_bus() as bus, mock.patch.dict(os.environ, {"DBUS_SESSION_BUS_ADDRESS": bus.address}):
        listen(tmp_path, beside(bus.address), budget=100_000, opened=False, prepare=music)
