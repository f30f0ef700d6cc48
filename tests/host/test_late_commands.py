"""A player that takes a command, answers too late, and obeys after the speech."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from spotintro.clock import SystemClock
from spotintro.config import OverMusicMode
from spotintro.host.over_music import OverMusic
from spotintro.music import PlaybackState
from spotintro.players import mpris_bus
from spotintro.players.base import CommandFailed, CommandUnsupported
from spotintro.players.mpris import MprisPlayer
from spotintro.state.playback_journal import FOLDER, PlaybackJournal
from tests.fakes.player import FakePlayer, playing
from tests.players.mpris_service import ScriptedMpris
from tests.session_bus import session_bus

pytestmark = pytest.mark.service

LATE = [
    (OverMusicMode.PAUSE, {"Pause"}),
    (OverMusicMode.GAP, {"Pause"}),
    (OverMusicMode.DUCK, {"Set"}),
    (OverMusicMode.DUCK, {"Set", "Pause"}),
]


@pytest.fixture
async def service(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ScriptedMpris]:
    monkeypatch.setattr(mpris_bus, "CALL_TIMEOUT_S", 0.3)
    with session_bus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        service = ScriptedMpris("late")
        await service.start(bus.address)
        yield service
        await service.stop()


@pytest.fixture
async def player(service: ScriptedMpris) -> AsyncIterator[MprisPlayer]:
    player = MprisPlayer(prefer=service.bus_name, clock=SystemClock())
    await player.open()
    yield player
    await player.close()


def heard(service: ScriptedMpris) -> tuple[object, object]:
    return service.properties["PlaybackStatus"].value, service.properties["Volume"].value


def notes(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.json"))


async def until_done(over: OverMusic, folder: Path) -> None:
    async with asyncio.timeout(5):
        while notes(folder):  # noqa: ASYNC110 - a file tells it, and no event
            await asyncio.sleep(0.01)


async def speech(over: OverMusic) -> None:
    over.prepare(between=True)
    await over.begin()
    await over.end()


@pytest.mark.parametrize(("mode", "late"), LATE)
async def test_what_comes_after_the_end_is_put_back(
    service: ScriptedMpris, player: MprisPlayer, tmp_path: Path, mode: OverMusicMode, late: set[str]
) -> None:
    over = OverMusic(player, PlaybackJournal(tmp_path), mode)
    service.late = set(late)
    await speech(over)
    assert notes(tmp_path)
    service.catch_up()
    await until_done(over, tmp_path)
    assert heard(service) == ("Playing", 0.5)


@pytest.mark.parametrize(("mode", "late"), LATE)
async def test_what_comes_after_the_process_is_put_back_by_the_next_start(
    service: ScriptedMpris, player: MprisPlayer, tmp_path: Path, mode: OverMusicMode, late: set[str]
) -> None:
    service.late = set(late)
    watching = asyncio.all_tasks()
    await speech(OverMusic(player, PlaybackJournal(tmp_path), mode))
    gone = [task for task in asyncio.all_tasks() - watching if task.get_name() == "look out for a late command"]
    for task in gone:
        task.cancel()
    await asyncio.gather(*gone, return_exceptions=True)
    for file in notes(tmp_path):
        file.rename(file.with_name(file.name.replace(file.name.split(".")[0], "999999999-1")))
    service.catch_up()
    await service.round_trip()
    async with asyncio.timeout(5):
        while await shown(player) != heard(service):  # noqa: ASYNC110 - signals arrive when they do
            await asyncio.sleep(0.01)
    await OverMusic(player, PlaybackJournal(tmp_path)).recover()
    assert heard(service) == ("Playing", 0.5)
    assert notes(tmp_path) == []


async def shown(player: MprisPlayer) -> tuple[object, object]:
    playback = await player.read()
    assert playback is not None
    volume = playback.device.volume_percent
    return playback.state.value.title(), None if volume is None else volume / 100


async def test_a_pause_by_the_user_meanwhile_stays(tmp_path: Path) -> None:
    player = FakePlayer(playing())
    over = OverMusic(player, PlaybackJournal(tmp_path))
    player.failures["pause"] = CommandFailed("The player did not answer.", "Try again.")
    await speech(over)
    over.leave_paused()
    player.show(replace(playing(), state=PlaybackState.PAUSED))
    await until_done(over, tmp_path)
    assert [command for command, _ in player.history] == ["pause"]


async def test_a_volume_that_the_user_sets_meanwhile_stays(tmp_path: Path) -> None:
    player = FakePlayer(playing())
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    player.failures["set_volume"] = CommandFailed("The player did not answer.", "Try again.")
    await speech(over)
    player.failures.clear()
    player.show(replace(playing(), device=replace(playing().device, volume_percent=80)))
    await until_done(over, tmp_path)
    assert [command for command, _ in player.history] == ["set_volume", "pause", "play"]


async def test_what_comes_under_the_next_speech_is_put_back_after_it(tmp_path: Path) -> None:
    player = FakePlayer(playing())
    over = OverMusic(player, PlaybackJournal(tmp_path), OverMusicMode.DUCK)
    player.failures["set_volume"] = CommandFailed("The player did not answer.", "Try again.")
    await speech(over)
    player.failures["set_volume"] = CommandUnsupported("It can't.", "Use its own.")
    assert await over.begin() is True
    player.failures.clear()
    assert player.playback is not None
    player.show(replace(player.playback, device=replace(playing().device, volume_percent=16)))
    await over.end()
    await until_done(over, tmp_path)
    assert player.playback == playing()
