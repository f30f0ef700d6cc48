"""What a day of listening costs in calls, and how late and how wrong the screen is, with MPRIS and without.

The players are the real ones, before a server on loopback and a client on a session bus; only waiting takes no
time.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from benchmarks.figure import Figure
from spotintro.players.auto import AutoPlayer
from spotintro.players.base import Player
from spotintro.players.mpris import MprisPlayer
from tests.fakes.spotify_server import Moment, SpotifyServer
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time
from tests.players import listening_day as day
from tests.players.day_stage import SEED, client_here, far_player, server_of_the_day
from tests.session import auto_day
from tests.session_bus import session_bus


@dataclass
class Day:
    calls: int = 0
    history: list[Moment] = field(default_factory=list)
    shown: list[day.Shown] = field(default_factory=list)
    looked: list[tuple[float, float]] = field(default_factory=list)
    local: list[tuple[float, float]] = field(default_factory=list)
    """Spells in which this machine plays."""
    real_s: dict[float, float] = field(default_factory=dict)
    """When each moment really was: what goes over the bus takes no virtual time."""
    shown_real_s: list[float] = field(default_factory=list)

    @property
    def heard_s(self) -> float:
        return day.heard_s(self.history, day.DAY_S)

    @property
    def calls_per_hour(self) -> float:
        return self.calls / self.heard_s * 3_600


def without_mpris(folder: Path, *, looks_always: bool = False) -> Day:
    async def work(loop: VirtualLoop, clock: LoopClock) -> Day:
        with server_of_the_day(loop) as server:
            player = far_player(server, folder, clock)

            async def nothing_else() -> None:
                return

            return await _lived(server, player, changed=nothing_else, looks_always=looks_always)

    return run_in_virtual_time(work)


def with_mpris(folder: Path) -> Day:
    async def work(loop: VirtualLoop, clock: LoopClock, address: str) -> Day:
        with server_of_the_day(loop) as server:
            async with client_here(server, loop, address) as client:
                player = AutoPlayer(
                    MprisPlayer(prefer="spotify", clock=clock), far_player(server, folder, clock), clock
                )
                lived = await _lived(server, player, changed=client.push)
                lived.local, lived.real_s = client.spells(loop.time()), client.real_s
                return lived

    with session_bus() as bus, mock.patch.dict(os.environ, {"DBUS_SESSION_BUS_ADDRESS": bus.address}):
        return run_in_virtual_time(lambda loop, clock: work(loop, clock, bus.address))


async def _lived(
    server: SpotifyServer, player: Player, *, changed: Callable[[], Awaitable[None]], looks_always: bool = False
) -> Day:
    lived = Day()
    loop = asyncio.get_running_loop()
    server.player.history = lived.history
    server.player.note("start", loop.time())

    async def record() -> None:
        async for playback in player.changes():
            lived.shown.append(day.as_shown(loop.time(), playback))
            lived.shown_real_s.append(time.monotonic())

    await player.open()
    recording = asyncio.create_task(record())
    life = day.Life(server, player, random.Random(SEED), changed=changed, looks_always=looks_always)
    await life.live(day.DAY_S)
    await player.close()
    await recording
    lived.calls, lived.looked = len(server.received), life.looked
    return lived


# The figures


def _late(changes: Sequence[day.Change], causes: set[str]) -> list[float]:
    return [each.late_s for each in changes if each.cause in causes]


def _spread(late: Sequence[float]) -> str:
    shares = ", ".join(f"p{round(share * 100)} {day.quantile(late, share):.2g}" for share in (0.5, 0.95))
    return f"{shares}, longest {max(late, default=0):.1f} s of {len(late)}"


def _polls(lived: Day) -> str:
    found = []
    for every_s in (1.0, 5.0):
        shown = day.polled(lived.history, every_s, day.DAY_S)
        late = _late(day.changes(lived.history, shown, lived.looked), {"end", "elsewhere"})
        wrong = day.wrong_share(lived.history, shown, [(0, day.DAY_S)])
        calls = day.DAY_S / every_s / (lived.heard_s / 3_600)
        found.append(
            f"every {every_s:.0f} s: {calls:.0f} calls an hour, p95 {day.quantile(late, 0.95):.1f} s, {wrong:.2%}"
        )
    return "; ".join(found)


def _without(folder: Path) -> list[Figure]:
    lived = without_mpris(folder)
    changes = day.changes(lived.history, lived.shown, lived.looked)
    ends, skips = _late(changes, {"end"}), _late(changes, {"elsewhere"})
    seen = [each.seen_s for each in changes if each.cause == "elsewhere" and each.seen_s is not None]
    always = without_mpris(folder, looks_always=True)
    always_skips = _late(day.changes(always.history, always.shown, always.looked), {"elsewhere"})
    in_time = sum(late <= 20 for late in always_skips) / max(1, len(always_skips))
    listened = f"{len(changes)} changes of track in {lived.heard_s / 3_600:.1f} h of listening"
    return [
        Figure("calls an hour of listening without MPRIS", lived.calls_per_hour, 120, unit="/h", detail=listened),
        Figure(
            "the same, with somebody always looking", always.calls_per_hour, 120, unit="/h",
            detail=f"skips elsewhere then {_spread(always_skips)}, {in_time:.0%} within 20 s",
        ),
        Figure(
            "a natural end on the screen without MPRIS, p95", day.quantile(ends, 0.95), 2, unit="s",
            detail=_spread(ends),
        ),
        Figure(
            "a skip made elsewhere, as long as somebody looks at the old track", max(seen), 20, unit="s",
            detail=f"{_spread(seen)}; looked at or not: {_spread(skips)}",
        ),
        _wrong("wrong seconds shown without MPRIS", lived),
    ]  # fmt: skip


def _wrong(name: str, lived: Day) -> Figure:
    looked = day.wrong_share(lived.history, lived.shown, lived.looked)
    whole_day = day.wrong_share(lived.history, lived.shown, [(0, day.DAY_S)])
    return Figure(
        name, looked * 100, 5, unit="%",
        detail=f"while somebody looks, {whole_day:.2%} looked at or not; a plain poll of the day {_polls(lived)}",
    )  # fmt: skip


def _with(folder: Path) -> list[Figure]:
    lived = with_mpris(folder)
    found = day.changes(lived.history, lived.shown, lived.looked)
    here = [each for each in found if any(begin <= each.at_s < end for begin, end in lived.local)]
    late = [each.late_s + _real_s(lived, each) for each in here]
    away = [each.late_s for each in found if each not in here]
    listened = f"{len(found)} changes of track in {lived.heard_s / 3_600:.1f} h of listening"
    return [
        Figure("calls an hour of listening with MPRIS", lived.calls_per_hour, 36, unit="/h", detail=listened),
        Figure(
            "a change of track on the screen with MPRIS, p95", day.quantile(late, 0.95), 0.2, unit="s",
            detail=f"{_spread(late)}, over a real bus; on other devices {_spread(away)}",
        ),
        _wrong("wrong seconds shown with MPRIS", lived),
    ]  # fmt: skip


def _real_s(lived: Day, change: day.Change) -> float:
    """Return the real seconds from a change until it was shown."""
    until_s = change.at_s + change.late_s
    shown_s = [real for each, real in zip(lived.shown, lived.shown_real_s, strict=True) if each.at_s >= until_s]
    return max(0.0, shown_s[0] - lived.real_s[change.at_s]) if shown_s and change.at_s in lived.real_s else 0.0


def _with_auto(folder: Path) -> list[Figure]:
    alone = auto_day.without_mpris(folder / "alone")
    looked = auto_day.without_mpris(folder / "looked", looks_always=True)
    beside = auto_day.with_mpris(folder / "beside")
    heard_s = alone.beginnings_s
    return [
        Figure(
            "calls an hour with auto every third track, without MPRIS", alone.calls_per_hour, 120, unit="/h",
            detail=f"{_kinds(alone)}; with somebody always looking {looked.calls_per_hour:.0f}",
        ),
        Figure(
            "calls an hour with auto every third track, with MPRIS", beside.calls_per_hour, 36, unit="/h",
            detail=_kinds(beside),
        ),
        Figure(
            "heard of a track before its intro without MPRIS, p95", day.quantile(heard_s, 0.95), 2, unit="s",
            detail=_spread(heard_s),
        ),
    ]  # fmt: skip


def _kinds(lived: auto_day.AutoDay) -> str:
    kinds = ", ".join(f"{kind} {count / lived.hours:.1f}" for kind, count in lived.by_kind.most_common())
    return f"{lived.intros} intros in {lived.hours:.1f} h of listening; {kinds}"


def measure(data_dir: Path) -> list[Figure]:
    return [*_without(data_dir), *_with(data_dir), *_with_auto(data_dir)]
